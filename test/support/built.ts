// Builds the package as it is published into a folder: `dist` as `npm run build` makes it, and the files beside it. Its
// dependencies are those of the checkout.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const compiler = join(root, 'node_modules/typescript/bin/tsc')

/** Gives the launcher of what was built. Throws with the compiler's words when it does not compile. */
export function buildInto(folder: string): string {
  mkdirSync(folder, { recursive: true })
  const dist = join(folder, 'dist')
  run(compiler, '-p', join(root, 'tsconfig.build.json'), '--outDir', dist)
  run(join(root, 'tools/core-pack.ts'), dist)
  const { files }: { files: string[] } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  for (const name of [...files.filter((one) => one !== 'dist'), 'package.json']) {
    cpSync(join(root, name), join(folder, name), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  return join(folder, 'bin/cordon.js')
}

function run(...args: readonly string[]): void {
  execFileSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], timeout: 120_000 })
}
