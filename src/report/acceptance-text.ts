// What `cordon init` and `cordon accept` say: what is accepted now, what was left out and why. Names come from lockfiles
// and are escaped.
import type { Finding, JudgedPackage, Outcome } from '../domain/report.ts'
import { counted, toCount, toEligibility } from './ages.ts'
import { escaped } from './escape.ts'
import { hang, wrap } from './width.ts'
import { packageId, reasonWords } from './words.ts'

/** Why `cordon init` did not accept a release. */
export type LeftOut = {
  judged: JudgedPackage
  why: 'known-bad' | 'blocked' | 'unchecked' | 'waiting' | 'not-pinned' | 'not-writable'
}

export type InitText = {
  lockfile: string
  file: string
  accepted: number
  leftOut: readonly LeftOut[]
  merge: 'added' | 'there' | 'none'
  now: number
  width: number
}

/** A list as long as a tree is read by nobody. */
const rowCap = 20

export function renderInit({ lockfile, file, accepted, leftOut, merge, now, width }: InitText): string {
  const shown = leftOut.slice(0, rowCap)
  const hidden = leftOut.length - shown.length
  return `${[
    ...wrap(`accepted ${counted(accepted, 'release')} of ${lockfile} as initial: ${file}`, width),
    ...hang('note: ', 'their content was looked at by nobody; every scan counts them as debt', width),
    ...(merge === 'added' ? hang('note: ', 'added "cordon.lock merge=union" to .gitattributes', width) : []),
    ...(leftOut.length === 0 ? [] : ['', `left out ${counted(leftOut.length, 'package')}; a scan judges them as ever`]),
    ...shown.flatMap((one) => hang(`  ${one.why.padEnd(12)} `, leftOutText(one, now), width)),
    ...(hidden === 0 ? [] : [`  and ${toCount(hidden)} more`]),
  ].join('\n')}\n`
}

function leftOutText({ judged, why }: LeftOut, now: number): string {
  const name = escaped(packageId(judged), 120)
  switch (why) {
    case 'known-bad':
    case 'blocked': {
      const rules = judged.findings.filter(({ outcome }) => outcome === 'block').map(({ rule }) => escaped(rule, 80))
      return rules.length === 0 ? name : `${name}  ${rules.join(', ')}`
    }
    case 'waiting':
      return judged.eligibleAt === '' ? name : `${name}  ${toEligibility(judged.eligibleAt, now)}`
    case 'unchecked': {
      const [reason] = judged.reasons
      return reason === undefined ? name : `${name}  ${reasonWords[reason.code].meaning}`
    }
    case 'not-pinned':
      return `${name}  no sha512 of its own says which bytes it is (${judged.kind})`
    case 'not-writable':
      return `${name}  no name and version as npm writes them`
  }
}

/** An acceptance is about content; whatever else is said of a release is said still. */
export function notAnswered(
  { name, version }: { name: string; version: string },
  lasting: readonly Finding[],
): string[] {
  const rulesOf = (outcome: Outcome) =>
    [...new Set(lasting.filter((one) => one.outcome === outcome).map(({ rule }) => escaped(rule, 80)))].join(', ')
  const [blocking, asking] = [rulesOf('block'), rulesOf('review')]
  const stays = [
    ...(blocking === '' ? [] : [`stays blocked by ${blocking}`]),
    ...(asking === '' ? [] : [`stays in review by ${asking}`]),
  ]
  const id = escaped(`${name}@${version}`, 300)
  return stays.map((words) => `note: ${id} ${words}: an exception in cordon.yml can say why that is right`)
}

export function acceptedLine({ name, version }: { name: string; version: string }, note: string): string {
  return `accepted ${escaped(`${name}@${version}`, 300)}: ${escaped(note, 400)}`
}
