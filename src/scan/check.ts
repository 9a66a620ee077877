// What adding packages would bring: the tree that npm would make, held against the one that there is, and only the
// difference judged. It resolves nothing and reads no file itself; it decides nothing about any package.
import type { CheckedSpec, CheckReport } from '../domain/check.ts'
import type { LockedPackage, Lockfile } from '../domain/locked.ts'
import type { Place } from '../domain/problem.ts'
import type { Fetched, History, Unchecked } from '../domain/release.ts'
import type { Resolution, Resolved, Unresolvable } from '../sources/resolve-request.ts'
import { findAlternatives } from './check-alternatives.ts'
import { leaving, toChecked, toIncoming } from './check-difference.ts'
import { judgeTree } from './check-tree.ts'
import type { ScanInput } from './scan.ts'
import { toReport } from './summary.ts'

export type WantedSpec = {
  /** As written. */
  text: string
  /** '' where only resolving tells it (a URL). */
  installedAs: string
  /** What the registry calls it; '' for a URL. */
  name: string
  /** Version, range, tag or URL; '' for whatever npm takes. */
  asks: string
  place: Place
}

export type CheckInput = {
  scan: ScanInput
  /** What the project has now. */
  present: Lockfile | 'none'
  specs: readonly WantedSpec[]
  /** The folder of the workspace that is meant, '' for the project itself. */
  workspace: string
  /** What npm makes of the project with `specs`: it is under way. */
  first: Promise<Resolution>
  /** What npm would make of the project with these specs, and with these versions in its `overrides`. */
  resolve: (specs: readonly string[], overrides: ReadonlyMap<string, string>) => Promise<Resolution>
  lockfileOf: (resolved: Resolved) => Lockfile
}

export type Checked = { kind: 'report'; value: CheckReport } | { kind: 'unresolvable'; why: Unresolvable }

export async function check(input: CheckInput): Promise<Checked> {
  const { present, specs } = input
  const project = present === 'none' ? 'none' : 'own'
  const current = specs.map(({ text }) => text).join(' ')
  input.scan.onProgress({ stage: 'trees', done: 0, total: 1, current })
  const histories = Promise.all(specs.map(({ name }) => historyOf(name, input.scan)))
  const [resolution, published] = await Promise.all([input.first, histories])
  if (resolution.status === 'unresolvable') return { kind: 'unresolvable', why: resolution.why }
  if (resolution.status === 'unchecked') {
    const value = unresolvedReport(input.scan, project, specs.map(toUnresolved), resolution.why)
    return { kind: 'report', value }
  }
  const head = input.lockfileOf(resolution.value)
  const checked = specs.map((spec, index) => toChecked(spec, published[index] ?? 'none', head, input))
  const unchanged = checked.filter(({ status }) => status === 'unchanged')
  const isUnchanged = (one: { name: string; version: string }) =>
    unchanged.some(({ name, version }) => name === one.name && version === one.version)
  // Whoever names what is there already wants to hear what it is, not that nothing would change.
  const report = await judgeTree(head, { ...input, present: without(present, isUnchanged) })
  return {
    kind: 'report',
    value: {
      schemaVersion: 1,
      tool: input.scan.tool,
      project,
      specs: checked,
      unresolved: { code: '', detail: '' },
      incoming: report.packages
        .filter((one) => one.kind !== 'workspace' && !isUnchanged(one))
        .map((one) => toIncoming(one, checked, head, present)),
      leaving: leaving(head, present),
      alternatives: await findAlternatives(report, checked, input),
      report,
    },
  }
}

/** Asked while npm's code resolves, whatever becomes of that. */
async function historyOf(name: string, { registry, visibleUntil }: ScanInput): Promise<Fetched<History> | 'none'> {
  return name === '' ? 'none' : await registry.history(name, visibleUntil, () => new Set())
}

function without(present: CheckInput['present'], isLeftOut: (one: LockedPackage) => boolean): CheckInput['present'] {
  if (present === 'none') return 'none'
  return { ...present, packages: present.packages.filter((one) => !isLeftOut(one)) }
}

/** Nothing could be looked at, so nothing is known, and the run is not green. */
export function unresolvedReport(
  input: ScanInput,
  project: CheckReport['project'],
  specs: readonly CheckedSpec[],
  { code, detail }: Unchecked,
): CheckReport {
  const report = toReport({ ...input, lockfile: { ...input.lockfile, packages: [], notes: [] } }, [])
  return {
    schemaVersion: 1,
    tool: input.tool,
    project,
    specs,
    unresolved: { code, detail },
    incoming: [],
    leaving: [],
    alternatives: [],
    report: { ...report, summary: { ...report.summary, exitCode: 3 } },
  }
}

function toUnresolved({ text, installedAs, name }: WantedSpec): CheckedSpec {
  const nothing = { version: '', before: '', status: 'unresolved', published: '', publisher: '' } as const
  return { spec: text, installedAs, name, ...nothing }
}
