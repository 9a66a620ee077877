// What kind of place a path is, from its text: by whole segments, against the table of `map/paths.ts`.
import { type PathKind, pathKinds } from '../map/paths.ts'
import { own, temp } from './path-texts.ts'

type Pattern = { kind: PathKind; segments: readonly string[] }

const maxSegments = 64

const patterns: readonly Pattern[] = pathKinds.map((kind) => ({ kind, segments: kind.pattern.split('/') }))
/** By the first segment, which is seldom a wildcard. */
const byFirst = Map.groupBy(patterns, ({ segments }) => segments[0] ?? '')
const wild = patterns.filter(({ segments }) => segments[0]?.includes('*') === true)

/** A path as segments: `\` is `/`, case does not count, doubled slashes neither. */
export function segmentsOf(text: string): readonly string[] {
  const [first = '', ...more] = text.replaceAll('\\', '/').toLowerCase().split('/').slice(0, maxSegments)
  return [first, ...more.filter((segment) => segment !== '' && segment !== '.')]
}

export function kindsOfPath(text: string): readonly PathKind[] {
  const segments = segmentsOf(text)
  const found: PathKind[] = []
  for (const [at, segment] of segments.entries()) {
    for (const pattern of byFirst.get(segment) ?? []) if (fits(pattern, segments, at)) found.push(pattern.kind)
    for (const pattern of wild) if (fits(pattern, segments, at)) found.push(pattern.kind)
  }
  return isProgram(segments) ? found.filter(({ name }) => name !== 'fs-browser') : found
}

/** A browser's own program, which is started, and none of the profiles beside it, which hold the secrets. */
function isProgram(segments: readonly string[]): boolean {
  const last = segments.at(-1) ?? ''
  return last.endsWith('.exe') || (segments.includes('contents') && segments.includes('macos'))
}

function fits({ segments }: Pattern, path: readonly string[], at: number): boolean {
  return segments.every((segment, index) => {
    const there = path[at + index]
    return there !== undefined && fitsSegment(segment, there)
  })
}

function fitsSegment(pattern: string, segment: string): boolean {
  if (!pattern.includes('*')) return pattern === segment
  if (pattern === '*') return segment !== ''
  return pattern.startsWith('*') ? segment.endsWith(pattern.slice(1)) : segment.startsWith(pattern.slice(0, -1))
}

const tempFolders = ['/tmp', '/var/tmp', '/dev/shm', '/private/tmp', 'c:/windows/temp', '%temp%', '%tmp%', '$tmpdir']

export function isTemp(text: string): boolean {
  if (text.startsWith(temp)) return true
  const path = segmentsOf(text).join('/')
  return tempFolders.some((folder) => path === folder || path.startsWith(`${folder}/`))
}

export function isOwn(text: string): boolean {
  return text.startsWith(own)
}

/** Into a folder of installed packages. */
export function isOtherPackage(text: string): boolean {
  const segments = segmentsOf(text)
  const at = segments.lastIndexOf('node_modules')
  return at !== -1 && at + 1 < segments.length && !['.bin', '.cache'].includes(segments[at + 1] ?? '')
}

/** As people write it, unknown parts as `*`; '' where nothing of it is known. */
export function shownPath(text: string): string {
  const shown = text.replaceAll('\u0000', '*').replaceAll('\\', '/')
  for (const character of shown) if (character !== '*' && character !== '/' && character !== '.') return shown
  return ''
}
