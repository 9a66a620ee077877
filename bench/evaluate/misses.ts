// Why an attack gets through: a line by a person for each miss, in `misses.yml`. A miss without one is shown as such.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { ownValue } from '../../src/domain/manifest.ts'

/** `mutation` is '' for the replay itself, in whichever variant. */
export type Miss = { replay: string; mutation: string; why: string }

export function readMisses(): Miss[] {
  const value: unknown = parse(readFileSync(fileURLToPath(new URL('misses.yml', import.meta.url)), 'utf8')) ?? []
  if (!Array.isArray(value)) throw new Error('misses.yml is no list')
  return value.map((entry: unknown, index) => {
    const text = (key: string, otherwise?: string): string => {
      const found = ownValue(entry, key) ?? otherwise
      if (typeof found !== 'string') throw new Error(`misses.yml: entry ${index + 1} has no ${key}`)
      return found
    }
    return { replay: text('replay'), mutation: text('mutation', ''), why: text('why') }
  })
}

export function whyMissed(misses: readonly Miss[], replay: string, mutation: string): string {
  const exact = misses.find((one) => one.replay === replay && one.mutation === mutation)
  // What is missed as it is told is missed for that reason in every disguise.
  const told = misses.find((one) => one.replay === replay && one.mutation === '')
  return exact?.why ?? told?.why ?? 'UNEXPLAINED'
}
