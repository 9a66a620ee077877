// The registry's manifest against the tarball's package.json: npm resolves with the first and installs the second. Only
// fields npm acts on, and only differences that publishing does not make by itself; a patch of the project is not the
// publisher's.
import type { ManifestFact } from '../domain/change.ts'
import type { Candidate } from '../domain/comparison.ts'
import { insidePackage } from '../domain/package-path.ts'
import { type Contents, installEvents, type Manifest } from '../domain/release.ts'
import { normalVersion } from '../domain/versions.ts'
import { gitIdentity } from './git-identity.ts'

export function manifestFacts({ locked, asPublished: contents, history }: Candidate): ManifestFact[] {
  const versions = history.status === 'known' ? history.value.versions : []
  const published = versions.find(({ version }) => version === locked.version)?.manifest
  if (published === undefined || isUnreadable(contents)) return []
  const { manifest } = contents
  return [
    ...single('name', published.name, manifest.name, (name) => name),
    ...single('version', published.version, manifest.version, (version) => normalVersion(version) || version),
    ...single('main', published.main, manifest.main, plainMain),
    ...keyed('scripts', scriptsOf(published), scriptsOf(manifest), (body) => withoutBinFolder(body)).filter(
      (fact) => !isPublishedBuild(fact, contents),
    ),
    ...keyed('dependencies', dependenciesOf(published), dependenciesOf(manifest), plainSpec),
    ...keyed('bin', binsOf(published), binsOf(manifest), (path) => path),
  ]
}

/** A value with its line in package.json. */
type Lined = { text: string; line: number }

/** A missing or broken package.json differs in everything: that it is broken, or could not be had, is said already. */
function isUnreadable({ files, oddities }: Contents): boolean {
  return files.length === 0 || oddities.some(({ kind }) => kind === 'no-manifest' || kind === 'manifest-unreadable')
}

function single(
  field: ManifestFact['field'],
  registry: string,
  tarball: string,
  plain: (text: string) => string,
): ManifestFact[] {
  return plain(registry) === plain(tarball) ? [] : [fact(field, '', registry, { text: tarball, line: 0 })]
}

/** Keys of both sides, the tarball's first. A key that one side lacks reads as ''. */
function keyed(
  field: ManifestFact['field'],
  registry: ReadonlyMap<string, Lined>,
  tarball: ReadonlyMap<string, Lined>,
  plain: (text: string) => string,
): ManifestFact[] {
  return [...new Set([...tarball.keys(), ...registry.keys()])].flatMap((key) => {
    const theirs = registry.get(key)
    const ours = tarball.get(key) ?? { text: '', line: 0 }
    const isEqual = plain(theirs?.text ?? '') === plain(ours.text) && (theirs !== undefined) === tarball.has(key)
    return isEqual ? [] : [fact(field, key, theirs?.text ?? '', ours)]
  })
}

function fact(field: ManifestFact['field'], key: string, registry: string, { text, line }: Lined): ManifestFact {
  return { record: 'manifest', field, key, registry, tarball: text, file: 'package.json', line }
}

/** Only what npm runs on install; an empty script is none. */
function scriptsOf(manifest: Manifest): Map<string, Lined> {
  const events = manifest.scripts.filter(({ name, body }) => body !== '' && installEvents.some((one) => one === name))
  return new Map(events.map(({ name, body, line }) => [name, { text: body, line }]))
}

/** What npm installs. npm used to publish optional dependencies among the others, too: by name they are one. */
function dependenciesOf(manifest: Manifest): Map<string, Lined> {
  const installed = manifest.dependencies.filter(({ group }) => group !== 'peerDependencies')
  return new Map(installed.map(({ name, spec, line }) => [name, { text: spec, line }]))
}

function binsOf(manifest: Manifest): Map<string, Lined> {
  return new Map(manifest.bin.map(({ name, path, line }) => [name, { text: path, line }]))
}

/** Publishing adds the build that npm would run anyway, for any gyp file at the root. */
function isPublishedBuild({ key, registry, tarball }: ManifestFact, { files }: Contents): boolean {
  const isBuild = key === 'install' && tarball === '' && registry === 'node-gyp rebuild'
  return isBuild && files.some(({ path }) => !path.includes('/') && path.toLowerCase().endsWith('.gyp'))
}

/** Publishing strips this folder from the start of a script. */
function withoutBinFolder(body: string): string {
  const start = body.replaceAll('\\', '/')
  const prefix = ['node_modules/.bin/', './node_modules/.bin/'].find((one) => start.startsWith(one))
  return prefix === undefined ? body : body.slice(prefix.length)
}

/** Node reads no main as `index.js`, and adds `.js` itself. */
function plainMain(main: string): string {
  const path = insidePackage(main)
  if (path === '') return 'index.js'
  return path.endsWith('.js') ? path : `${path}.js`
}

/** Publishing rewrites git shorthands; blanks around a range mean nothing. */
function plainSpec(spec: string): string {
  return gitIdentity(spec.trim()) || spec.trim() || '*'
}
