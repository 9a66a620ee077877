// The registry as everything here asks it: through npm's own configuration and cache, where no project says otherwise.
import { loadNpmSettings, type NpmSettings } from '../../src/sources/npm-config.ts'
import { registryLimits } from '../../src/sources/registry.ts'

/** Polite: far below what npm itself opens, and each thing is asked for once. */
export const concurrency = 4

/** A draw and its measuring take hours, not the seconds after which a scan asks again. */
const freshSeconds = 7 * 24 * 3600

export const patientLimits = { ...registryLimits, concurrency, freshSeconds }

/** `cacheDir`: '' for npm's own. */
export function npmSettings(cacheDir: string, online: boolean): Promise<NpmSettings> {
  return loadNpmSettings({
    projectDir: process.cwd(),
    projectNpmrc: { text: '' },
    env: process.env,
    platform: process.platform,
    execPath: process.execPath,
    flags: { registry: '', cacheDir, offline: !online },
  })
}
