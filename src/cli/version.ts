// Which cordon this is: the version of its own package.json, which sits two folders up from `src/cli` and `dist/cli` alike.
import { readFileSync } from 'node:fs'

export function toolVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  if (
    typeof manifest === 'object' &&
    manifest !== null &&
    'version' in manifest &&
    typeof manifest.version === 'string'
  )
    return manifest.version
  throw new Error("cordon's own package.json names no version")
}
