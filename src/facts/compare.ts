// All facts between a trusted release and a locked one: the Change that rules read. A pure function of its arguments;
// each kind of fact has its own file here.
import type { Change, LookalikeFact, PackageFact } from '../domain/change.ts'
import type { Code } from '../domain/code.ts'
import type { Baseline, Candidate } from '../domain/comparison.ts'
import { majorOf } from '../domain/versions.ts'
import { compareBins } from './bins.ts'
import { compareCode } from './code.ts'
import { contentFact } from './content.ts'
import { compareDependencies } from './dependencies.ts'
import { compareDirectives } from './directives.ts'
import { compareFiles } from './files.ts'
import { lockFact } from './lock.ts'
import { manifestFacts } from './manifest.ts'
import { compareOddities } from './oddities.ts'
import { comparePatches } from './patches.ts'
import { provenanceFact } from './provenance.ts'
import { baselineAge, comparePublication } from './publication.ts'
import { compareScripts, installedFiles } from './scripts.ts'

/** `now` is the moment of judging, in milliseconds since 1970. */
export function compareReleases(baseline: Baseline, candidate: Candidate, now: number): Change {
  const { contents: before } = baseline
  const { contents: after, locked } = candidate
  const installed = { before: installedFiles(before, locked.kind), after: installedFiles(after, locked.kind) }
  const files = compareFiles(before, after, installed)
  const isNew = new Set(
    files.filter(({ status }) => status === 'added' || status === 'changed').map(({ path }) => path),
  )
  return {
    package: packageFact(candidate),
    baseline: {
      record: 'baseline',
      status: baseline.status,
      version: baseline.version,
      ageHours: baselineAge(baseline, candidate),
    },
    publication: comparePublication(baseline, candidate, now),
    provenance: provenanceFact(candidate.evidence, after.manifest.repository, locked.line),
    lock: lockFact(candidate),
    lookalike: lookalikeFact(candidate),
    manifest: manifestFacts(candidate),
    scripts: compareScripts(before, after, locked.kind, (path) => isNew.has(path)),
    dependencies: compareDependencies(before, candidate, now),
    bins: compareBins(before, after, locked, candidate.standing),
    directives:
      candidate.project === 'none'
        ? []
        : compareDirectives(candidate.project.before, candidate.project.after, candidate.project.surpluses),
    files,
    content: contentFact(before, after),
    oddities: compareOddities(before.oddities, after.oddities),
    patches: comparePatches(before, candidate),
    ...compareCode(before.code, codeOf(candidate), installed),
    knownBad: candidate.knownBad,
  }
}

function codeOf({ contents: { code }, together }: Candidate): Code {
  return together.flows.length === 0 ? code : { ...code, flows: [...code.flows, ...together.flows] }
}

function lookalikeFact({ locked, resemblance }: Candidate): LookalikeFact {
  return { record: 'lookalike', name: locked.name, ...resemblance, line: locked.line }
}

function packageFact({ locked, ...candidate }: Candidate): PackageFact {
  return {
    record: 'package',
    name: locked.name,
    installedAs: locked.installedAs,
    version: locked.version,
    kind: locked.kind,
    host: candidate.host,
    direct: candidate.direct,
    dev: candidate.dev,
    optional: candidate.optional,
    requestedBy: candidate.requestedBy,
    newToTree: candidate.newToTree,
    leavesProject: locked.leavesProject,
    major: majorOf(locked.version),
    platform: locked.platform,
    platformSiblings: candidate.standing.platformSiblings,
    ownName: candidate.standing.ownName,
    scopeHosts: candidate.standing.scopeHosts,
    hostChange: candidate.standing.hostChange,
    nameChange: candidate.standing.nameChange,
    registryAllowed: candidate.standing.registryAllowed,
    scopeOrigin: candidate.standing.scopeOrigin,
    line: locked.line,
  }
}
