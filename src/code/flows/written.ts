// What kind of place is written to, in one word: the subject of a flow into a file.
import type { Node } from '../parse.ts'
import type { Resolver } from '../value.ts'
import { placesOf } from './paths.ts'

/** The most telling first. */
const kinds = [
  'fs-startup',
  'fs-agent',
  'fs-ide',
  'fs-ci',
  'fs-other-packages',
  'fs-credentials',
  'fs-wallets',
  'fs-browser',
  'fs-executable',
  'fs-own-package',
  'fs-temp',
]

/** Endings of files that somebody starts. */
const started: ReadonlySet<string> = new Set(
  'exe bat cmd com ps1 vbs vbe hta scr sh bash command dll so dylib node desktop plist service py'.split(' '),
)

/** `startup`, `agent`, `executable`, ...; '' for a plain place. `options`: a mode, or what has one. */
export function writtenPlace(resolver: Resolver, path: Node, options: Node | undefined): string {
  const found = new Set(placesOf(resolver, path).map(({ kind }) => kind))
  const text = resolver.textOf(resolver.valueOf(path)) ?? ''
  if (started.has(text.slice(text.lastIndexOf('.') + 1).toLowerCase()) || isExecutable(resolver, options)) {
    found.add('fs-executable')
  }
  const first = kinds.find((kind) => found.has(kind))
  return first === undefined ? '' : first.slice('fs-'.length)
}

function isExecutable(resolver: Resolver, options: Node | undefined): boolean {
  const value = options === undefined ? undefined : resolver.valueOf(options)
  const mode = value?.kind === 'record' ? value.members.get('mode') : value
  if (mode?.kind !== 'constant') return false
  const bits = typeof mode.value === 'string' ? Number.parseInt(mode.value, 8) : mode.value
  return typeof bits === 'number' && (bits & 0o111) !== 0
}
