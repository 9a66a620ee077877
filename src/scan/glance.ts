// Whether the bytes of a lockfile can speak of what is sought at all, without reading them as JSON: most lockfiles are
// done with here. It may say yes too often, never no too often - also when the lockfile's author tries for it.
import type { Seeker } from './sought.ts'

export function canSpeakOf(bytes: Buffer, seeker: Seeker): boolean {
  // A name can be spelt `\u0061xios` in JSON and `%61xios` in a URL; npm writes neither.
  if (!isWholeLockfile(bytes) || hasEscapes(bytes)) return true
  if (!mentions(bytes, seeker)) return false
  const { cores } = seeker
  if (cores.length === 0) return true
  const text = bytes.toString('latin1')
  return cores.some((core) => text.includes(core)) || paddedNumber.test(text)
}

/** Also asked of files that cannot be read, where it is only a hint. */
export function mentions(bytes: Buffer, { words, about }: Seeker): boolean {
  return words.some((word) => (about.kind === 'digest' ? bytes.includes(word) : standsIn(bytes, word)))
}

/** `1.02.3` is 1.2.3 to npm. */
const paddedNumber = /\.0\d|(?<!\d)0\d+\./

const [quote = 0, slash = 0, colon = 0, at = 0, backslash = 0] = Buffer.from('"/:@\\')
const before: ReadonlySet<number> = new Set([quote, slash, colon])
const after: ReadonlySet<number> = new Set([quote, slash, at])

/** A name stands in quotes, in a path or behind `npm:`. */
function standsIn(bytes: Buffer, word: Buffer): boolean {
  for (let found = bytes.indexOf(word); found !== -1; found = bytes.indexOf(word, found + 1)) {
    if (before.has(bytes[found - 1] ?? 0) && after.has(bytes[found + word.length] ?? 0)) return true
  }
  return false
}

/** Every escape but `\"`, which no name and no digest contains. */
function hasEscapes(bytes: Buffer): boolean {
  if (bytes.includes('%')) return true
  for (let found = bytes.indexOf(backslash); found !== -1; found = bytes.indexOf(backslash, found + 2)) {
    if (bytes[found + 1] !== quote) return true
  }
  return false
}

/** npm writes the version among the first members. */
const versionWithin = 4096
const knownVersion = /"lockfileVersion"\s*:\s*[1234]\s*[,}]/

/** A file that is cut off, in the middle of a merge, or of another format has to be looked at properly. */
function isWholeLockfile(bytes: Buffer): boolean {
  const start = bytes.toString('latin1', 0, versionWithin).trimStart()
  const end = bytes.toString('latin1', Math.max(0, bytes.length - 64)).trimEnd()
  return start.startsWith('{') && end.endsWith('}') && knownVersion.test(start) && !bytes.includes('<<<<<<<')
}
