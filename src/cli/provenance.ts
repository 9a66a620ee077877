// `cordon provenance`: who built a published release, as far as it is proven. Needs a registry and no project; the exit
// code is the verdict.
import { Problem } from '../domain/problem.ts'
import { renderProvenanceJson } from '../report/provenance-json.ts'
import { renderProvenanceText } from '../report/provenance-text.ts'
import { reasonWords } from '../report/words.ts'
import { provenanceOf } from '../scan/provenance.ts'
import { createRegistry } from '../sources/registry.ts'
import { openTrustSeen } from '../sources/trust-seen.ts'
import type { Arguments } from './arguments.ts'
import { commandOf } from './commands.ts'
import { type Io, interrupted, wantsColor, widthOf } from './io.ts'
import { usageMistake } from './mistakes.ts'
import { npmSettings } from './npm-settings.ts'
import { deliverText, refuseOutput } from './output.ts'
import { toScanOptions } from './scan-options.ts'
import { openVerifier } from './trust.ts'
import { toolVersion } from './version.ts'

/** 0: nothing speaks against it; 1: forged, or less than is claimed; 3: it could not be checked. */
export async function runProvenance(given: Arguments, io: Io): Promise<number> {
  const { consequence } = commandOf(given.command)
  const options = { ...toScanOptions(given, io.cwd, io.now()), dir: io.cwd }
  refuseOutput(options.output, consequence)
  const [name, version] = targetOf(given.operands[0] ?? '', consequence)
  const settings = await npmSettings(io, io.cwd, options)
  const verifier = await openVerifier(options, settings.cacheDir, settings.offline, io.now(), consequence)
  try {
    const found = await provenanceOf(
      {
        tool: { name: 'cordon', version: toolVersion() },
        registry: createRegistry(settings),
        registryFor: settings.registryFor,
        verifier,
        seen: openTrustSeen(settings.cacheDir),
        visibleUntil: options.visibleUntil,
      },
      name,
      version,
    )
    if (io.interrupt.aborted) return interrupted
    if (!found.ok) {
      const { meaning, next } = reasonWords[found.why.code]
      const message = `${name}@${version}: ${meaning} (${found.why.detail})`
      throw new Problem([usageMistake(found.why.code, message, next)], consequence)
    }
    const color = options.output === '' && wantsColor(io.env, io.stdout)
    const rendered =
      options.format === 'json'
        ? renderProvenanceJson(found.value)
        : renderProvenanceText(found.value, { width: widthOf(io.stdout), color })
    await deliverText(options.output, rendered, io)
    return found.value.exitCode
  } finally {
    await verifier.close()
  }
}

/** A scope begins with its `@`; the one that separates the version comes later. */
function targetOf(text: string, consequence: string): [name: string, version: string] {
  const at = text.lastIndexOf('@')
  if (at > 0 && at < text.length - 1) return [text.slice(0, at), text.slice(at + 1)]
  const help = 'Write the release with its version: cordon provenance sigstore@2.3.1'
  throw new Problem([usageMistake('no-target', 'it was not said which release to look at', help)], consequence)
}
