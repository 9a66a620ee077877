// The last step of every judgement: what the policy's people decided about this release is taken off, then it is decided.
// Which of their decisions were used is kept for the report.
import { allowanceFor, type Subject, silence } from '../baseline/exceptions.ts'
import type { LockedPackage } from '../domain/locked.ts'
import type { Allowance, Exception } from '../domain/policy.ts'
import type { Contents, Known, Unchecked } from '../domain/release.ts'
import type { Finding } from '../domain/report.ts'
import { boundBytes } from './bound-bytes.ts'
import { type Decision, decide } from './decide.ts'
import { scriptDigestOf } from './script-owners.ts'
import type { Surroundings } from './surroundings.ts'

/** Decisions of the policy that one release made use of. */
export type Uses = { exceptions: readonly Exception[]; allowances: readonly Allowance[] }

export const noUses: Uses = { exceptions: [], allowances: [] }

export type Conclusion = { decision: Decision & { findings: readonly Finding[] }; uses: Uses }

/** `contents` are the candidate's; `unknown` where nobody looked at them. */
export function conclude(
  locked: LockedPackage,
  contents: Contents | 'unknown',
  findings: readonly Finding[],
  unchecked: readonly Unchecked[],
  publishedAt: Known<number>,
  around: Pick<Surroundings, 'policy' | 'tree' | 'now'>,
): Conclusion {
  const { policy, now } = around
  // Most projects have decided nothing, and most packages nobody decided about.
  const isNamed = [...policy.exceptions, ...policy.allowUnchecked].some((one) => one.package === locked.name)
  if (!isNamed)
    return { decision: { ...decide(findings, unchecked, publishedAt, policy, now), findings }, uses: noUses }
  const subject = toSubject(locked, contents, around)
  const silenced = silence(findings, subject, policy.exceptions, now)
  const allowed = (code: string) => allowanceFor(code, subject, policy.allowUnchecked, now)
  const decision = decide(silenced.findings, unchecked, publishedAt, policy, now, (code) => allowed(code) !== 'none')
  const allowances = new Set(decision.reasons.map(({ code }) => allowed(code)).filter((one) => one !== 'none'))
  return {
    decision: { ...decision, findings: silenced.findings },
    uses: { exceptions: silenced.used, allowances: [...allowances] },
  }
}

function toSubject(locked: LockedPackage, contents: Contents | 'unknown', around: Pick<Surroundings, 'tree'>): Subject {
  const bytes = boundBytes(locked, around)
  if (contents === 'unknown') return { name: locked.name, version: locked.version, bytes, scripts: noScripts }
  const { scripts: names, files } = contents.install
  const digest = scriptDigestOf(locked, contents, around.tree)
  return { name: locked.name, version: locked.version, bytes, scripts: { digest, names, files } }
}

const noScripts: Subject['scripts'] = { digest: '', names: [], files: [] }
