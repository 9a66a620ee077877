// Tells whether a value read from disk, or sent by another process, has the shape of facts. The shape follows the type: a field added there
// does not compile here until it is listed. It knows no disk and judges no content.
import type { Code } from '../domain/code.ts'
import type { Contents, Extracted } from '../domain/release.ts'
import type { FileColumns, StoredFacts } from './fact-columns.ts'

/** A type as data: the name of a primitive, one element for a list, the members of a record. */
export type ShapeOf<T> = T extends string
  ? 'string'
  : T extends number
    ? 'number'
    : T extends boolean
      ? 'boolean'
      : T extends readonly (infer Item)[]
        ? readonly [ShapeOf<Item>]
        : { readonly [Key in keyof T]: ShapeOf<T[Key]> }

export type Shape = 'string' | 'number' | 'boolean' | readonly [Shape] | { readonly [key: string]: Shape }

const place = { file: 'string', line: 'number', column: 'number', excerpt: 'string', reach: 'string' } as const

const code: ShapeOf<Code> = {
  capabilities: [{ ...place, name: 'string', subject: 'string' }],
  arguments: [{ ...place, capability: 'string', kind: 'string', value: 'string' }],
  flows: [{ ...place, source: 'string', subject: 'string', sink: 'string', steps: ['string'] }],
  disguises: [{ ...place, kind: 'string', detail: 'string', files: 'number' }],
  indicators: [{ ...place, kind: 'string', value: 'string' }],
  unreadable: [{ file: 'string', why: 'string', sha256: 'string', reach: 'string' }],
}

const contents: ShapeOf<Contents> = {
  manifest: {
    name: 'string',
    version: 'string',
    main: 'string',
    entries: ['string'],
    bin: [{ name: 'string', path: 'string', line: 'number' }],
    scripts: [{ name: 'string', body: 'string', line: 'number' }],
    dependencies: [{ name: 'string', spec: 'string', group: 'string', line: 'number' }],
    bundled: ['string'],
    gypfile: 'string',
    repository: 'string',
  },
  files: [
    {
      path: 'string',
      size: 'number',
      sha256: 'string',
      type: 'string',
      disguised: 'boolean',
      longestLine: 'number',
      reach: 'string',
      entry: 'string',
      startsOnOpen: 'boolean',
    },
  ],
  scripts: [{ name: 'string', body: 'string', implicit: 'boolean', reaches: ['string'], line: 'number' }],
  imports: [{ name: 'string', how: 'string', file: 'string', line: 'number' }],
  oddities: [{ kind: 'string', path: 'string', detail: 'string' }],
  patches: [{ integrity: 'string', files: [{ path: 'string', added: 'number', removed: 'number' }] }],
  code,
  install: {
    scripts: ['string'],
    files: ['string'],
    fields: ['string'],
    manifest: 'string',
    packages: ['string'],
    programs: ['string'],
    open: [{ end: 'string', file: 'string' }],
  },
}

const extracted: ShapeOf<Extracted> = {
  integrity: 'string',
  unpackedBytes: 'number',
  own: contents,
  bundled: [{ location: 'string', contents }],
}

const words = { values: ['string'], at: ['number'] } as const
const flags = { values: ['boolean'], at: ['number'] } as const

const columns: ShapeOf<FileColumns> = {
  path: ['string'],
  size: ['number'],
  sha256: ['string'],
  type: words,
  disguised: flags,
  longestLine: ['number'],
  reach: words,
  entry: words,
  startsOnOpen: flags,
}

const storedContents: ShapeOf<StoredFacts['own']> = { ...contents, files: columns }
const stored: ShapeOf<StoredFacts> = {
  ...extracted,
  own: storedContents,
  bundled: [{ location: 'string', contents: storedContents }],
}

export function isExtracted(value: unknown): value is Extracted {
  return fits(value, extracted)
}

export function isStored(value: unknown): value is StoredFacts {
  return fits(value, stored)
}

/** Recursion is as deep as the shape, never as deep as the value. */
export function fits(value: unknown, shape: Shape): boolean {
  if (typeof shape === 'string') return typeof value === shape
  if (isList(shape)) return Array.isArray(value) && allFit(value, shape[0])
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  // The keys are ours, and none of them is a name that objects inherit. A plain loop: this runs for every file of a tree.
  for (const key in shape) {
    const member = shape[key]
    if (member === undefined || !fits(Reflect.get(value, key), member)) return false
  }
  return true
}

/** What is no list or record is compared in place: most lists are columns of a thousand rows. */
function allFit(values: readonly unknown[], shape: Shape): boolean {
  if (typeof shape !== 'string') return values.every((value) => fits(value, shape))
  for (let index = 0; index < values.length; index++) if (typeof values[index] !== shape) return false
  return true
}

function isList(shape: Exclude<Shape, string>): shape is readonly [Shape] {
  return Array.isArray(shape)
}
