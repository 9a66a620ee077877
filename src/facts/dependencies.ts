// What a release depends on against what its baseline did, with what is known of each name: where the spec leads,
// whether any file loads it, how old it is.
import type { DependencyFact, Status } from '../domain/change.ts'
import type { Candidate, Newcomer } from '../domain/comparison.ts'
import type { Contents, DeclaredDependency } from '../domain/release.ts'
import { hoursBetween } from './hours.ts'
import { relationTo } from './relation.ts'
import { aliasOf, type SpecKind, schemeOf, specKind } from './spec-kind.ts'

/** What has to be looked at for a dependency: an alias leads to another name. `range` is the spec where it is none. */
export function dependencyTarget(name: string, spec: string): { kind: SpecKind; name: string; range: string } {
  const alias = aliasOf(spec)
  return { kind: specKind(spec), name: alias?.name ?? name, range: alias?.range ?? spec }
}

/** The candidate's dependencies in their order, then the removed ones. */
export function compareDependencies(before: Contents, candidate: Candidate, now: number): DependencyFact[] {
  const { contents: after } = candidate
  const relation = relationTo(candidate)
  const known = new Map(candidate.newcomers.map((newcomer) => [newcomer.name, newcomer]))
  const old = before.manifest.dependencies
  const current = new Set(after.manifest.dependencies.map(identity))
  const same = new Map(old.map((one) => [identity(one), one]))
  // A name that only changed its group is no new name.
  const moved = new Map(old.filter((one) => !current.has(identity(one))).map((one) => [one.name, one]))
  const consumed = new Set<DeclaredDependency>()
  const importedBy = importIndex(after)
  const facts = after.manifest.dependencies.map((one) => {
    const exact = same.get(identity(one))
    const was = exact ?? moved.get(one.name)
    if (was !== undefined) consumed.add(was)
    const status: Status = was === undefined ? 'added' : exact?.spec === one.spec ? 'kept' : 'changed'
    const newcomer = known.get(one.name)
    const related = relation(dependencyTarget(one.name, one.spec).name, newcomer)
    return { ...toFact(one, status, was?.spec ?? '', importedBy(one.name), newcomer, now), related }
  })
  const importedBefore = importIndex(before)
  const gone = old.filter((one) => !consumed.has(one))
  return [
    ...facts,
    ...gone.map((one): DependencyFact => {
      const fact = toFact({ ...one, line: 0 }, 'removed', one.spec, importedBefore(one.name), undefined, now)
      return { ...fact, related: 'unknown' }
    }),
  ]
}

function identity({ group, name }: DeclaredDependency): string {
  return `${group} ${name}`
}

/** Without any file there is nothing to search: unknown, not unused. */
function importIndex(contents: Contents): (name: string) => DependencyFact['imported'] {
  if (contents.files.length === 0) return () => 'unknown'
  const found = new Map<string, 'loaded' | 'mentioned'>()
  for (const { name, how } of contents.imports) if (found.get(name) !== 'loaded') found.set(name, how)
  return (name) => found.get(name) ?? 'no'
}

function toFact(
  { name, spec, group, line }: DeclaredDependency,
  status: Status,
  specBefore: string,
  imported: DependencyFact['imported'],
  newcomer: Newcomer | undefined,
  now: number,
): Omit<DependencyFact, 'related'> {
  return {
    record: 'dependency',
    status,
    name,
    spec: status === 'removed' ? '' : spec,
    specBefore,
    group,
    kind: specKind(spec),
    kindBefore: status === 'added' ? 'none' : specKind(specBefore),
    scheme: schemeOf(spec),
    imported,
    history: newcomer?.history ?? 'unavailable',
    resolvedVersion: newcomer?.resolvedVersion ?? '',
    resolvedAgeHours: hoursBetween(newcomer?.resolvedPublishedAt ?? -1, now),
    packageAgeHours: hoursBetween(newcomer?.createdAt ?? -1, now),
    releases: newcomer?.releases ?? -1,
    hasInstallScript: newcomer?.hasInstallScript ?? 'unknown',
    lookalike: newcomer?.resemblance.kind ?? 'none',
    lookalikeOf: newcomer?.resemblance.of ?? '',
    newToTree: newcomer?.newToTree ?? 'unknown',
    file: 'package.json',
    line,
  }
}
