// The trust data of a run from its flags. What the user named is read before anything is judged, so that a mistake in it
// is said first; everything else is opened when something has to be verified.
import { join } from 'node:path'
import { nowhere, Problem } from '../domain/problem.ts'
import { createVerifier, type Verifier } from '../scan/verifier.ts'
import { checkTrust, openTrust, type TrustRequest } from '../sources/attestations/trust-store.ts'
import { openVerdictCache } from '../sources/attestations/verdict-cache.ts'

export type TrustFiles = { trustedRoot: string; registryKeys: string }

/** Throws a Problem for a file that is not what it should be. */
export async function openVerifier(
  { trustedRoot, registryKeys }: TrustFiles,
  cacheDir: string,
  offline: boolean,
  now: number,
  consequence: string,
): Promise<Verifier> {
  const request: TrustRequest = {
    trustedRootFile: trustedRoot,
    registryKeysFile: registryKeys,
    folder: join(cacheDir, '_cordon'),
    offline,
    now,
  }
  const verifier = createVerifier(() => openTrust(request), openVerdictCache(cacheDir))
  if (trustedRoot === '' && registryKeys === '') return verifier
  try {
    await checkTrust(await verifier.trust())
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const named = [trustedRoot, registryKeys].filter((file) => file !== '').join(', ')
    const help =
      "A trusted root is the JSON of sigstore's trusted_root.json; keys are what a registry serves at /-/npm/v1/keys."
    const mistake = { code: 'bad-trust-file', message: `${named}: ${error.message}`, place: nowhere, help }
    throw new Problem([mistake], consequence)
  }
  return verifier
}
