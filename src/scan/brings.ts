// What a release brings over its baseline, in the few lists that a person reads first. Only what judging already knows:
// nothing is fetched for it, and everything in it is a package's or a registry's text, bounded here.
import type { CapabilityFact, Change } from '../domain/change.ts'
import { type Candidate, emptyContents } from '../domain/comparison.ts'
import type { Contents, Manifest, PublishedVersion } from '../domain/release.ts'
import { type Brings, type JudgedPackage, noBrings, type Verdict } from '../domain/report.ts'
import { compareDependencies } from '../facts/dependencies.ts'
import { compareScripts } from '../facts/scripts.ts'
import type { Assessment } from './assess.ts'
import { publishedAs } from './candidates.ts'
import { timelineOf } from './timeline.ts'

/** Rows of each list; a hostile release can have thousands. */
const maxRows = 50
const maxText = 1000

/** `none` where nobody looked at the contents. What passed is read by nobody. */
export function shownFor(
  verdict: Verdict,
  candidate: Candidate,
  assessment: Assessment | 'none',
  baselineVersion: string,
): Pick<JudgedPackage, 'brings' | 'timeline'> {
  switch (verdict) {
    case 'passed':
    case 'trusted':
      return { brings: noBrings, timeline: [] }
    case 'blocked':
    case 'unchecked':
    case 'review':
    case 'waiting':
      return {
        brings: bringsOf(candidate, assessment, baselineVersion),
        timeline: timelineOf(candidate, baselineVersion),
      }
  }
}

function bringsOf(candidate: Candidate, assessment: Assessment | 'none', baselineVersion: string): Brings {
  const isCompared = assessment !== 'none' && assessment.isCompared
  const { scripts, dependencies } = isCompared ? assessment.change : manifestChange(candidate, baselineVersion)
  const rows = {
    scripts: scripts
      .filter(({ runsOnInstall }) => runsOnInstall)
      .flatMap(({ name, status, body, bodyBefore }) => difference(name, status, bodyBefore, body)),
    dependencies: dependencies.flatMap(({ name, status, spec, specBefore }) =>
      difference(name, status, specBefore, spec),
    ),
    capabilities: isCompared ? capabilityRows(assessment.change.capabilities) : [],
    hosts: isCompared ? hostRows(assessment.change) : [],
  }
  const lists = Object.values(rows)
  return {
    compared: isCompared ? 'contents' : 'none',
    scripts: rows.scripts.slice(0, maxRows),
    dependencies: rows.dependencies.slice(0, maxRows),
    capabilities: rows.capabilities.slice(0, maxRows),
    hosts: rows.hosts.slice(0, maxRows),
    publisher: publishersOf(candidate, baselineVersion),
    provenance: provenanceOf(candidate, baselineVersion),
    cut: lists.reduce((sum, list) => sum + Math.max(0, list.length - maxRows), 0),
  }
}

function difference(name: string, status: Change['scripts'][number]['status'], before: string, after: string) {
  return status === 'kept' ? [] : [{ name: cut(name), status, before: cut(before), after: cut(after) }]
}

/**
 * What the registry's own manifests of both versions say, where the contents were not compared. A manifest that nobody
 * has read is empty, and everything would look new against it: then there is no answer.
 */
function manifestChange(candidate: Candidate, baselineVersion: string): Pick<Change, 'scripts' | 'dependencies'> {
  const after = shownContents(candidate, candidate.locked.version)
  const before = baselineVersion === '' ? emptyContents : shownContents(candidate, baselineVersion)
  if (after === 'unknown' || before === 'unknown') return { scripts: [], dependencies: [] }
  return {
    scripts: compareScripts(before, after, candidate.locked.kind, () => false),
    dependencies: compareDependencies(before, { ...candidate, contents: after }, 0),
  }
}

function shownContents({ history }: Candidate, version: string): Contents | 'unknown' {
  const published = publishedAs(version, history)
  if (published === 'none' || published.manifest.version === '') return 'unknown'
  return { ...emptyContents, manifest: published.manifest, scripts: scriptsIn(published.manifest) }
}

function scriptsIn({ scripts }: Manifest): Contents['scripts'] {
  return scripts.map(({ name, body, line }) => ({ name, body, implicit: false, reaches: [], line }))
}

/** A name that some of the code had before is kept, whatever else of it is new: the findings tell that. */
function capabilityRows(facts: readonly CapabilityFact[]): Brings['capabilities'] {
  return [...Map.groupBy(facts, ({ name }) => name)].flatMap(([name, group]) => {
    const statuses = new Set(group.map(({ status }) => status))
    const [only] = statuses
    const status = statuses.size === 1 && (only === 'added' || only === 'removed') ? only : 'kept'
    const place = group.find((one) => status !== 'kept' || one.status === 'kept') ?? group[0]
    return place === undefined ? [] : [{ name, status, file: cut(place.file), line: place.line }]
  })
}

function hostRows({ indicators }: Change): Brings['hosts'] {
  return indicators.flatMap(({ kind, value, status, file, line }) => {
    const isHost = kind === 'host' || kind === 'ip' || kind === 'onion'
    if (!isHost || (status !== 'added' && status !== 'removed')) return []
    return [{ host: cut(value), status, file: cut(file), line }]
  })
}

function publishersOf({ locked, history }: Candidate, baselineVersion: string): Brings['publisher'] {
  const name = (version: string) => publisherOf(publishedAs(version, history))
  return { before: name(baselineVersion), after: name(locked.version) }
}

function publisherOf(published: PublishedVersion | 'none'): string {
  return published !== 'none' && published.publisher.status === 'known' ? cut(published.publisher.value.name) : ''
}

/** Of the baseline only what was verified for this judgement, or that its registry shows nothing. */
function provenanceOf({ evidence, history }: Candidate, baselineVersion: string): Brings['provenance'] {
  const after = evidence.candidate.verification.status
  const verified = evidence.earlier.find(({ version }) => version === baselineVersion)
  if (verified !== undefined) return { before: verified.verification.status, after }
  const published = publishedAs(baselineVersion, history)
  if (published === 'none' || published.attested) return { before: '', after }
  return { before: published.trust.status === 'unavailable' ? 'unavailable' : 'none', after }
}

function cut(text: string): string {
  return text.length > maxText ? `${text.slice(0, maxText - 1)}…` : text
}
