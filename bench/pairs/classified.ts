// What a person made of each block and review on an honest upgrade: `classified.yml`, read strictly, because a line
// with a typing error would silently count as unclassified.
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { ownValue } from '../../src/domain/manifest.ts'

export const classes = ['worth a look', 'noise'] as const
export type Classified = { rule: string; pair: string; class: (typeof classes)[number]; why: string }

/** `pair` is `name@after`. Throws on whatever is no classification, with its number. */
export function readClassified(file: string): Classified[] {
  const value: unknown = parse(readFileSync(file, 'utf8'))
  if (value === null) return []
  if (!Array.isArray(value)) throw new Error(`${file} is no list`)
  return value.map((entry: unknown, index) => {
    const text = (key: string): string => {
      const found = ownValue(entry, key)
      if (typeof found !== 'string' || found === '') throw new Error(`${file}: entry ${index + 1} has no ${key}`)
      return found
    }
    const given = classes.find((one) => one === text('class'))
    if (given === undefined)
      throw new Error(`${file}: entry ${index + 1} has a class that is none of ${classes.join(', ')}`)
    return { rule: text('rule'), pair: text('pair'), class: given, why: text('why') }
  })
}
