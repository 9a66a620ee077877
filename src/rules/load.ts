// Rule files as a pack of compiled rules, or every mistake in all of them at once. It reads no disk.
import { createHash } from 'node:crypto'
import { type LaidOut, layOut, type PackFile, type PackFileKind, packFile } from '../domain/pack-layout.ts'
import { type Mistake, nowhere, Problem, placeAt } from '../domain/problem.ts'
import { compareVersions } from '../domain/versions.ts'
import { memberOf, textOf } from '../yaml/members.ts'
import { readYaml, type YamlMistake, type YamlNode } from '../yaml/read.ts'
import { conform, type Shape } from '../yaml/shape.ts'
import { type AddedCases, addedCasesShape, toAddedCases } from './added-cases.ts'
import { stepsPerPack } from './dead-terms.ts'
import { listShape } from './list-schema.ts'
import { type BadList, toList } from './lists.ts'
import { boundPack } from './pack-size.ts'
import type { CaseReading, Rule, RulePack } from './rule.ts'
import { toRule } from './rule-file.ts'
import { placeOfId } from './rule-place.ts'
import type { Steps } from './satisfiable.ts'
import { packShape, ruleShape } from './schema.ts'

export type { PackFile } from '../domain/pack-layout.ts'

/** A file that is wrong throughout is not listed line by line. */
const maxMistakes = 100

/**
 * `consequence` says what did not happen if there are mistakes. `toolVersion` is held against the pack's `cordon`. A
 * pack has a pack.yml; a single rule file may stand alone.
 */
export function loadPack(
  files: readonly PackFile[],
  consequence: string,
  toolVersion = '',
  cases: CaseReading = 'read',
): RulePack {
  boundPack(files, consequence)
  const laidOut = layOut(files)
  const steps: Steps = { left: stepsPerPack }
  const read = laidOut.map((file) => readFile(file, toolVersion, cases, steps))
  const rules = read.flatMap((one) => one.rules)
  const mistakes = [...read.flatMap((one) => one.mistakes), ...checkPack(laidOut), ...checkDuplicates(rules, files)]
  if (mistakes.length > 0) throw new Problem(mistakes, consequence)
  return {
    pack: read.find((one) => one.name !== '')?.name ?? 'local',
    version: read.find((one) => one.version !== '')?.version ?? '0.0.0',
    digest: digestOf(laidOut),
    rules: rules.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    lists: read.flatMap((one) => one.lists),
    listLimit: 'block',
    addedCases: read.flatMap((one) => one.addedCases),
  }
}

type FileRead = {
  name: string
  version: string
  rules: readonly Rule[]
  lists: readonly BadList[]
  addedCases: readonly AddedCases[]
  mistakes: readonly Mistake[]
}

function readFile({ path, text, kind }: LaidOut, toolVersion: string, cases: CaseReading, steps: Steps): FileRead {
  const whole = text.startsWith('\uFEFF') ? text.slice(1) : text
  const source = cases === 'skip' && kind === 'rule' ? withoutCases(whole) : whole
  const { root, mistakes: syntax } = readYaml(source)
  const mistakes: YamlMistake[] = [...syntax]
  // A file that is no YAML has nothing further to say.
  if (syntax.some((mistake) => mistake.code === 'yaml-syntax'))
    return { ...nothingRead, mistakes: placed(path, source, mistakes) }
  mistakes.push(...conform(root, shapes[kind]))
  if (kind === 'pack') {
    mistakes.push(...checkNeeds(root, toolVersion))
    const found = { name: textOf(root, 'name', ''), version: textOf(root, 'version', '') }
    return { ...nothingRead, ...found, mistakes: placed(path, source, mistakes) }
  }
  if (kind === 'list') {
    const lists = toList(root, path, mistakes)
    return { ...nothingRead, lists, mistakes: placed(path, source, mistakes) }
  }
  if (kind === 'cases') {
    const addedCases = toAddedCases(root, path, source, mistakes)
    return { ...nothingRead, addedCases, mistakes: placed(path, source, mistakes) }
  }
  const rules = toRule(root, path, source, cases, steps, mistakes)
  return { ...nothingRead, rules, mistakes: placed(path, source, mistakes) }
}

/** They are the last key of every file; inside a block text nothing stands in the first column. */
function withoutCases(text: string): string {
  const at = text.indexOf('\ncases:')
  return at === -1 ? text : text.slice(0, at + 1)
}

const shapes: Record<PackFileKind, Shape> = {
  pack: packShape,
  rule: ruleShape,
  list: listShape,
  cases: addedCasesShape,
}

const nothingRead = { name: '', version: '', rules: [], lists: [], addedCases: [] }

function placed(path: string, source: string, mistakes: readonly YamlMistake[]): Mistake[] {
  const shown = mistakes.toSorted((a, b) => a.at - b.at).slice(0, maxMistakes)
  const rest = mistakes.length - shown.length
  const listed = shown.map(({ code, message, help, at }) => ({ code, message, help, place: placeAt(path, source, at) }))
  if (rest === 0) return listed
  const message = `${rest} more mistakes in ${path}`
  return [...listed, { code: 'too-many-mistakes', message, help: 'Mend the ones above first.', place: nowhere }]
}

function checkNeeds(root: YamlNode, toolVersion: string): YamlMistake[] {
  const needs = textOf(root, 'cordon', '').replace('>=', '')
  if (toolVersion === '' || needs === '' || compareVersions(toolVersion, needs) >= 0) return []
  const message = `This pack needs cordon ${needs} or newer, and this is ${toolVersion}`
  return [{ code: 'pack-too-new', message, help: 'Update cordon.', at: memberOf(root, 'cordon')?.at ?? 0 }]
}

function checkPack(files: readonly LaidOut[]): Mistake[] {
  const packs = files.filter(({ kind }) => kind === 'pack')
  if (files.length === packs.length) {
    const help = 'A pack has one .yml file per rule; a check without rules would find nothing.'
    return [{ code: 'no-rules', message: 'There are no rules here', help, place: nowhere }]
  }
  if (packs.length === 1 || (packs.length === 0 && files.length === 1)) return []
  const message = packs.length === 0 ? `${packFile} is missing` : `There are ${packs.length} files ${packFile}`
  const help = `A pack has one ${packFile} with its name and version: "name: ours" and "version: 1.0.0".`
  return [{ code: 'pack-file', message, help, place: { ...nowhere, file: packs[0]?.path ?? '' } }]
}

function checkDuplicates(rules: readonly Rule[], files: readonly PackFile[]): Mistake[] {
  return [...Map.groupBy(rules, (rule) => rule.id)].flatMap(([id, [first, ...others]]) =>
    others.map((other) => ({
      code: 'duplicate-id',
      message: `There is a rule "${id}" in ${first?.file ?? ''} already`,
      help: 'Rules of a pack have different ids.',
      place: placeOfId(files, other.file),
    })),
  )
}

/** Of the names within the pack and the texts, so that it is the same wherever the pack lies and git writes `\r\n`. */
function digestOf(files: readonly LaidOut[]): string {
  const entries = files.map(({ name, text }) => [name, text.replaceAll('\r\n', '\n')])
  const sorted = entries.map((entry) => JSON.stringify(entry)).sort()
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex')
}
