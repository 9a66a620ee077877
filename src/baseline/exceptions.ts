// Which findings the policy's exceptions silence, and which reasons for staying unchecked its allowances cover. Both match
// exactly, and nothing else about a package changes.
import type { Status } from '../domain/change.ts'
import type { Allowance, Exception } from '../domain/policy.ts'
import type { Finding } from '../domain/report.ts'
import { liesWithin } from '../domain/versions.ts'

/** The release that is judged, as far as a decision of people can be bound to it. */
export type Subject = {
  name: string
  version: string
  /** What names its bytes, as the policy writes it; '' for none. */
  bytes: string
  /** Its install scripts: their digest ('' for none), and which scripts and files it covers. */
  scripts: { digest: string; names: readonly string[]; files: readonly string[] }
}

export type Silenced = { findings: readonly Finding[]; used: readonly Exception[] }

const statuses = ['added', 'changed', 'removed', 'kept'] as const satisfies Status[]

/** A finding has at most this many pieces of evidence (`rules/apply.ts`): one with as many may have had more. */
const maxEvidence = 20

export function silence(
  findings: readonly Finding[],
  subject: Subject,
  exceptions: readonly Exception[],
  now: number,
): Silenced {
  const about = exceptions.filter((one) => one.package === subject.name && isActive(one, now) && fits(one, subject))
  const used = new Set<Exception>()
  const left = findings.filter((finding) => {
    const exception = about.find((one) => one.rule === finding.rule && covers(one, finding, subject))
    if (exception !== undefined) used.add(exception)
    return exception === undefined
  })
  return { findings: left, used: [...used] }
}

/** The allowance for one reason of this very release. */
export function allowanceFor(
  reason: string,
  subject: Subject,
  allowances: readonly Allowance[],
  now: number,
): Allowance | 'none' {
  const found = allowances.find(
    (one) =>
      one.reason === reason &&
      one.package === subject.name &&
      one.version === subject.version &&
      one.integrity !== '' &&
      one.integrity === subject.bytes &&
      isActive(one, now),
  )
  return found ?? 'none'
}

/** It holds through its last day. */
export function isActive({ until }: { until: number }, now: number): boolean {
  return now < until
}

function fits(one: Exception, subject: Subject): boolean {
  if (!liesWithin(subject.version, one.versions)) return false
  if (one.integrity !== '') return one.integrity === subject.bytes
  return one.scripts !== '' && one.scripts === subject.scripts.digest
}

/**
 * What is bound to the bytes covers the finding whole. What is bound to install scripts covers what the digest covers:
 * had a finding evidence anywhere else, an update could bring it under an exception that nobody made for it.
 */
function covers(one: Exception, { evidence }: Finding, { scripts }: Subject): boolean {
  if (one.integrity !== '') return true
  if (evidence.length === 0 || evidence.length >= maxEvidence) return false
  // As `rules/evidence.ts` words a script: its name may be anything, so the whole text is compared.
  const facts = new Set(scripts.names.flatMap((name) => statuses.map((status) => `script ${name} ${status}`)))
  return evidence.every(({ fact, file }) => facts.has(fact) || scripts.files.includes(file))
}
