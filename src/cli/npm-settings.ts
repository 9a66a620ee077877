// npm's settings, as this run of cordon has them: its flags, its environment.
import { loadNpmSettings, type NpmConfigInput, type NpmSettings } from '../sources/npm-config.ts'
import type { Io } from './io.ts'
import type { ScanOptions } from './scan-options.ts'

/** `projectDir`: the folder whose .npmrc counts, unless that is handed over. Throws as `loadNpmSettings` does. */
export function npmSettings(
  io: Io,
  projectDir: string,
  { registry, cacheDir, offline }: Pick<ScanOptions, 'registry' | 'cacheDir' | 'offline'>,
  projectNpmrc: NpmConfigInput['projectNpmrc'] = 'from-disk',
): Promise<NpmSettings> {
  const { env, platform, execPath } = io
  return loadNpmSettings({
    projectDir,
    projectNpmrc,
    env,
    platform,
    execPath,
    flags: { registry, cacheDir, offline },
  })
}
