// The fixture registry: the registry of replays over a scenario, with evidence that this process signs. It can fail on
// request, counts what it was asked, and remembers every request that the scenario did not foresee.
import { tarballPath } from '../../src/replay/packument.ts'
import { findRelease } from '../../src/replay/published.ts'
import { type RequestKind, type SeenRequest, type ServedRegistry, serveRegistry } from '../../src/replay/registry.ts'
import { faultsOf, serveFault } from './registry-faults.ts'
import type { ScenarioPlan } from './scenario.ts'
import { evidenceOf, localSigstore, trustFlags } from './sigstore/evidence.ts'

export type FixtureRegistry = ServedRegistry & {
  /** Flags with which cordon trusts what is signed here. */
  trust: readonly string[]
  count: (kind: RequestKind) => number
  /** Throws when a request came that the scenario does not foresee. */
  assertNoUnmatched: () => void
  [Symbol.asyncDispose]: () => Promise<void>
}

/** What npm's own registry writes into publish attestations, and its mirrors hand on. */
const npmRegistry = 'https://registry.npmjs.org'

export async function startRegistry(plan: ScenarioPlan): Promise<FixtureRegistry> {
  const sigstore = await localSigstore()
  const faults = faultsOf(plan)
  const served = await serveRegistry(plan, {
    sign: sigstore.sign,
    keys: sigstore.keys,
    evidence: (release, origin) => evidenceOf(release, plan.ownKeys ? `${origin}/` : npmRegistry),
    fault: (path) => {
      const due = faults(path)
      return due === undefined ? undefined : (response, honest) => serveFault(response, honest, due)
    },
  })
  return {
    ...served,
    trust: trustFlags(sigstore, plan.ownKeys),
    count: (kind) => served.requests.filter((one) => one.kind === kind).length,
    assertNoUnmatched: () => assertNoUnmatched(served.requests),
    [Symbol.asyncDispose]: served.close,
  }
}

function assertNoUnmatched(requests: readonly SeenRequest[]): void {
  const strangers = requests.filter((one) => one.kind === 'unmatched').map((one) => `${one.method} ${one.path}`)
  if (strangers.length > 0) throw new Error(`requests that the scenario does not foresee:\n${strangers.join('\n')}`)
}

/** The URL under which a registry at `origin` serves the tarball of `name@version`. */
export function tarballUrl(plan: ScenarioPlan, origin: string, spec: string): string {
  const release = findRelease(plan.packages, spec)
  return `${origin}${tarballPath(release.name, release.version)}`
}
