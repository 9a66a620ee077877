// The ways in which a replay is played: as it is told, with what nobody states the other way, and as a mirror shows it.
import { splitSpec } from './published.ts'
import type { Replay } from './replay-file.ts'
import type { WrittenPackage, WrittenRegistry } from './written.ts'

/** `provenance`: the releases before the attack had provenance, which no source states. `mirror`: no trust data at all. */
export const variantIds = ['told', 'provenance', 'mirror'] as const
export type VariantId = (typeof variantIds)[number]

export type Variant = { id: VariantId; registry: WrittenRegistry }

export function variantsOf(replay: Replay): Variant[] {
  const { registry } = replay
  return [
    { id: 'told', registry },
    ...(replay.unknown?.includes('provenance') === true
      ? [{ id: 'provenance' as const, registry: withProvenance(replay) }]
      : []),
    ...(registry.trust === 'stripped'
      ? []
      : [{ id: 'mirror' as const, registry: { ...registry, trust: 'stripped' as const } }]),
  ]
}

/** Bad siblings that are not locked, and decoys, came within hours of the attack; what is older was published as ever. */
const asEver = 72 * 3_600_000

/** The attacked packages with provenance and a commit in every release of before the attack. */
function withProvenance({ registry, attack }: Replay): WrittenRegistry {
  const packages = Object.entries(registry.packages ?? {}).map(([name, one]): [string, WrittenPackage] => {
    const bad = attack.map(splitSpec).flatMap((spec) => (spec.name === name ? [one.versions[spec.version]] : []))
    if (bad.length === 0) return [name, one]
    const until = Math.min(...bad.map((release) => Date.parse(release?.published ?? ''))) - asEver
    const versions = Object.entries(one.versions).map(([version, release]) => {
      const isBefore = Date.parse(release.published) < until
      return [version, isBefore ? { ...release, provenance: true, gitHead: true } : release]
    })
    return [name, { ...one, versions: Object.fromEntries(versions) }]
  })
  return { ...registry, packages: Object.fromEntries(packages) }
}
