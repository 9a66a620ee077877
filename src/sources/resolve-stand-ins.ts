// What npm's resolving loads and must never use: what runs scripts and programs, packs folders, applies patches, asks for
// advisories, verifies. Something that refuses stands in the place of each, so that it is not even there; nor is it
// loaded, which was a sixth of getting npm's code ready. To be imported before npm's code.
import { createRequire, Module } from 'node:module'

/** Who asks for it, as a way from one package to the next; it may have a version of its own. */
type Asker = readonly string[]

const arborist: Asker = ['@npmcli/arborist']
const pacote: Asker = [...arborist, 'pacote']
/** Its search for the repository around a folder stays: that reads no more than the names of folders. */
const git: Asker = [...pacote, '@npmcli/git']

const neverUsed: readonly (readonly [Asker, readonly string[]])[] = [
  [arborist, ['@npmcli/metavuln-calculator', '@npmcli/query', '@npmcli/run-script', 'diff']],
  [pacote, ['@npmcli/promise-spawn', '@npmcli/run-script', 'npm-packlist', 'sigstore']],
  [git, ['@npmcli/promise-spawn']],
]

for (const [asker, names] of neverUsed) {
  const start: readonly string[] = [import.meta.url]
  const found = asker.reduce((from, name) => from.flatMap((at) => resolved(at, name)), start)
  for (const name of names) {
    for (const file of found.flatMap((at) => resolved(at, name))) put(file, name)
  }
}

/** Under the file that its asker would load: whatever is loaded once is taken from there. */
function put(file: string, name: string): void {
  const module = new Module(file)
  module.filename = file
  module.loaded = true
  module.exports = standIn(name)
  createRequire(file).cache[file] = module
}

/** None where a later version of npm's code asks for it no more: then there is nothing to stand in for. */
function resolved(from: string, name: string): string[] {
  try {
    return [createRequire(from).resolve(name)]
  } catch {
    return []
  }
}

/** Its members can be taken out, as npm's code does when it loads; any use of them fails, and with it the resolving. */
function standIn(name: string): object {
  function refuse(): never {
    throw Object.assign(new Error(`${name} is no part of resolving`), { code: 'EBEYONDRESOLVING' })
  }
  return new Proxy(refuse, { get: () => refuse })
}
