// The registry for a command that needs it for nothing but rule packs: opened with the first pack that comes from one,
// since most come from disk.
import type { ProvenanceInput } from '../scan/provenance.ts'
import type { Verifier } from '../scan/verifier.ts'
import { createRegistry } from '../sources/registry.ts'
import { openTrustSeen } from '../sources/trust-seen.ts'
import type { Arguments } from './arguments.ts'
import type { Io } from './io.ts'
import { npmSettings } from './npm-settings.ts'
import { consequenceOf } from './rules-common.ts'
import { toScanOptions } from './scan-options.ts'
import { openVerifier } from './trust.ts'
import { toolVersion } from './version.ts'

/** The flags that name a registry and trust data count, where the command has them. */
export async function withPackNetwork<T>(
  given: Arguments,
  io: Io,
  work: (network: () => Promise<ProvenanceInput>) => Promise<T>,
): Promise<T> {
  const opened: Verifier[] = []
  let opening: Promise<ProvenanceInput> | undefined
  try {
    return await work(() => {
      opening ??= open(given, io, opened)
      return opening
    })
  } finally {
    for (const verifier of opened) await verifier.close()
  }
}

async function open(given: Arguments, io: Io, opened: Verifier[]): Promise<ProvenanceInput> {
  const options = toScanOptions({ ...given, operands: [] }, io.cwd, io.now())
  const { visibleUntil } = options
  const settings = await npmSettings(io, io.cwd, options)
  const verifier = await openVerifier(options, settings.cacheDir, settings.offline, io.now(), consequenceOf(given))
  opened.push(verifier)
  return {
    tool: { name: 'cordon', version: toolVersion() },
    registry: createRegistry(settings),
    registryFor: settings.registryFor,
    verifier,
    seen: openTrustSeen(settings.cacheDir),
    visibleUntil,
  }
}
