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

/** The attacked packages with provenance and a commit in every release that is not the attack. */
function withProvenance({ registry, attack }: Replay): WrittenRegistry {
  const attacked = new Set(attack.map((spec) => splitSpec(spec).name))
  const packages = Object.entries(registry.packages ?? {}).map(([name, one]): [string, WrittenPackage] => {
    if (!attacked.has(name)) return [name, one]
    const versions = Object.entries(one.versions).map(([version, release]) => {
      const isAttack = attack.includes(`${name}@${version}`)
      return [version, isAttack ? release : { ...release, provenance: true, gitHead: true }]
    })
    return [name, { ...one, versions: Object.fromEntries(versions) }]
  })
  return { ...registry, packages: Object.fromEntries(packages) }
}
