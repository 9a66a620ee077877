// The digest of all that a verdict on a mutated replay depends on: cordon's sources, rules and data, the mutations and what
// they use, and the versions of every library.
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { digestOf } from '../peers/kept.ts'

const root = new URL('../../', import.meta.url)
const folders = ['src', 'rules', 'data', 'bench/evaluate/mutations', 'test/support/sigstore']
const files = [
  'bench/evaluate/play.ts',
  'bench/evaluate/judge-mutant.ts',
  'bench/peers/package-lock.json',
  'bench/peers/obfuscators.ts',
  'bench/peers/obfuscate-child.ts',
  'bench/peers/wrap-module.ts',
  'package-lock.json',
]

export function sourcesDigest(): string {
  const below = folders.flatMap((folder) => filesBelow(folder))
  return digestOf([...below, ...files].toSorted().map((path) => new URL(path, root)))
}

function filesBelow(folder: string): readonly string[] {
  const entries = readdirSync(fileURLToPath(new URL(folder, root)), { withFileTypes: true, recursive: true })
  const base = fileURLToPath(root)
  return entries.filter((one) => one.isFile()).map((one) => `${one.parentPath.slice(base.length)}/${one.name}`)
}
