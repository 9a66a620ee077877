// Where two releases come from, side by side: publisher, provenance, signature, dates, names. What this registry does not
// show, or nobody can know of files on a disk, is said to be unknown; only what differs or is missing is worth a line.
import type { Change } from '../domain/change.ts'
import type { DiffReport, DiffSide } from '../domain/diff-report.ts'
import { toMoment, toSpan } from './ages.ts'
import type { DiffLine } from './diff-facts.ts'
import { escaped } from './escape.ts'

export function originLines({ before, after }: DiffReport, change: Change): [string, DiffLine[]][] {
  const both = before.kind === 'nothing' ? [after] : [before, after]
  const { builtFrom, builtFromBefore, repository, owner } = change.provenance
  const isElsewhere = repository === 'changed' || owner === 'changed'
  const isOther = before.kind !== 'nothing' && before.name !== after.name
  const { lookalike } = change
  return [
    ['package', isOther ? [changed(`${named(before)} -> ${named(after)}: these are different packages`)] : []],
    ...(both.every(isUnknown)
      ? [sideBySide('origin', both, originText)]
      : [
          sideBySide('publisher', both, publisherText),
          sideBySide('provenance', both, provenanceText),
          sideBySide('signature', both, signatureText),
        ]),
    ['built from', isElsewhere ? [changed(`${escaped(builtFromBefore, 100)} -> ${escaped(builtFrom, 100)}`)] : []],
    ['published', publishedLines(both)],
    [
      'deprecated',
      both
        .filter(({ deprecated }) => deprecated !== '')
        .map((side) => changed(`${escaped(side.shown, 100)}: ${escaped(side.deprecated, 200)}`)),
    ],
    ['name', lookalike.kind === 'none' ? [] : [kept(`resembles ${escaped(lookalike.of, 60)} (${lookalike.kind})`)]],
  ]
}

function sideBySide(
  label: string,
  sides: readonly DiffSide[],
  textOf: (side: DiffSide) => string,
): [string, DiffLine[]] {
  const texts = sides.map(textOf)
  const [first = ''] = texts
  return [label, [texts.every((text) => text === first) ? kept(first) : changed(texts.join(' -> '))]]
}

function changed(text: string): DiffLine {
  return { status: 'changed', text }
}

function kept(text: string): DiffLine {
  return { status: 'kept', text }
}

/** Neither who published it nor what proves it. */
function isUnknown({ publisherKind, level, signature }: DiffSide): boolean {
  return publisherKind === 'unavailable' && level === 'unavailable' && signature === 'unavailable'
}

function originText({ kind }: DiffSide): string {
  return kind === 'published' ? 'unknown: this registry shows no publisher, provenance or signature' : unknownWords
}

function signatureText({ kind, signature }: DiffSide): string {
  return kind === 'published' ? signatureWords[signature] : unknownWords
}

const unknownWords = 'unknown, of files on a disk'

function named({ name, shown }: DiffSide): string {
  return escaped(name === '' ? shown : name, 100)
}

function publisherText({ kind, publisher, email, publisherKind }: DiffSide): string {
  if (kind !== 'published') return unknownWords
  if (publisherKind === 'unavailable') return 'unknown: this registry shows none'
  const who = `${escaped(publisher, 80)}${email === '' ? '' : ` <${escaped(email, 80)}>`}`
  return publisherKind === 'workflow' ? `${who}, a CI job that the registry trusts` : who
}

const levelWords: Record<DiffSide['level'], string> = {
  none: 'claims none',
  provenance: 'claims provenance',
  trustedPublisher: 'claims a trusted publisher',
  stagedPublish: 'claims a staged publication',
  unavailable: 'unknown: this registry shows none',
}

function provenanceText({ kind, level, provenance }: DiffSide): string {
  if (kind !== 'published') return unknownWords
  if (level === 'unavailable') return levelWords.unavailable
  if (provenance === 'none' || provenance === 'unavailable') return levelWords[level]
  return `${levelWords[level]} (${provenance})`
}

const signatureWords: Record<DiffSide['signature'], string> = {
  verified: 'signed by the registry',
  absent: 'not signed',
  invalid: 'a signature that is not about these bytes',
  unverifiable: 'signed with an unknown key',
  unavailable: 'unknown: this registry shows none',
}

function publishedLines(sides: readonly DiffSide[]): DiffLine[] {
  const times = sides.map(({ published }) => (published === '' ? Number.NaN : Date.parse(published)))
  const known = times.filter((time) => !Number.isNaN(time))
  if (known.length === 0) return []
  const [first = 0, second = 0] = times
  const text = times.map((time) => (Number.isNaN(time) ? 'unknown' : toMoment(time))).join(' -> ')
  const span = known.length < 2 ? '' : `, ${toSpan(Math.abs(second - first))} ${second < first ? 'earlier' : 'later'}`
  return [{ status: sides.length < 2 ? 'kept' : 'changed', text: `${text}${span}` }]
}
