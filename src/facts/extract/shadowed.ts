// Whether a tarball brings files that npm's PATH and Node's `require` find before what the lockfile has: then whose a
// command or a package is cannot be told from the lockfile.
import type { InstallInputs } from '../../domain/install-inputs.ts'

/** `paths` are those of the whole tarball: what it carries finds its neighbours in the same way. */
export function shadowed(install: InstallInputs, paths: Iterable<string>): InstallInputs {
  if (install.scripts.length === 0) return install
  for (const path of paths) {
    const isCarried = path.toLowerCase().split('/').slice(0, -1).includes('node_modules')
    if (isCarried) return { ...install, open: [...install.open, { end: 'carried-files', file: path }] }
  }
  return install
}
