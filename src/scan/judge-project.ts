// The project itself, judged like a package that holds nothing but what its package.json changes about the tree. It is
// listed only where that gives a finding: a project's own code is not judged.
import type { Candidate, ProjectChange } from '../domain/comparison.ts'
import { emptyContents, emptyRelease, noResemblance, noTogether } from '../domain/comparison.ts'
import type { LockedPackage, Lockfile } from '../domain/locked.ts'
import type { Project } from '../domain/project.ts'
import { noEvidence } from '../domain/provenance.ts'
import { noBrings } from '../domain/report.ts'
import type { Surpluses } from '../domain/scripts-report.ts'
import { ordinaryStanding } from '../domain/standing.ts'
import { decide } from './decide.ts'
import { judge } from './judge.ts'
import { type JudgedRelease, unaccepted } from './judged-release.ts'
import type { Surroundings } from './surroundings.ts'

/** `surpluses`: what its `allowScripts` allows beyond what was approved. */
export function judgeProject(
  head: Lockfile,
  base: Lockfile | 'none',
  around: Surroundings,
  surpluses: Surpluses = 'unjudged',
): JudgedRelease[] {
  const { project } = head
  if (project === 'unknown' || project.directives.length === 0) return []
  const before = base === 'none' ? 'unknown' : base.project
  const { rules, policy, now } = around
  const { findings, unchecked } = judge(emptyRelease, toCandidate({ before, after: project, surpluses }), rules, now)
  if (findings.length === 0 && unchecked.length === 0) return []
  const decision = decide(findings, unchecked, { status: 'unavailable' }, policy, now)
  const { name, version } = named(project)
  const place = { locations: [], direct: false, dev: false, optional: false, paths: [], line: 0 }
  const nothing = { integrity: '', kind: 'workspace', baseline: { status: 'none', version: '' }, acceptedIn: '' }
  const judged = { name, version, ...nothing, ...place, ...decision, findings, brings: noBrings, timeline: [] }
  return [{ judged, coverage: 'none', ...unaccepted }]
}

/** A package.json need not have a name. */
function named({ name, version, file }: Project): { name: string; version: string } {
  return { name: name === '' ? file : name, version }
}

function toCandidate(project: ProjectChange): Candidate {
  const { name, version } = named(project.after)
  const locked: LockedPackage = {
    kind: 'workspace',
    location: '',
    installedAs: name,
    name,
    version,
    integrity: '',
    resolved: '',
    line: 0,
    dev: false,
    optional: false,
    peer: false,
    hasInstallScript: 'unknown',
    direct: true,
    path: [],
    bundledIn: '',
    patch: { path: '', integrity: '' },
    leavesProject: false,
    bins: [],
    platform: 'any',
  }
  return {
    locked,
    requestedBy: '',
    direct: true,
    dev: false,
    optional: false,
    newToTree: 'no',
    contents: emptyContents,
    asPublished: emptyContents,
    history: { status: 'absent' },
    evidence: noEvidence,
    source: 'unstated',
    host: '',
    resemblance: noResemblance,
    burstPackages: 0,
    standing: ordinaryStanding,
    project,
    knownBad: [],
    newcomers: [],
    together: noTogether,
  }
}
