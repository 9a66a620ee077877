// A release and what it newly brings are read together: what one hands to the other is seen in neither alone. A
// dependency that everybody has had for years has been looked at as what it is, and a tree would be read twice.
import type { FlowRecord, Source } from '../domain/code.ts'
import { type Newcomer, noTogether, type Together } from '../domain/comparison.ts'
import type { LockedPackage } from '../domain/locked.ts'
import type { Contents, DeclaredDependency, Fetched, Unchecked } from '../domain/release.ts'
import { dependencyTarget } from '../facts/dependencies.ts'
import { bytesOf, registryIntegrity } from './bytes.ts'
import type { WantedMember } from './contents.ts'
import { isPublished } from './histories.ts'
import { newcomersOf } from './newcomers.ts'
import type { Surroundings } from './surroundings.ts'
import { isNewToTree, lockedFor } from './tree.ts'

/** Milliseconds since its first release. Who waits longer with a payload is seen where an update brings it. */
const young = 90 * 24 * 3_600_000
/** Where nobody says when: releases. */
const few = 10
/** Packages that are read with a release, and unpacked bytes of those that are read at once. */
const mostBrought = 40
const mostTogether = 16 * 1024 * 1024

/** `createdAt`: milliseconds since 1970, -1 where nobody says. */
type Brought = WantedMember & { isYoung: boolean; createdAt: number; bytes: number }
type Judged = { locked: LockedPackage; integrity: string; contents: Contents; newcomers: readonly Newcomer[] }

export async function togetherOf(judged: Judged, around: Surroundings): Promise<Together> {
  const { locked, integrity, contents } = judged
  if (!isPublished(locked) || !hasCode(contents)) return noTogether
  const { found: brought, unchecked } = await broughtBy(judged, around)
  if (brought.size === 0) return { ...noTogether, unchecked }
  const own = await bytesOf(locked, integrity, around)
  if (!own.ok) return { ...noTogether, unchecked: [...unchecked, own.why] }
  const found = new Map<string, FlowRecord>()
  for (const group of groupsOf([...brought.values()])) {
    const code = await around.contents.together([{ name: locked.installedAs, ...own.value }, ...group])
    const [unread] = code.ok ? code.value.unreadable : []
    const names = group.map(({ name }) => name)
    if (!code.ok) unchecked.push(readWith(names, code.why))
    if (unread !== undefined) {
      unchecked.push(readWith(names, { code: 'code-unreadable', detail: `${unread.file}: ${unread.why}` }))
    }
    for (const flow of code.ok ? code.value.flows : []) {
      const key = JSON.stringify([flow.source, flow.subject, flow.sink])
      if (!isTheirs(flow, group) && !found.has(key)) found.set(key, flow)
    }
  }
  return { flows: [...found.values()], unchecked }
}

/**
 * A baseline as it is with the packages of the candidate's tree: what became of these is no news of the candidate. Nobody
 * is asked for what is not in the tree, and what cannot be read together is missing, so that it counts as added.
 */
export async function withTogether(
  locked: LockedPackage,
  integrity: string,
  contents: Contents,
  around: Surroundings,
): Promise<Contents> {
  const there = contents.manifest.dependencies.filter(({ name }) => around.tree.byInstalledName.has(name))
  const newcomers = await newcomersOf(there, around, around.now)
  const { flows } = await togetherOf({ locked, integrity, contents, newcomers }, around)
  const { code } = contents
  return flows.length === 0 ? contents : { ...contents, code: { ...code, flows: [...code.flows, ...flows] } }
}

const tooMany: Unchecked = {
  code: 'too-many-files',
  detail: `it brings more than ${mostBrought} packages that are younger than 90 days`,
}

/** Each with the release itself; the youngest together, so that nobody fills the first group with what is old. */
function groupsOf(brought: readonly Brought[]): Brought[][] {
  const groups: Brought[][] = []
  let room = -1
  for (const one of brought.toSorted(byAge)) {
    if (one.bytes > room) {
      groups.push([])
      room = mostTogether
    }
    groups.at(-1)?.push(one)
    room -= one.bytes
  }
  return groups
}

function readWith(names: readonly string[], { code, detail }: Unchecked): Unchecked {
  return { code, detail: `read together with ${names.join(', ')}: ${detail}` }
}

/**
 * What a library of many years reads of its surroundings is its own, as `glob` reads its options there: what it hands to
 * whoever uses it carries no secret on purpose. What it decodes or fetches is whatever it is given.
 */
function isTheirs({ source, steps }: FlowRecord, group: readonly Brought[]): boolean {
  const [first = ''] = steps
  const owner = group.find(({ name }) => first.startsWith(`node_modules/${name}/`))
  return owner !== undefined && !owner.isYoung && ambient.has(source)
}

const ambient: ReadonlySet<Source> = new Set(['secret', 'environment', 'system', 'clipboard', 'keyboard'])

/**
 * What it brings, and what that brings, by the names they are loaded by; those nearest to the release first, of these the
 * youngest. `unchecked`: young ones that were left out, and what could not be had; nobody else may be judging that in this run.
 */
async function broughtBy(
  judged: Judged,
  around: Surroundings,
): Promise<{ found: ReadonlyMap<string, Brought>; unchecked: Unchecked[] }> {
  const found = new Map<string, Brought>()
  const missing = new Map<string, Unchecked>()
  let isCut = false
  let level: Pick<Judged, 'locked' | 'contents' | 'newcomers'>[] = [judged]
  while (level.length > 0) {
    const next: typeof level = []
    for (const { dependency, ...known } of level.flatMap((one) => newsOf(one, around)).toSorted(byAge)) {
      if (found.has(dependency.name) || missing.has(dependency.name)) continue
      if (found.size >= mostBrought) {
        isCut ||= known.isYoung
        continue
      }
      const one = await readDependency(dependency, around)
      if (one === 'none') continue
      if (!one.ok) {
        missing.set(dependency.name, readWith([dependency.name], one.why))
        continue
      }
      found.set(dependency.name, { ...one.value.member, ...known })
      next.push(one.value)
    }
    level = next
  }
  return { found, unchecked: [...missing.values(), ...(isCut ? [tooMany] : [])] }
}

type News = Pick<Brought, 'isYoung' | 'createdAt'> & { dependency: DeclaredDependency }

/** Whatever an update brings into the tree is news; what a newcomer brings only if it is young itself. */
function newsOf(
  { locked, contents, newcomers }: Pick<Judged, 'locked' | 'contents' | 'newcomers'>,
  { tree, now }: Surroundings,
): News[] {
  const isUpdate = isNewToTree(tree, locked.name) === 'no'
  const known = new Map(newcomers.map((newcomer) => [newcomer.name, newcomer]))
  return contents.manifest.dependencies.flatMap((dependency): News[] => {
    const newcomer = known.get(dependency.name)
    if (newcomer === undefined) return []
    const isYoung = isYoungAt(newcomer, now)
    const isNews = isYoung || (isUpdate && newcomer.newToTree === 'yes')
    return isNews ? [{ dependency, isYoung, createdAt: newcomer.createdAt }] : []
  })
}

/** The youngest first: what is old and known to everybody must not take the room of what nobody knows. */
function byAge(a: Pick<Brought, 'createdAt'>, b: Pick<Brought, 'createdAt'>): number {
  const bornAt = ({ createdAt }: Pick<Brought, 'createdAt'>) => (createdAt < 0 ? Number.MAX_VALUE : createdAt)
  return bornAt(b) - bornAt(a)
}

/** Of whom nobody knows anything may be as young as can be. */
function isYoungAt({ history, createdAt, releases }: Newcomer, now: number): boolean {
  if (history !== 'known') return true
  return createdAt < 0 ? releases <= few : now - createdAt < young
}

type ReadDependency = Omit<Judged, 'integrity'> & { member: WantedMember & { bytes: number } }

/** `none` for what is in no lockfile, comes from no registry, has no code, or was accepted by somebody. */
async function readDependency(
  { name, spec }: DeclaredDependency,
  around: Surroundings,
): Promise<Fetched<ReadDependency> | 'none'> {
  const target = dependencyTarget(name, spec)
  const locked = lockedFor(around.tree, name, target.name, target.range)
  if (locked === 'none' || !isPublished(locked) || around.accepted.trustIn(locked) !== 'none') return 'none'
  const integrity = await registryIntegrity(locked, around)
  const bytes = await bytesOf(locked, integrity, around)
  if (!bytes.ok) return bytes
  const extracted = await around.contents.of(bytes.value.wanted, bytes.value.patch)
  if (!extracted.ok) return extracted
  if (!hasCode(extracted.value.own)) return 'none'
  const contents = extracted.value.own
  const newcomers = await newcomersOf(contents.manifest.dependencies, around, around.now)
  const member = { name, ...bytes.value, bytes: extracted.value.unpackedBytes }
  return { ok: true, value: { member, locked, contents, newcomers } }
}

function hasCode({ files }: Contents): boolean {
  return files.some(({ type, reach }) => type === 'javascript' && reach !== 'none')
}
