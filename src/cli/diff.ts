// `cordon diff`: everything that differs between two releases, published or on the disk, and the verdict of all rules on
// it. It needs no project; the exit code is the verdict.
import { defaultPolicy } from '../domain/policy.ts'
import { createNameIndex } from '../facts/lookalike.ts'
import { renderDiffJson } from '../report/diff-json.ts'
import { renderDiffText } from '../report/diff-text.ts'
import { listedBad } from '../rules/lists.ts'
import type { RulePack } from '../rules/rule.ts'
import { createContentsSource } from '../scan/contents.ts'
import { diffReleases } from '../scan/diff.ts'
import { createEvidenceSource } from '../scan/evidence.ts'
import { createHistories } from '../scan/histories.ts'
import type { NamedRoad } from '../scan/named-releases.ts'
import type { Verifier } from '../scan/verifier.ts'
import { readPopularNames } from '../sources/popular-names.ts'
import { openTrustSeen } from '../sources/trust-seen.ts'
import type { Arguments } from './arguments.ts'
import { commandOf } from './commands.ts'
import { readOperands } from './diff-operands.ts'
import { type Io, interrupted, wantsColor, widthOf } from './io.ts'
import { deliverText, refuseOutput } from './output.ts'
import { corePath, loadPacks } from './packs.ts'
import { type AtHand, withRegistry } from './registry-at-hand.ts'
import { type ScanOptions, toScanOptions } from './scan-options.ts'
import { openVerifier } from './trust.ts'
import { toolVersion } from './version.ts'

/** 0: nothing speaks against it; 1: blocked, or in review with `--fail-on review`; 3: one could not be had or read. */
export async function runDiff(given: Arguments, io: Io): Promise<number> {
  const { consequence } = commandOf(given.command)
  const options = { ...toScanOptions({ ...given, operands: [] }, io.cwd, io.now()), dir: io.cwd }
  refuseOutput(options.output, consequence)
  const [before, after] = readOperands(given.operands, io.cwd, consequence)
  const packs = await loadPacks([corePath, ...options.rules], io.cwd, consequence, 'skip')
  const report = await withRegistry(options, io.cwd, io, async (atHand) => {
    const { cacheDir, offline } = atHand.settings
    const verifier = await openVerifier(options, cacheDir, offline, io.now(), consequence)
    try {
      return await diffReleases({
        tool: { name: 'cordon', version: toolVersion() },
        before,
        after,
        packs,
        road: roadOf(atHand, verifier, packs, options),
        registry: atHand.registry,
        verifier,
        now: given.flags.has('now') ? options.now : 'unset',
        clock: io.now(),
        failOn: options.failOn === 'unset' ? 'block' : options.failOn,
        code: given.flags.has('code'),
      })
    } finally {
      await verifier.close()
    }
  })
  if (io.interrupt.aborted) return interrupted
  const color = options.output === '' && wantsColor(io.env, io.stdout)
  const rendered =
    options.format === 'json'
      ? renderDiffJson(report)
      : renderDiffText(report, { width: widthOf(io.stdout), color, all: options.all })
  await deliverText(options.output, rendered, io)
  return report.exitCode
}

/** Every version's manifest is at hand: there are two packages, and a few that they depend on. */
function roadOf(
  { registry, cache, pool, settings }: AtHand,
  verifier: Verifier,
  packs: readonly RulePack[],
  options: ScanOptions,
): NamedRoad {
  const { registryFor, cacheDir } = settings
  const versionsOf: Parameters<typeof createHistories>[1] = (_name, { versions }) =>
    new Set(versions.map(({ version }) => version))
  const histories = createHistories(registry, versionsOf, options.visibleUntil)
  return {
    around: {
      histories,
      contents: createContentsSource(registry, cache, pool, histories),
      registryFor,
      names: createNameIndex({ project: [], tree: [], popular: readPopularNames() }),
      policy: defaultPolicy,
      rules: packs.flatMap((pack) => pack.rules),
    },
    evidence: createEvidenceSource(registry, registryFor, verifier, openTrustSeen(cacheDir)),
    knownBad: listedBad(packs, options.now).known,
    pool,
  }
}
