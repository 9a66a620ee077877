// What came out of replaying incidents: plain JSON, its schema is `schemas/replay-1.schema.json`.
import type { Outcome, Verdict } from './report.ts'

/** What a guard holds, in the order of what it costs to get. */
export const views = ['lockfile', 'packument', 'tarball', 'provenance'] as const
export type View = (typeof views)[number]

/** A rule that fired; `view`: the farthest one that its condition reads. */
export type FiredRule = { rule: string; outcome: Outcome; view: View }

/** Of findings alone: without minimum age and without lists of known-bad releases. */
export type BareVerdict = 'blocked' | 'review' | 'passed' | 'unchecked'

const strength: Readonly<Record<BareVerdict, number>> = { passed: 0, unchecked: 0, review: 1, blocked: 2 }

/** Whether an attack gets further with this verdict than with the other; what is unchecked got in like what passed. */
export function isWeaker(verdict: BareVerdict, than: BareVerdict): boolean {
  return strength[verdict] < strength[than]
}

/** The variants in which the attack got further than it may. What only gets in on a mirror is told and never counted. */
export function missedIn({ variants, expected }: Pick<ReplayedIncident, 'variants' | 'expected'>): {
  counted: ReplayedVariant[]
  onMirror: boolean
} {
  const missed = variants.filter(({ verdict }) => isWeaker(verdict, expected))
  return {
    counted: missed.filter(({ variant }) => variant !== 'mirror'),
    onMirror: missed.some(({ variant }) => variant === 'mirror'),
  }
}

export type ReplayedRelease = {
  name: string
  version: string
  verdict: BareVerdict
  /** With the minimum age of the policy. */
  withAge: Verdict
  rules: readonly FiredRule[]
}

export type ReplayedVariant = {
  variant: 'told' | 'provenance' | 'mirror'
  /** The worst of the attack's releases. */
  verdict: BareVerdict
  withAge: Verdict
  /** The worst rule that fired, '' for none. */
  firstRule: string
  /** The nearest view with which a rule gave this verdict; `none` where no rule spoke. */
  sufficed: View | 'none'
  /** The releases that are the attack. */
  releases: readonly ReplayedRelease[]
  /** Honest packages of the same tree that did not pass, `name@version`. */
  disturbed: readonly string[]
}

export type ReplayedIncident = {
  id: string
  about: string
  told: string
  madeUp: string
  sources: readonly string[]
  kind: string
  /** The moment of judging, ISO. */
  now: string
  expected: 'blocked' | 'review'
  /** Whether every variant but the mirror got at least what was expected. */
  held: boolean
  variants: readonly ReplayedVariant[]
}

export type ReplayReport = {
  schemaVersion: 1
  tool: { name: 'cordon'; version: string }
  rules: readonly { pack: string; version: string; digest: string }[]
  incidents: readonly ReplayedIncident[]
  /** All of them without the mirror. */
  summary: { incidents: number; blocked: number; review: number; missed: number; exitCode: 0 | 1 }
}
