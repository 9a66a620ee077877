// Which of a package's declared dependencies a specifier means. Names are compared exactly; only declared names count,
// so that what is recorded stays small.
import type { Manifest } from '../../domain/release.ts'

export type Names = {
  /** Package name in a specifier -> declared names it stands for. */
  bySpecifier: ReadonlyMap<string, ReadonlySet<string>>
  /** `@img/sharp-` -> the optional platform packages that a computed name can mean. */
  byPrefix: ReadonlyMap<string, ReadonlySet<string>>
  /** First characters of strings worth looking at, `.` always among them. */
  firstBytes: Uint8Array
  declared: ReadonlySet<string>
}

/** Node's own modules, whose types come from `@types/node`. */
const builtins =
  'assert async_hooks buffer child_process cluster crypto dgram dns events fs http http2 https module net os path perf_hooks process querystring readline stream string_decoder timers tls tty url util v8 vm worker_threads zlib'

export function namesOf(manifest: Manifest): Names {
  const bySpecifier = new Map<string, Set<string>>()
  const byPrefix = new Map<string, Set<string>>()
  for (const { name, group } of manifest.dependencies) {
    add(bySpecifier, name, name)
    for (const typed of typedBy(name)) add(bySpecifier, typed, name)
    if (group === 'optionalDependencies') for (const prefix of prefixesOf(name)) add(byPrefix, prefix, name)
  }
  const declared = new Set(manifest.dependencies.map((dependency) => dependency.name))
  return { bySpecifier, byPrefix, firstBytes: firstBytesOf(declared, bySpecifier), declared }
}

/** The declared names that a string means; most strings mean none. */
export function meant(names: Names, text: string, open: boolean): ReadonlySet<string> {
  const found = names.bySpecifier.get(text) ?? names.bySpecifier.get(packageName(text))
  if (found !== undefined) return found
  if (open || text.endsWith('-') || text.endsWith('/')) return names.byPrefix.get(text) ?? none
  const installed = installedName(text)
  return installed === '' ? none : (names.bySpecifier.get(installed) ?? none)
}

const none: ReadonlySet<string> = new Set()

/** `@s/n/sub` -> `@s/n`, `n/sub` -> `n`, `node:fs/promises` -> `node:fs`. */
function packageName(specifier: string): string {
  const slash = specifier.indexOf('/')
  if (slash === -1) return specifier
  if (!specifier.startsWith('@')) return specifier.slice(0, slash)
  const second = specifier.indexOf('/', slash + 1)
  return second === -1 ? specifier : specifier.slice(0, second)
}

/** `./node_modules/.bin/x` and `node_modules/x/y.js` name an installed package; '' for everything else. */
function installedName(text: string): string {
  const relative = text.startsWith('./') ? text.slice(2) : text.startsWith('../') ? text.slice(3) : text
  if (!relative.startsWith('node_modules/')) return ''
  const rest = relative.slice('node_modules/'.length)
  return packageName(rest.startsWith('.bin/') ? rest.slice('.bin/'.length) : rest)
}

/** Types are declared under another name than what is imported: `@types/a__b` describes `@a/b`. */
function typedBy(name: string): string[] {
  if (!name.startsWith('@types/')) return []
  const described = name.slice('@types/'.length)
  if (described === 'node') return builtins.split(' ').flatMap((module) => [module, `node:${module}`])
  const scope = described.indexOf('__')
  return [described, ...(scope === -1 ? [] : [`@${described.slice(0, scope)}/${described.slice(scope + 2)}`])]
}

/** Where a platform's name may begin: the last three `-` or `/`, at least four characters in. */
function prefixesOf(name: string): string[] {
  const ends: number[] = []
  for (let at = name.length - 2; at >= 3 && ends.length < 3; at--)
    if (name[at] === '-' || name[at] === '/') ends.push(at)
  return ends.map((end) => name.slice(0, end + 1))
}

function add(map: Map<string, Set<string>>, key: string, name: string): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, new Set([name]))
  else known.add(name)
}

function firstBytesOf(declared: ReadonlySet<string>, bySpecifier: ReadonlyMap<string, unknown>): Uint8Array {
  const table = new Uint8Array(256)
  table['.'.charCodeAt(0)] = 1
  if (declared.size > 0) table['n'.charCodeAt(0)] = 1
  for (const key of bySpecifier.keys()) if (key.charCodeAt(0) < 0x80) table[key.charCodeAt(0)] = 1
  return table
}
