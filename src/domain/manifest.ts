// A package.json (or one version of a packument) as the parts that npm acts on, normalised as npm normalises them
// (@npmcli/package-json's `normalize`). It knows no file and no registry. The value is attacker-controlled: own
// properties only, a wrong type counts as absent. Nothing is cut off - a dependency behind a limit would be a hiding
// place - so whoever reads the JSON bounds its size; no walk here recurses.
import { baseName, insidePackage } from './package-path.ts'
import { type DeclaredDependency, dependencyGroups, type Manifest } from './release.ts'

/** 1-based line of a member of the manifest, such as `['scripts', 'postinstall']`; 0 when unknown. */
export type LineOf = (path: readonly string[]) => number

/** For manifests that stand in no file. */
export const noLines: LineOf = () => 0

/** Reads a parsed manifest. Total: every JSON value gives a Manifest. */
export function toManifest(value: unknown, lineOf: LineOf): Manifest {
  const bin = binOf(value, lineOf)
  return {
    name: textOf(value, 'name'),
    version: textOf(value, 'version'),
    main: textOf(value, 'main'),
    entries: entriesOf(value, bin),
    bin,
    scripts: textMembers(ownValue(value, 'scripts')).map(([name, body]) => ({
      name,
      body,
      line: lineOf(['scripts', name]),
    })),
    dependencies: dependenciesOf(value, lineOf),
    bundled: bundledOf(value),
    gypfile: gypfileOf(value),
    repository: textOf(value, 'repository') || textOf(ownValue(value, 'repository'), 'url'),
  }
}

/** A member of an object that is its own; `undefined` for everything else, also for arrays and inherited names. */
export function ownValue(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return Object.getOwnPropertyDescriptor(value, key)?.value
}

function members(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []
}

function textMembers(value: unknown): [string, string][] {
  return members(value).flatMap(([key, one]) => (typeof one === 'string' ? [[key, one]] : []))
}

function textOf(value: unknown, key: string): string {
  const found = ownValue(value, key)
  return typeof found === 'string' ? found : ''
}

/** npm drops a dependency that is optional as well, whatever the optional one's value is. */
function dependenciesOf(value: unknown, lineOf: LineOf): DeclaredDependency[] {
  const optional = new Set(members(ownValue(value, 'optionalDependencies')).map(([name]) => name))
  return dependencyGroups.flatMap((group) =>
    textMembers(ownValue(value, group))
      .filter(([name]) => group !== 'dependencies' || !optional.has(name))
      .map(([name, spec]) => ({ name, spec, group, line: lineOf([group, name]) })),
  )
}

/** `true` bundles every dependency; an object bundles its keys; `bundledDependencies` counts where the other is absent. */
function bundledOf(value: unknown): string[] {
  const bundle = ownValue(value, 'bundleDependencies') ?? ownValue(value, 'bundledDependencies')
  if (bundle === true) return members(ownValue(value, 'dependencies')).map(([name]) => name)
  if (Array.isArray(bundle)) return bundle.filter((name) => typeof name === 'string')
  return members(bundle).map(([name]) => name)
}

/** Only the boolean `false` switches the implicit build off. */
function gypfileOf(value: unknown): Manifest['gypfile'] {
  const gypfile = ownValue(value, 'gypfile')
  if (gypfile === false) return 'false'
  return gypfile === true ? 'true' : 'unset'
}

/**
 * A string is a command with the package's own name; names lose their scope and folders; paths stay inside, with `:` as
 * one more separator (npm's `secureAndUnixifyPath`).
 */
function binOf(value: unknown, lineOf: LineOf): Manifest['bin'] {
  const bin = ownValue(value, 'bin')
  const commands = new Map<string, { path: string; line: number }>()
  const add = (key: string, target: string, line: number) => {
    const name = baseName(insidePackage(key.replaceAll(':', '/')))
    const path = insidePackage(target.replaceAll(':', '/'))
    if (name !== '' && path !== '') commands.set(name, { path, line })
  }
  if (typeof bin === 'string') add(textOf(value, 'name'), bin, lineOf(['bin']))
  else if (Array.isArray(bin)) for (const one of bin) typeof one === 'string' && add(one, one, lineOf(['bin']))
  else for (const [key, target] of textMembers(bin)) add(key, target, lineOf(['bin', key]))
  return [...commands].map(([name, { path, line }]) => ({ name, path, line }))
}

/** Fields whose value (or, for an object, whose values) a loader or a bundler takes for the package's code. */
const entryFields = ['main', 'module', 'jsnext:main', 'browser', 'react-native', 'exports', 'imports'] as const

/** Every path that leads in, as written but for `./`; `*` patterns and missing extensions are for who knows the files. */
function entriesOf(value: unknown, bin: Manifest['bin']): string[] {
  const found = new Set<string>()
  for (const field of entryFields) {
    const bareNamesAllowed = field !== 'exports' && field !== 'imports'
    for (const leaf of leaves(ownValue(value, field))) {
      if (bareNamesAllowed || leaf.startsWith('./')) found.add(insidePackage(leaf) || '.')
    }
  }
  for (const { path } of bin) found.add(path)
  return [...found]
}

/** All strings below a value, in document order; what only the type checker reads is left out. */
export function leaves(value: unknown): string[] {
  const found: string[] = []
  const waiting: unknown[] = [value]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (typeof next === 'string') found.push(next)
    else if (Array.isArray(next)) for (let index = next.length - 1; index >= 0; index--) waiting.push(next[index])
    else for (const [key, one] of members(next).reverse()) if (!isTypesCondition(key)) waiting.push(one)
  }
  return found
}

/** `types`, or TypeScript's `types@>=4.2`. */
function isTypesCondition(key: string): boolean {
  return key === 'types' || key.startsWith('types@')
}
