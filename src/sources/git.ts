// Reads one file of one commit out of a git repository, with the user's own `git`, as data. It knows no lockfile. The
// repository is attacker-controlled: nothing it can configure runs, and nothing is fetched.
import { spawn } from 'node:child_process'
import { statSync } from 'node:fs'
import { devNull } from 'node:os'
import { nowhere, Problem } from '../domain/problem.ts'
import { type Environment, findOnPath } from './user-path.ts'

export { hostedTarballUrl } from './hosted-git.ts'

export type GitFile = {
  /** A folder of the work tree; `path` is seen from here. */
  dir: string
  ref: string
  path: string
  env: Environment
  platform: NodeJS.Platform
}

const maxBytes = 256 * 1024 * 1024
const maxMilliseconds = 60_000

/** git's own protection against hooks, monitors, embedded bare repositories and lazy fetching, all switched on. */
const hardening = [
  ...['-c', `core.hooksPath=${devNull}`],
  ...['-c', 'core.fsmonitor=false'],
  ...['-c', 'safe.bareRepository=explicit'],
  '--no-pager',
  '--no-replace-objects',
  '--literal-pathspecs',
]

/** What git may see of the environment: enough to find its own configuration, nothing that moves the repository. */
const passedOn = [
  'PATH',
  'HOME',
  'XDG_CONFIG_HOME',
  'USERPROFILE',
  'HOMEDRIVE',
  'HOMEPATH',
  'SYSTEMROOT',
  'TMPDIR',
  'TEMP',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_NOSYSTEM',
]

/**
 * The text of `path` in the commit `ref` names; undefined when that commit has no such file. Throws a Problem when
 * there is no git, no repository or no such commit.
 */
export async function readGitFile(file: GitFile): Promise<string | undefined> {
  return (await readGitBytes(file))?.toString()
}

/** The same as bytes: a digest is over bytes. What stands there and is no file is a Problem, too: it is not absent. */
export async function readGitBytes(file: GitFile): Promise<Buffer | undefined> {
  const entry = await findGitEntry(file)
  if (entry === 'none') return undefined
  if (entry.kind === 'file') return readGitEntry(file, entry)
  const message = `${file.path} is no ordinary file at ${file.ref}: it, or a folder above it, is a ${entry.kind}`
  throw problem('git-no-file', message, 'Put an ordinary file in its place: nothing is read through links there.')
}

/**
 * What stands at `path` in the commit. A link above it stands for it: whoever follows links would find something there,
 * so it must not pass for absent.
 */
export async function findGitEntry(file: GitFile): Promise<GitEntry | 'none'> {
  const commit = await commitOf(file)
  const [found] = await listGit(file, commit, [file.path])
  if (found !== undefined) return found
  const folders = file.path.split('/').slice(0, -1)
  if (folders.length === 0) return 'none'
  const above = folders.map((_, index) => folders.slice(0, index + 1).join('/'))
  const entries = await listGit(file, commit, above)
  return entries.find(({ path, kind }) => kind === 'link' && above.includes(path)) ?? 'none'
}

/** What stands at a path of a commit; links (other repositories among them) and folders have no bytes of their own. */
export type GitEntry = { name: string; kind: 'file' | 'folder' | 'link'; digest: string }

/** What lies directly in a folder of the commit; empty where it has no such folder. `path` is '' or has no slash at its end. */
export async function listGitFolder(file: GitFile): Promise<GitEntry[]> {
  const commit = await commitOf(file)
  return listGit(file, commit, [`${file.path === '' ? '.' : file.path}/`])
}

/** `<mode> <type> <digest>\t<path>\0` for each. */
async function listGit(
  file: GitFile,
  commit: string,
  paths: readonly string[],
): Promise<(GitEntry & { path: string })[]> {
  const listed = await runGit(file, ['ls-tree', '-z', commit, '--', ...paths])
  if (listed.code !== 0) throw failed(file, listed.stderr)
  const lines = listed.stdout.toString().split('\0')
  return lines.flatMap((line) => {
    const [facts = '', path = ''] = line.split('\t')
    const [mode = '', type = '', digest = ''] = facts.split(' ')
    const name = path.slice(path.lastIndexOf('/') + 1)
    if (name === '') return []
    const kind = type === 'tree' ? 'folder' : type === 'blob' && mode !== '120000' ? 'file' : 'link'
    return [{ path, name, kind, digest }]
  })
}

/** The bytes of an entry of `listGitFolder`. */
export async function readGitEntry(file: GitFile, { digest }: GitEntry): Promise<Buffer> {
  const content = await runGit(file, ['cat-file', 'blob', digest])
  if (content.code !== 0) throw failed(file, content.stderr)
  return content.stdout
}

/** The full digest of the commit that `ref` names. */
export async function commitOf(file: GitFile): Promise<string> {
  if (!isRef(file.ref)) {
    const message = `${JSON.stringify(file.ref)} is not a git reference`
    throw problem('invalid-git-ref', message, 'Name a branch, tag or commit.')
  }
  const parsed = await runGit(file, ['rev-parse', '--verify', '--end-of-options', `${file.ref}^{commit}`])
  const commit = parsed.stdout.toString().trim()
  if (parsed.code === 0 && /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) return commit
  const inside = await runGit(file, ['rev-parse', '--git-dir'])
  if (inside.code !== 0) throw failed(file, inside.stderr)
  const help = 'Fetch it first (`git fetch origin <branch>`; in GitHub Actions `fetch-depth: 0` for actions/checkout).'
  throw problem('unknown-git-ref', `this repository has no commit ${JSON.stringify(file.ref)}`, help)
}

/** Nothing git could take for an option, a path or a range; git itself says whether it names a commit. */
function isRef(ref: string): boolean {
  return ref !== '' && ref.length <= 1000 && !ref.startsWith('-') && !/[\s:\p{Cc}]/u.test(ref)
}

type Ended = { code: number; stdout: Buffer; stderr: string }

/** What a call may do beyond reading. `variables` join the environment, those that `passesOn` names come from outside. */
export type GitManner = {
  configuration: readonly string[]
  variables: Readonly<Record<string, string>>
  passesOn: readonly string[]
  milliseconds: number
}

const reading: GitManner = {
  configuration: ['-c', 'protocol.allow=never'],
  variables: { GIT_NO_LAZY_FETCH: '1' },
  passesOn: [],
  milliseconds: maxMilliseconds,
}

/** `ref` and `path` are for the words of a failure. */
export function runGit(file: GitFile, parameters: readonly string[], manner: GitManner = reading): Promise<Ended> {
  const git = findGit(file)
  const { configuration, milliseconds } = manner
  return new Promise((resolve, reject) => {
    const child = spawn(git, [...hardening, ...configuration, ...parameters], {
      cwd: file.dir,
      env: environmentFor(file.env, manner),
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: false,
      windowsHide: true,
      timeout: milliseconds,
      killSignal: 'SIGKILL',
    })
    const chunks: Buffer[] = []
    let size = 0
    let stderr = ''
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > maxBytes) child.kill('SIGKILL')
      else chunks.push(chunk)
    })
    child.stderr.on('data', (chunk: Buffer) => {
      if (stderr.length < 4096) stderr += chunk.toString()
    })
    child.on('error', (error) => reject(failed(file, error.message)))
    child.on('close', (code, signal) => {
      if (size > maxBytes) reject(failed(file, `${file.path} has more than ${maxBytes} bytes`))
      else if (signal !== null) reject(failed(file, `git did not answer within ${milliseconds / 1000} s`))
      else resolve({ code: code ?? -1, stdout: Buffer.concat(chunks), stderr })
    })
  })
}

/** Windows would look in the current folder first, so the program is looked up here. */
function findGit(file: GitFile): string {
  const disk = { isFile, realPath: (path: string) => path }
  const names = file.platform === 'win32' ? ['git.exe'] : ['git']
  const git = findOnPath(names, { env: file.env, platform: file.platform, disk })
  if (git === '') throw problem('no-git', 'git is not installed', 'Install git, or give the base lockfile as a file.')
  return git
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}

function environmentFor(env: Environment, { variables, passesOn }: GitManner): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => [...passedOn, ...passesOn].includes(name.toUpperCase()))
  return {
    ...Object.fromEntries(kept),
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    ...variables,
  }
}

export function failed(file: GitFile, said: string): Problem {
  const first = said.trim().split('\n')[0] ?? ''
  return problem('git-failed', `git cannot read ${file.path} at ${file.ref}: ${first}`, 'Try the same with git itself.')
}

function problem(code: string, message: string, help: string): Problem {
  return new Problem([{ code, message, help, place: nowhere }], 'Nothing was scanned.')
}
