// Real files to try things on: JavaScript and TypeScript of the packages that this project installs.
import { globSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../../../node_modules/', import.meta.url))

/** Evenly over all packages, the same ones at every run of one lockfile; larger ones take too long. */
export function sampleFiles(count: number, maxBytes = 300_000): string[] {
  const all = globSync('**/*.{js,cjs,mjs,ts,jsx,tsx}', { cwd: folder })
    .filter((path) => !/\.d\.[cm]?ts$/.test(path))
    .sort()
    .map((path) => folder + path)
    .filter((path) => statSync(path).isFile() && statSync(path).size <= maxBytes)
  const step = Math.max(1, Math.floor(all.length / count))
  return all.filter((_, index) => index % step === 0)
}
