// What `cordon affected` is asked for: a release, a digest or an advisory, told apart by its spelling alone.
import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Advisory } from '../domain/advisory.ts'
import { type Mistake, nowhere, Problem, placeAt } from '../domain/problem.ts'
import { isRange } from '../domain/versions.ts'
import type { Sought } from '../scan/sought.ts'
import { findFiles } from '../sources/find-files.ts'
import { readDigest } from '../sources/integrity.ts'
import { isPackageName } from '../sources/lockfile/package-name.ts'
import { osvJson, readAdvisories } from '../sources/osv.ts'
import { usageMistake } from './mistakes.ts'
import { shownPath } from './shown-path.ts'

/** `osv`: files and folders of OSV records. Throws a `Problem`. */
export function toSought(text: string, osv: readonly string[], cwd: string, consequence: string): Sought {
  if (advisoryId.test(text)) return { kind: 'advisory', text, advisory: findAdvisory(text, osv, cwd, consequence) }
  if (osv.length > 0) {
    const help = 'Name the advisory: cordon affected MAL-2026-1 --osv FILE.'
    throw new Problem(
      [usageMistake('osv-without-id', `--osv is given, but "${text}" is no advisory`, help)],
      consequence,
    )
  }
  const hash = readDigest(text)
  if (hash !== undefined) return { kind: 'digest', text, hash }
  const at = text.indexOf('@', 1)
  const name = at === -1 ? text : text.slice(0, at)
  const range = at === -1 ? '*' : text.slice(at + 1).trim()
  const mistake = looksLikeDigest.test(text) ? wrongDigest(text) : wrongRelease(name, range)
  if (mistake !== undefined) throw new Problem([mistake], consequence)
  return { kind: 'release', text, name, range }
}

/** `GHSA-…`, `MAL-…`, `CVE-…`: npm has allowed no new name in capitals for years. A package is written with its `@`. */
const advisoryId = /^[A-Z][A-Z0-9]+-[A-Za-z0-9:._-]+$/
const looksLikeDigest = /^(?:sha\d+-.*|[0-9a-fA-F]{32,})$/

function wrongDigest(text: string): Mistake {
  const help = 'Write the integrity of a lockfile (sha512-…), or a sha1, sha256, sha384 or sha512 in hex.'
  return usageMistake('bad-digest', `"${text}" is no whole digest`, help)
}

function wrongRelease(name: string, range: string): Mistake | undefined {
  if (!isPackageName(name)) {
    const help = 'Write name@version, name@range, an advisory (with --osv) or a digest.'
    return usageMistake('bad-name', `"${name}" is no name of an npm package`, help)
  }
  if (isRange(range)) return undefined
  const help = `Write versions, such as ${name}@1.2.3 or "${name}@>=1.2.0 <1.2.9". What a tag led to nobody can say later.`
  return usageMistake('bad-range', `"${range}" is no version or range`, help)
}

function findAdvisory(id: string, osv: readonly string[], cwd: string, consequence: string): Advisory {
  const refuse = (code: string, message: string, help: string) =>
    new Problem([usageMistake(code, message, help)], consequence)
  if (osv.length === 0) {
    const help = `Fetch its record and name it: cordon affected ${id} --osv ${id}.json (a folder of records will do).`
    throw refuse('osv-missing', `what ${id} names is not known here`, help)
  }
  const files = osv.flatMap((path) =>
    recordFiles(resolve(cwd, path), id, shownPath(resolve(cwd, path), cwd), consequence),
  )
  const found = files.flatMap((path) => readRecords(path, shownPath(path, cwd), consequence))
  const advisory = found.find((one) => one.id === id)
  if (advisory === undefined) {
    throw refuse('osv-unknown-id', `no record there is ${id}`, `In a folder, its file has to be called ${id}.json.`)
  }
  if (advisory.withdrawn) throw refuse('osv-withdrawn', `${id} was withdrawn`, 'There is nothing to look for.')
  if (advisory.packages.length === 0) throw refuse('osv-not-npm', `${id} names no npm package`, 'Check the id.')
  return advisory
}

/** A file as it is; of a folder, the files called like the advisory. */
function recordFiles(path: string, id: string, shown: string, consequence: string): string[] {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) {
    throw new Problem([usageMistake('osv-not-found', `there is no ${shown}`, 'Name a file or a folder.')], consequence)
  }
  const found = findFiles(
    path,
    (name) => name === `${id}.json`,
    (name) => name !== '.git',
    () => '',
  )
  return [...found].flatMap((one) => (one.kind === 'file' ? one.path : []))
}

function readRecords(path: string, shown: string, consequence: string): readonly Advisory[] {
  const place = { ...nowhere, file: shown }
  const help = 'It has to be a record in the OSV format, or a list of them.'
  const info = statSync(path, { throwIfNoEntry: false })
  if (info?.isFile() !== true || info.size > osvJson.maxLength) {
    const message = `${shown} is no ordinary file of at most ${osvJson.maxLength} bytes`
    throw new Problem([{ code: 'osv-unreadable', message, help, place }], consequence)
  }
  const text = readFileSync(path, 'utf8')
  const read = readAdvisories(text)
  const faults = read.ok ? read.faults : [read]
  if (read.ok && faults.length === 0) return read.advisories
  throw new Problem(
    faults.map(({ why, offset }) => ({
      code: 'osv-invalid',
      message: why,
      help,
      place: placeAt(shown, text, offset),
    })),
    consequence,
  )
}
