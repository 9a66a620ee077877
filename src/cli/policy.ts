// The policy that counts for a run: the file that is named, else the one that is found; in a pull request as the base
// commit has it, so that no pull request can loosen what it is judged by (design section 11).
import { isUtf8 } from 'node:buffer'
import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { defaultPolicy, type Policy } from '../domain/policy.ts'
import { type Mistake, nowhere, Problem } from '../domain/problem.ts'
import type { Notice } from '../domain/report.ts'
import { readGitBytes } from '../sources/git.ts'
import { findPolicy, policyFolders, policyName, readNamedPolicy } from '../sources/policy-file.ts'
import { isBelow } from '../sources/written-path.ts'
import { isFileName } from './base.ts'
import type { Io } from './io.ts'
import { usageMistake } from './mistakes.ts'
import { policyPathsInBase } from './policy-paths.ts'
import type { PolicyPlace } from './policy-place.ts'
import type { ScanOptions } from './scan-options.ts'
import { shownPath } from './shown-path.ts'

export type PolicyRequest = {
  /** The project's folder, absolute. */
  dir: string
  /** Absolute; '' for the one that is found. */
  file: string
  /** What `--base` says; '' for none. */
  base: string
  /** Where the project was in that commit; '' where it is. */
  baseFolder: string
  /** The moment of judging. */
  now: number
  consequence: string
}

/** `path`: the file itself, absolute; '' for the defaults. */
export type LoadedPolicy = { policy: Policy; path: string; place: PolicyPlace; notices: readonly Notice[] }

/** The text of a policy: where it lies on disk, absolute, and how it is shown. */
type Found = { path: string; shown: string; bytes: Buffer }

/** Throws a Problem with every mistake in the file. */
export async function loadPolicy(request: PolicyRequest, io: Io): Promise<LoadedPolicy> {
  const { base: ref, consequence, dir, file } = request
  const root = policyFolders(dir).at(-1) ?? dir
  const isPullRequest = ref !== '' && !isFileName(ref)
  const paths = isPullRequest ? policyPathsInBase(request, root, io) : 'outside'
  const head = onDisk(request, io)
  const commit: PolicyPlace['commit'] = isPullRequest ? { dir: root, ref, env: io.env, platform: io.platform } : 'none'
  const known = { root, commit, consequence, now: Math.max(request.now, io.now()) }
  // What lies outside the repository no pull request can change.
  if (paths === 'outside') {
    if (head !== 'none' && 'code' in head) throw new Problem([head], consequence)
    return understood(head, parentNotices(head, request), known, request)
  }
  const base = await inBase(paths, root, request, io)
  // One that is named and nowhere would leave the defaults in its place.
  if (base === 'none' && file !== '' && head !== 'none' && 'code' in head) throw new Problem([head], consequence)
  const notices = [...parentNotices(base, request), ...differenceNotices(head, base, request)]
  return understood(base, notices, known, request)
}

/** `now`: a replay sees the past, where every date of today is far ahead; a rehearsal sees the future. */
type Known = Pick<PolicyPlace, 'root' | 'commit'> & Pick<PolicyRequest, 'consequence' | 'now'>

async function understood(
  found: Found | 'none',
  notices: readonly Notice[],
  { root, commit, consequence, now }: Known,
  request: Pick<PolicyRequest, 'dir'>,
): Promise<LoadedPolicy> {
  if (found === 'none') {
    return { policy: defaultPolicy, path: '', place: { file: '', text: '', dir: request.dir, root, commit }, notices }
  }
  const { path, shown: file, bytes } = found
  if (!isUtf8(bytes)) {
    const mistake = usageMistake('not-utf8', `${file} is not UTF-8 text`, 'Save it as UTF-8.')
    throw new Problem([{ ...mistake, place: { ...nowhere, file } }], consequence)
  }
  const text = bytes.toString('utf8')
  // It reads YAML, which takes longer to load than most policies to read.
  const { readPolicy } = await import('../baseline/policy/read.ts')
  const read = readPolicy({ file, text }, now)
  if (!read.ok) throw new Problem(read.mistakes, consequence)
  const dir = dirname(path)
  const place = { file, text, dir, root: isBelow(root, dir) ? root : dir, commit }
  return { policy: read.policy, path, place, notices }
}

/** Why there is none comes back as a mistake: in a pull request it does not matter. */
function onDisk(request: PolicyRequest, io: Io): Found | 'none' | Mistake {
  const found =
    request.file === '' ? findPolicy(request.dir) : { path: request.file, read: readNamedPolicy(request.file) }
  if (found === 'none') return 'none'
  const { path, read } = found
  const shown = shownPath(path, io.cwd).replaceAll('\\', '/')
  switch (read.status) {
    case 'bytes':
      return { path: realOf(path), shown, bytes: read.bytes }
    case 'missing':
      return usageMistake('policy-missing', `there is no ${shown}`, 'Name the file of a policy.')
    case 'misspelt':
      return usageMistake('policy-extension', `${shown} would not be read`, `Rename it to ${policyName}.`)
    case 'refused':
      return usageMistake('policy-unreadable', `${shown}: it ${read.why}`, 'A policy is an ordinary file.')
  }
}

/** The named file, else the nearest one above the project, in the base commit. */
async function inBase(
  paths: readonly string[],
  dir: string,
  { base }: PolicyRequest,
  { env, platform }: Io,
): Promise<Found | 'none'> {
  for (const path of paths) {
    const bytes = await readGitBytes({ dir, ref: base, path, env, platform })
    if (bytes !== undefined) return { path: join(dir, path), shown: `${base}:${path}`, bytes }
  }
  return 'none'
}

/** A policy above the project is easily overlooked, and so is one that a pull request brings and that does not count. */
function parentNotices(found: Found | 'none', { dir, file }: PolicyRequest): Notice[] {
  if (found === 'none' || file !== '' || dirname(found.path) === realpathSync(dir)) return []
  return [{ code: 'policy-in-parent', detail: found.shown }]
}

function differenceNotices(
  head: Found | 'none' | Mistake,
  base: Found | 'none',
  { base: ref }: PolicyRequest,
): Notice[] {
  const own = head !== 'none' && 'bytes' in head ? head : 'none'
  if (base === 'none') return own === 'none' ? [] : [{ code: 'policy-not-in-base', detail: `${ref}: ${own.shown}` }]
  const isSame = own !== 'none' && own.path === base.path && own.bytes.equals(base.bytes)
  return isSame ? [] : [{ code: 'policy-of-base', detail: base.shown }]
}

/** Through the links of its folder; neither the file nor the folder need be there. */
function realOf(path: string): string {
  const folder = dirname(path)
  return existsSync(folder) ? join(realpathSync(folder), basename(path)) : path
}

/** What the command line says wins over the file. */
export function withFlags(
  policy: Policy,
  { failOn, minAgeHours }: Pick<ScanOptions, 'failOn' | 'minAgeHours'>,
): Policy {
  return {
    ...policy,
    failOn: failOn === 'unset' ? policy.failOn : failOn,
    minAgeHours: minAgeHours === 'unset' ? policy.minAgeHours : minAgeHours,
  }
}
