// The same files, published otherwise: with valid provenance, without what there was, or longer ago.

import type { Mutation } from './mutation.ts'
import {
  attackNames,
  badVersions,
  newcomersOf,
  packageOf,
  type Replay,
  splitSpec,
  type WrittenPackage,
  type WrittenVersion,
} from './replay.ts'

const pipeline = {
  publisher: { name: 'GitHub Actions', email: 'oidc@example.test', trustedPublisher: { id: 'github' } },
  provenance: true,
  gitHead: true,
}

export const provenanceValid: Mutation = {
  id: 'provenance-valid',
  says: 'the bad release comes out of the right repository, with valid provenance',
  apply: async (replay) => {
    const names = published(replay)
    if (names.length === 0) return { skip: 'no release of the attack is in the registry' }
    return republished(replay, names, (name, version, written, one) => {
      const bad = badVersions(replay, name)
      const isBad = bad.has(version)
      const history = Object.entries(written.versions).filter(([other]) => !bad.has(other))
      const hadAny = history.some(([, other]) => (other.provenance ?? written.provenance) === true)
      // Where the history has none, the project is taken to build in public all along.
      if (!isBad) return hadAny ? one : { ...one, ...pipeline }
      const { evidence: _, build: __, ...rest } = one
      const publisher = hadAny ? lastTrusted(written, history) : pipeline.publisher
      return { ...rest, ...pipeline, publisher }
    })
  },
}

function lastTrusted(written: WrittenPackage, history: readonly [string, WrittenVersion][]) {
  const sorted = history.toSorted((a, b) => Date.parse(a[1].published) - Date.parse(b[1].published))
  const publishers = sorted
    .filter(([, one]) => (one.provenance ?? written.provenance) === true)
    .map(([, one]) => one.publisher ?? written.publisher)
  return publishers.at(-1) ?? pipeline.publisher
}

export const provenanceLost: Mutation = {
  id: 'provenance-lost',
  says: 'the releases before had provenance, and the bad one was published by hand',
  apply: async (replay) => {
    const strangers = newcomersOf(replay)
    const names = published(replay).filter((name) => !strangers.includes(name))
    if (names.length === 0) return { skip: 'no release came before' }
    return republished(replay, names, (name, version, written, one) => {
      if (!badVersions(replay, name).has(version)) return { ...one, ...pipeline }
      const { trustedPublisher: _, ...person } = one.publisher ??
        written.publisher ?? { name: 'maintainer', email: 'maintainer@example.test' }
      return { ...one, publisher: person, provenance: false, gitHead: false }
    })
  },
}

export const aged: Mutation = {
  id: 'aged',
  says: 'what is new to the world was published eight days before',
  apply: async (replay) => {
    const names = newcomersOf(replay)
    if (names.length === 0) return { skip: 'no package of the attack is new to the world' }
    const wanted = Date.parse(replay.now) - 8 * 24 * 3_600_000
    const newest = (written: WrittenPackage) =>
      Math.max(...Object.values(written.versions).map((one) => Date.parse(one.published)))
    const older = names.filter((name) => newest(packageOf(replay, name) ?? { versions: {} }) <= wanted)
    if (older.length === names.length) return { skip: 'the packages are older than that' }
    return republished(replay, names, (_name, _version, written, one) => {
      const shift = Math.min(0, wanted - newest(written))
      return { ...one, published: new Date(Date.parse(one.published) + shift).toISOString() }
    })
  },
}

/** Packages of the attack that the registry has. */
function published(replay: Replay): readonly string[] {
  const names = attackNames(replay)
  return names.filter((name) => {
    const versions = packageOf(replay, name)?.versions ?? {}
    return replay.attack.some(
      (spec) => splitSpec(spec).name === name && versions[splitSpec(spec).version] !== undefined,
    )
  })
}

type Change = (name: string, version: string, written: WrittenPackage, one: WrittenVersion) => WrittenVersion

function republished(replay: Replay, names: readonly string[], change: Change): Replay {
  const packages = Object.entries(replay.registry.packages ?? {}).map(([name, written]): [string, WrittenPackage] => {
    if (!names.includes(name)) return [name, written]
    const versions = Object.entries(written.versions).map(([version, one]): [string, WrittenVersion] => [
      version,
      change(name, version, written, one),
    ])
    return [name, { ...written, versions: Object.fromEntries(versions) }]
  })
  return { ...replay, registry: { ...replay.registry, packages: Object.fromEntries(packages) } }
}
