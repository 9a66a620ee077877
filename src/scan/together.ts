// A release and what it newly brings are read together: what one hands to the other is seen in neither alone. A
// dependency that everybody has had for years has been looked at as what it is, and a tree would be read twice.
import type { FlowRecord, Source } from '../domain/code.ts'
import { type Newcomer, noTogether, type Together } from '../domain/comparison.ts'
import type { LockedPackage } from '../domain/locked.ts'
import type { Contents, DeclaredDependency, Unchecked } from '../domain/release.ts'
import { dependencyTarget } from '../facts/dependencies.ts'
import { bytesOf, extractedOf, registryIntegrity } from './bytes.ts'
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
/** Dependencies of dependencies that are followed. */
const mostDepth = 3

/** `createdAt`: milliseconds since 1970, -1 where nobody says. */
type Brought = WantedMember & { isYoung: boolean; createdAt: number; bytes: number }
type Judged = { locked: LockedPackage; integrity: string; contents: Contents; newcomers: readonly Newcomer[] }

export async function togetherOf(judged: Judged, around: Surroundings): Promise<Together> {
  const { locked, integrity, contents } = judged
  if (!isPublished(locked) || !hasCode(contents)) return noTogether
  const { found: brought, isCut } = await broughtBy(judged, around)
  if (brought.size === 0) return noTogether
  const own = await bytesOf(locked, integrity, around)
  if (!own.ok) return { ...noTogether, unchecked: [own.why] }
  const found = new Map<string, FlowRecord>()
  const unchecked: Unchecked[] = isCut ? [tooMany] : []
  for (const group of groupsOf([...brought.values()])) {
    const code = await around.contents.together([{ name: locked.installedAs, ...own.value }, ...group])
    const [unread] = code.ok ? code.value.unreadable : []
    if (!code.ok) unchecked.push(readWith(group, code.why.code, code.why.detail))
    if (unread !== undefined) unchecked.push(readWith(group, 'code-unreadable', `${unread.file}: ${unread.why}`))
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

function readWith(group: readonly Brought[], code: Unchecked['code'], detail: string): Unchecked {
  return { code, detail: `read together with ${group.map(({ name }) => name).join(', ')}: ${detail}` }
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
 * youngest. `isCut`: young ones were left out.
 */
async function broughtBy(
  judged: Judged,
  around: Surroundings,
): Promise<{ found: ReadonlyMap<string, Brought>; isCut: boolean }> {
  const found = new Map<string, Brought>()
  let isCut = false
  let level: Pick<Judged, 'locked' | 'contents' | 'newcomers'>[] = [judged]
  for (let depth = 0; depth < mostDepth; depth++) {
    const next: typeof level = []
    for (const { dependency, ...known } of level.flatMap((one) => newsOf(one, around)).toSorted(byAge)) {
      if (found.has(dependency.name)) continue
      if (found.size >= mostBrought) {
        isCut ||= known.isYoung
        continue
      }
      const one = await readDependency(dependency, around)
      if (one === 'none') continue
      found.set(dependency.name, { ...one.member, ...known })
      next.push(one)
    }
    level = next
  }
  return { found, isCut }
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
    if (newcomer?.history !== 'known') return []
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

function isYoungAt({ createdAt, releases }: Newcomer, now: number): boolean {
  return createdAt < 0 ? releases <= few : now - createdAt < young
}

/** `none` for what has no code, what somebody accepted, and what could not be had: that one is unchecked itself. */
async function readDependency(
  { name, spec }: DeclaredDependency,
  around: Surroundings,
): Promise<
  | {
      member: WantedMember & { bytes: number }
      locked: LockedPackage
      contents: Contents
      newcomers: readonly Newcomer[]
    }
  | 'none'
> {
  const target = dependencyTarget(name, spec)
  const locked = lockedFor(around.tree, name, target.name, target.range)
  if (locked === 'none' || !isPublished(locked) || around.accepted.trustIn(locked) !== 'none') return 'none'
  const integrity = await registryIntegrity(locked, around)
  const [bytes, extracted] = [await bytesOf(locked, integrity, around), await extractedOf(locked, integrity, around)]
  if (!bytes.ok || !extracted.ok || !hasCode(extracted.value.own)) return 'none'
  const contents = extracted.value.own
  const newcomers = await newcomersOf(contents.manifest.dependencies, around, around.now)
  return { member: { name, ...bytes.value, bytes: extracted.value.unpackedBytes }, locked, contents, newcomers }
}

function hasCode({ files }: Contents): boolean {
  return files.some(({ type, reach }) => type === 'javascript' && reach !== 'none')
}
