// The rule packs of a run as its policy wants them: loaded, held against what the policy says of rules, with the outcomes
// that hold at the moment of judging.
import { settlePacks } from '../baseline/settings.ts'
import { type Mistake, Problem } from '../domain/problem.ts'
import type { Notice } from '../domain/report.ts'
import type { RulePack } from '../rules/rule.ts'
import type { ProvenanceInput } from '../scan/provenance.ts'
import { corePath, type LoadedPack, loadAllPacks } from './packs.ts'
import type { LoadedPolicy } from './policy.ts'
import type { PolicyPlace } from './policy-place.ts'

export type ProjectPacksInput = {
  /** What `--rules` names. */
  named: readonly string[]
  policy: LoadedPolicy
  /** The moment of judging. */
  now: number
  cwd: string
  consequence: string
  network: () => Promise<ProvenanceInput>
}

/** Throws a Problem with the mistakes of all packs, or with every rule that the policy speaks of and nobody has. */
export async function loadProjectPacks(
  input: ProjectPacksInput,
): Promise<{ packs: readonly RulePack[]; notices: readonly Notice[] }> {
  const { named, now, cwd, consequence, network } = input
  const { policy, place } = input.policy
  const { loaded, notices } = await loadAllPacks({
    named: [corePath, ...named],
    uses: policy.packs,
    policy: place,
    coreCases: 'skip',
    cwd,
    consequence,
    network,
  })
  const mistakes = await unknownNames(place, loaded)
  if (mistakes.length > 0) throw new Problem(mistakes, consequence)
  return { packs: settlePacks(loaded, policy.rules, now), notices }
}

/** Without a policy there is nothing to read: what reads YAML is not even loaded. */
async function unknownNames(place: PolicyPlace, loaded: readonly LoadedPack[]): Promise<readonly Mistake[]> {
  if (place.text === '') return []
  const { unknownRules } = await import('../baseline/policy/known-rules.ts')
  return unknownRules(place, new Set(loaded.flatMap(({ pack }) => pack.rules.map((rule) => rule.id))))
}
