// A release as a person names it on the command line: `name@1.0.0`, a .tgz, a folder, or `nothing`. What is a path is
// decided by the spelling, so that a file called like a release is never taken for one.
import { statSync } from 'node:fs'
import { isAbsolute, resolve, sep } from 'node:path'
import type { NamedRelease } from '../domain/explained-on.ts'
import { isVersion } from '../domain/versions.ts'
import { usageMistake } from './mistakes.ts'
import type { Reading } from './values.ts'

export function readRelease(text: string, cwd: string): Reading<NamedRelease> {
  if (text === 'nothing') return { ok: true, value: { kind: 'nothing' } }
  if (!isPath(text)) return readSpec(text)
  const path = resolve(cwd, text)
  const found = statSync(path, { throwIfNoEntry: false })
  if (found?.isDirectory() === true) return { ok: true, value: { kind: 'folder', path, shown: text } }
  if (found?.isFile() === true) return { ok: true, value: { kind: 'tarball', path, shown: text } }
  const why = found === undefined ? 'there is no such file or folder' : 'it is neither a file nor a folder'
  return { ok: false, mistake: usageMistake('release-missing', `${text}: ${why}`, help) }
}

const help = 'Write name@1.0.0, the path of a .tgz or of a folder (./tiny), or nothing.'

/** A scope begins with its `@`; the one that separates the version comes later. */
function readSpec(text: string): Reading<NamedRelease> {
  const at = text.lastIndexOf('@')
  const [name, version] = [text.slice(0, at), text.slice(at + 1)]
  if (at > 0 && isVersion(version)) return { ok: true, value: { kind: 'published', name, version } }
  return { ok: false, mistake: usageMistake('bad-release', `${text} names no release`, help) }
}

export function isPath(text: string): boolean {
  const starts = ['./', '../', `.${sep}`, `..${sep}`].some((start) => text.startsWith(start))
  return starts || text === '.' || text === '..' || isAbsolute(text) || /\.(?:tgz|tar\.gz)$/.test(text)
}
