// What lists and OSV records say of one release: its name, its digests, its publisher, and what its files name. Every
// comparison is exact, after both sides were brought into one spelling. All of the release is attacker-controlled.
import { hostAndAbove, normalAddress, normalEmail, normalHost } from '../domain/bad-value.ts'
import type { KnownBadFact } from '../domain/change.ts'
import type { IndicatorRecord } from '../domain/code.ts'
import { type BadValue, badKey, type Claim, type KnownBad, namesRelease } from '../domain/known-bad.ts'
import type { LockedPackage } from '../domain/locked.ts'
import type { Contents, PublishedVersion } from '../domain/release.ts'
import { severity } from '../domain/report.ts'
import { toDigests, withShasum } from './integrity.ts'

/** What is looked at. */
export type Suspect = {
  locked: LockedPackage
  /** Names and versions that it goes by: the lock entry's, the one in its URL, the one in its bytes. */
  releases: readonly { name: string; version: string }[]
  /** Its name is one of the public registry: what is known of public names is known of it. */
  isPublic: boolean
  /** Hosts that its bytes come from. */
  hosts: readonly string[]
  published: PublishedVersion | 'none'
  /** `emptyContents` where they are not at hand. */
  contents: Contents
}

/** More of it tells a reader nothing, and a list may name the whole world. */
const maxFacts = 200

export function findKnownBad(suspect: Suspect, known: KnownBad): KnownBadFact[] {
  const facts = [...namedReleases(suspect, known), ...(known.values.size === 0 ? [] : listedValues(suspect, known))]
  const keyOf = ({ kind, value, harm, id, pack, list, atMost, why }: KnownBadFact) =>
    JSON.stringify([kind, value, harm, id, pack, list, atMost, why])
  // The first place says enough: the same host may stand in a hundred files.
  const distinct = [...Map.groupBy(facts, keyOf).values()].flatMap(([first]) => first ?? [])
  // A list that is only observed must not crowd out what blocks.
  return distinct.toSorted((a, b) => severity[b.atMost] - severity[a.atMost]).slice(0, maxFacts)
}

function namedReleases({ releases, isPublic, hosts, locked }: Suspect, known: KnownBad): KnownBadFact[] {
  return releases.flatMap(({ name, version }) =>
    known.releases(name).flatMap((release): KnownBadFact[] => {
      const isMeant = release.registry === '' ? isPublic : hosts.includes(release.registry)
      if (!isMeant || !namesRelease(release, version)) return []
      return [{ ...claimOf(release), kind: 'package', value: `${name}@${version}`, file: '', line: locked.line }]
    }),
  )
}

type Met = { kind: BadValue['kind']; value: string; file: string; line: number }

function listedValues(suspect: Suspect, known: KnownBad): KnownBadFact[] {
  const met = [...ofLockEntry(suspect), ...ofFiles(suspect.contents), ...ofCode(suspect.contents)]
  return met.flatMap(({ kind, value, file, line }) =>
    (known.values.get(badKey(kind, value)) ?? []).map((entry) => ({ ...claimOf(entry), kind, value, file, line })),
  )
}

function claimOf({ id, harm, source, pack, list, atMost, why }: Claim) {
  return { record: 'knownBad', id, harm, source, pack, list, atMost, why } as const
}

function ofLockEntry({ locked, published, hosts }: Suspect): Met[] {
  const here = { file: '', line: locked.line }
  const served = published === 'none' ? [] : [withShasum(toDigests(published.integrity), published.shasum)]
  const digests = [toDigests(locked.integrity), ...served].flatMap((one) =>
    [...one].flatMap(([algorithm, hexes]) => [...hexes].map((hex) => `${algorithm}:${hex}`)),
  )
  const email = published === 'none' || published.publisher.status !== 'known' ? '' : published.publisher.value.email
  return [
    ...digests.map((value) => ({ ...here, kind: 'tarball' as const, value })),
    ...placesOf(hostInSpec(locked.resolved), here),
    ...hosts.flatMap((host) => placesOf(withoutPort(host), here)),
    ...addressesOf(email, here),
  ]
}

function ofFiles({ files, manifest }: Contents): Met[] {
  const listed = files.map(({ path, sha256 }) => ({ kind: 'file' as const, value: sha256, file: path, line: 0 }))
  const outside = manifest.dependencies.flatMap(({ spec, line }) =>
    placesOf(hostInSpec(spec), { file: 'package.json', line }),
  )
  return [...listed, ...outside]
}

function ofCode({ code }: Contents): Met[] {
  const given = code.arguments.flatMap((one) => {
    if (one.kind === 'host') return placesOf(one.value, one)
    return one.kind === 'recipient' ? addressesOf(one.value, one) : []
  })
  return [...code.indicators.flatMap(ofIndicator), ...given]
}

function ofIndicator(one: IndicatorRecord): Met[] {
  switch (one.kind) {
    case 'host':
    case 'onion':
    case 'ip':
      return placesOf(one.value, one)
    case 'url':
    case 'webhook':
      return placesOf(one.value.split('/', 1)[0] ?? '', one)
    case 'email':
      return addressesOf(one.value, one)
    case 'wallet':
    case 'bucket':
    case 'chat-id':
    case 'token':
      return []
  }
}

function withoutPort(host: string): string {
  return URL.canParse(`https://${host}`) ? new URL(`https://${host}`).hostname : ''
}

type Spot = { file: string; line: number }

/** A host with all the names above it, or an address. */
function placesOf(text: string, { file, line }: Spot): Met[] {
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text
  const address = normalAddress(bare)
  if (address !== '') return [{ kind: 'ip', value: address, file, line }]
  return hostAndAbove(normalHost(text)).map((value) => ({ kind: 'host', value, file, line }))
}

function addressesOf(email: string, { file, line }: Spot): Met[] {
  const value = normalEmail(email)
  return value === '' ? [] : [{ kind: 'email', value, file, line }]
}

/** `https:host/x.tgz`, `git+ssh://git@host/x.git`, and as scp writes it `git@host:x.git`; '' for every other spec. */
function hostInSpec(spec: string): string {
  const [scheme = ''] = /^\s*(?:git\+)?(?:https?|git|ssh|ftp|rsync):[/\\]*/i.exec(spec) ?? []
  const [place = ''] = spec.slice(scheme.length).split(/[/\\?#]/, 1)
  const url = URL.parse(`https://${place}/`)
  if (scheme !== '' && url !== null) return url.hostname
  // What stands behind the colon is a path there, and no port.
  const [, host = ''] = (scheme === '' ? /^[^@:]+@([^@:]+):/ : /^(?:[^@]*@)?([^@:]+):/).exec(place) ?? []
  return URL.parse(`https://${host}/`)?.hostname ?? ''
}
