// `action.yml` as the runner reads it: its inputs become `INPUT_…` variables. Whatever a workflow would get wrong without
// being told, such as an input that does not exist, is an error here.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { isJsonObject, objectAt } from '../../src/replay/json-object.ts'
import type { JsonObject } from '../../src/replay/package-tarball.ts'

export type ActionFile = {
  /** Absolute path of `runs.main`. */
  main: string
  inputs: ReadonlyMap<string, string>
  outputs: readonly string[]
}

/** Values of `${{ … }}` that defaults may use, by the whole expression. */
export type Contexts = Readonly<Record<string, string>>

/** What a step writes under `with:`; YAML's numbers and booleans are text by the time an action sees them. */
export type Inputs = Readonly<Record<string, string>>

const rootKeys = ['name', 'author', 'description', 'branding', 'inputs', 'outputs', 'runs']
const inputKeys = ['description', 'required', 'default', 'deprecationMessage', 'type']

export function readActionFile(folder: string, contexts: Contexts): ActionFile {
  const value: unknown = parse(readFileSync(join(folder, 'action.yml'), 'utf8'))
  if (!isJsonObject(value)) throw new Error('action.yml is no mapping')
  refuseOthers(value, rootKeys, 'action.yml')
  for (const key of ['name', 'description']) textAt(value, key, 'action.yml')
  const runs = objectAt(value, 'runs')
  refuseOthers(runs, ['using', 'main'], 'runs')
  if (runs.using !== 'node24') throw new Error(`runs.using is ${String(runs.using)}; this runner has node24`)
  const inputs = Object.keys(objectAt(value, 'inputs')).map((name): [string, string] => {
    const input = objectAt(objectAt(value, 'inputs'), name)
    refuseOthers(input, inputKeys, `inputs.${name}`)
    textAt(input, 'description', `inputs.${name}`)
    const { default: fallback = '' } = input
    return [name, resolved(String(fallback), contexts)]
  })
  for (const [name, output] of Object.entries(objectAt(value, 'outputs'))) {
    if (!isJsonObject(output)) throw new Error(`outputs.${name} is no mapping`)
    // `value` is for composite actions.
    refuseOthers(output, ['description'], `outputs.${name}`)
    textAt(output, 'description', `outputs.${name}`)
  }
  return {
    main: join(folder, textAt(runs, 'main', 'runs')),
    inputs: new Map(inputs),
    outputs: Object.keys(objectAt(value, 'outputs')),
  }
}

/** Every input, as the runner hands it over; spaces become underscores, hyphens stay. */
export function inputVariables({ inputs }: ActionFile, given: Inputs): Record<string, string> {
  const strangers = Object.keys(given).filter((name) => !inputs.has(name))
  if (strangers.length > 0) throw new Error(`Unexpected input(s) ${strangers.join(', ')}`)
  const values = [...inputs].map(([name, fallback]) => [
    `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
    given[name] ?? fallback,
  ])
  return Object.fromEntries(values)
}

function resolved(text: string, contexts: Contexts): string {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
    const value = contexts[expression]
    if (value === undefined) throw new Error(`this runner knows no \${{ ${expression} }}`)
    return value
  })
}

function textAt(value: JsonObject, key: string, where: string): string {
  const text = value[key]
  if (typeof text !== 'string' || text === '') throw new Error(`${where}: ${key} is missing`)
  return text
}

function refuseOthers(value: JsonObject, keys: readonly string[], where: string): void {
  const others = Object.keys(value).filter((key) => !keys.includes(key))
  if (others.length > 0) throw new Error(`${where} has ${others.join(', ')}`)
}
