// One dependency that differs, in words: from which version to which, and of a new one what is known of it.
import type { DependencyFact } from '../domain/change.ts'
import { toSpan } from './ages.ts'
import { escaped } from './escape.ts'

const hour = 3_600_000

export function dependencyText(one: DependencyFact): string {
  const { status, name, spec, specBefore, group, kind } = one
  const specs =
    status === 'changed' && specBefore !== spec
      ? `${quoted(specBefore)} -> ${quoted(spec)}`
      : quoted(spec || specBefore)
  const words = [groupWords[group] ?? group, kind === 'registry' ? '' : `from ${kind}`]
  if (status === 'added') {
    words.push(
      importWords[one.imported],
      one.resolvedAgeHours < 0
        ? ''
        : `${escaped(one.resolvedVersion, 40)} was ${toSpan(one.resolvedAgeHours * hour)} old`,
      one.packageAgeHours < 0 ? '' : `the package ${toSpan(one.packageAgeHours * hour)}`,
      one.history === 'not-found' ? 'the registry has no such package' : '',
      one.hasInstallScript === 'yes' ? 'it has install scripts' : '',
      one.lookalike === 'none' ? '' : `resembles ${escaped(one.lookalikeOf, 60)}`,
    )
  }
  return `${escaped(name, 100)}  ${specs}${inBrackets(words)}`
}

const groupWords: Readonly<Record<string, string>> = {
  dependencies: '',
  optionalDependencies: 'optional',
  peerDependencies: 'peer',
}

const importWords: Record<DependencyFact['imported'], string> = {
  loaded: '',
  mentioned: 'its name stands in a file',
  no: 'no file loads it',
  unknown: '',
}

/** What is said beside something, '' for nothing. */
export function inBrackets(words: readonly string[]): string {
  const told = words.filter((word) => word !== '')
  return told.length === 0 ? '' : ` (${told.join('; ')})`
}

/** A text of a package as one word of a line. */
export function quoted(text: string): string {
  return text === '' ? '""' : escaped(text, 200)
}
