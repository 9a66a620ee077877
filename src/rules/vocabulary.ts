// Every record and every field a rule can read: type, meaning, values, an example. The compiler ties it to the domain's
// types, so a field added to `Change` without a row here does not compile. The type checker of conditions and the text of
// `cordon rules vocabulary` are derived from this one table.
import type { Change, FactRecord } from '../domain/change.ts'
import {
  argumentRows,
  capabilityRows,
  disguiseRows,
  flowRows,
  indicatorRows,
  unreadableRows,
} from './vocabulary-code.ts'
import { contentRows, dependencyRows, fileRows, oddityRows, scriptRows } from './vocabulary-contents.ts'
import { knownBadRows } from './vocabulary-known-bad.ts'
import { lookalikeRows } from './vocabulary-lookalike.ts'
import { patchRows } from './vocabulary-patch.ts'
import { binRows, directiveRows } from './vocabulary-project.ts'
import { provenanceRows } from './vocabulary-provenance.ts'
import { publicationRows } from './vocabulary-publication.ts'
import type { Field } from './vocabulary-rows.ts'
import { baselineRows, lockRows, manifestRows, packageRows } from './vocabulary-tree.ts'

export type RecordWords = {
  /** The name of the type in conditions. */
  type: string
  means: string
  fields: Readonly<Record<string, Field>>
}

export const vocabulary = {
  package: { type: 'Package', means: 'What the lockfile and the tree say of the package.', fields: packageRows },
  baseline: { type: 'Baseline', means: 'The trusted release that this one is compared with.', fields: baselineRows },
  publication: { type: 'Publication', means: 'How and when the release was published.', fields: publicationRows },
  provenance: {
    type: 'Provenance',
    means: 'Who built and signed the release, as far as it is proven, against earlier verified releases.',
    fields: provenanceRows,
  },
  lock: { type: 'Lock', means: 'The lock entry against the registry and against the bytes.', fields: lockRows },
  lookalike: {
    type: 'Lookalike',
    means: "The package's name against names that people know.",
    fields: lookalikeRows,
  },
  manifest: {
    type: 'Manifest',
    means: "One difference between the registry's manifest and the tarball's package.json.",
    fields: manifestRows,
  },
  script: { type: 'Script', means: 'One script of package.json, or the implicit node-gyp build.', fields: scriptRows },
  dependency: { type: 'Dependency', means: 'One declared dependency.', fields: dependencyRows },
  file: { type: 'File', means: 'One file of the package.', fields: fileRows },
  content: { type: 'Content', means: 'How much the release holds as a whole.', fields: contentRows },
  bin: { type: 'Bin', means: 'One command that the package puts into node_modules/.bin.', fields: binRows },
  directive: {
    type: 'Directive',
    means: "One thing that the project's own package.json changes about the tree; of the project itself only.",
    fields: directiveRows,
  },
  oddity: { type: 'Oddity', means: 'Something odd about the tarball that npm tolerates.', fields: oddityRows },
  patch: {
    type: 'Patch',
    means: 'A patch of the project (npm 12) that was applied to the package.',
    fields: patchRows,
  },
  capability: { type: 'Capability', means: 'One thing that the code can do.', fields: capabilityRows },
  argument: { type: 'Argument', means: 'One argument of a call that matters.', fields: argumentRows },
  flow: { type: 'Flow', means: 'Data that gets from a source to a sink.', fields: flowRows },
  disguise: { type: 'Disguise', means: 'One way in which code hides what it is.', fields: disguiseRows },
  indicator: { type: 'Indicator', means: 'An address, name or key that stands in the code.', fields: indicatorRows },
  unreadable: {
    type: 'Unreadable',
    means: 'A file whose code could not be read, or not to its end.',
    fields: unreadableRows,
  },
  knownBad: {
    type: 'KnownBad',
    means: 'Something about the release that a list of a rule pack or an OSV record names.',
    fields: knownBadRows,
  },
} satisfies Record<FactRecord, RecordWords>

type Member<T> = T extends readonly { record: infer R }[]
  ? { record: R; list: true }
  : T extends { record: infer R }
    ? { record: R; list: false }
    : never

/** What `change.` leads to. */
export const changeFields = {
  package: { record: 'package', list: false },
  baseline: { record: 'baseline', list: false },
  publication: { record: 'publication', list: false },
  provenance: { record: 'provenance', list: false },
  lock: { record: 'lock', list: false },
  lookalike: { record: 'lookalike', list: false },
  manifest: { record: 'manifest', list: true },
  scripts: { record: 'script', list: true },
  dependencies: { record: 'dependency', list: true },
  files: { record: 'file', list: true },
  content: { record: 'content', list: false },
  oddities: { record: 'oddity', list: true },
  bins: { record: 'bin', list: true },
  directives: { record: 'directive', list: true },
  patches: { record: 'patch', list: true },
  capabilities: { record: 'capability', list: true },
  arguments: { record: 'argument', list: true },
  flows: { record: 'flow', list: true },
  disguises: { record: 'disguise', list: true },
  indicators: { record: 'indicator', list: true },
  unreadable: { record: 'unreadable', list: true },
  knownBad: { record: 'knownBad', list: true },
} as const satisfies { [K in keyof Change]: Member<Change[K]> }

export type ChangeField = keyof Change

const records = new Map<string, RecordWords>(Object.entries(vocabulary))

/** The words of a record by its name (`script`) or its type (`Script`). */
export function findRecord(name: string): RecordWords | undefined {
  return records.get(name) ?? records.values().find((words) => words.type === name)
}

/** The row of a field; a `Map`-like look-up, so that `constructor` is no field. */
export function findField(record: FactRecord, name: string): Field | undefined {
  const fields: Readonly<Record<string, Field>> = vocabulary[record].fields
  return Object.hasOwn(fields, name) ? fields[name] : undefined
}

export function isChangeField(name: string): name is ChangeField {
  return Object.hasOwn(changeFields, name)
}

export function isFactRecord(name: string): name is FactRecord {
  return Object.hasOwn(vocabulary, name)
}

/** What a condition may call. Everything here takes time linear in what it is given. */
export const functions = new Map<string, string>([
  ['exists', 'list.exists(x, condition): at least one element meets the condition'],
  ['all', 'list.all(x, condition): every element meets it'],
  ['exists_one', 'list.exists_one(x, condition): exactly one does'],
  ['filter', 'list.filter(x, condition): the elements that meet it'],
  ['map', 'list.map(x, value): the value for every element'],
  ['size', 'list.size(), text.size(): how many elements or characters'],
  ['contains', 'text.contains(part)'],
  ['startsWith', 'text.startsWith(part)'],
  ['endsWith', 'text.endsWith(part)'],
  ['matches', 'text.matches("pattern"): a regular expression occurs in it; no look-around, no back-references'],
  ['lowerAscii', 'text.lowerAscii(): in lower case'],
  ['trim', 'text.trim(): without the blanks around it'],
])

/** The functions that bind a name for their condition. */
export const macros: ReadonlySet<string> = new Set(['exists', 'all', 'exists_one', 'filter', 'map'])
