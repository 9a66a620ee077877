// Fetches one commit, or the commit a branch or tag points to, from `origin` with the user's own `git`: no hook, no
// submodule, no tag, nothing checked out. Where it comes from and with which credential is the checkout's configuration,
// which is no file of the work tree.
import { type GitFile, type GitManner, runGit } from './git.ts'

export type GitRemote = Omit<GitFile, 'path' | 'ref'> & {
  /** A token and the server it is for; tried where the checkout left no credential behind. '' for none. */
  token: string
  server: string
}

/** `why` completes "it could not be fetched: ...". */
export type Fetching = { ok: true; commit: string } | { ok: false; why: string }

const milliseconds = 120_000

const passesOn = [
  ...['SSH_AUTH_SOCK', 'SSH_AGENT_PID', 'GIT_SSH', 'GIT_SSH_COMMAND', 'GIT_SSL_CAINFO', 'GIT_SSL_CAPATH'],
  ...['SSL_CERT_FILE', 'SSL_CERT_DIR', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY'],
]

/** A programme in place of a server is nobody's checkout. */
const configuration = ['-c', 'protocol.ext.allow=never', '-c', 'fetch.recurseSubmodules=false', '-c', 'gc.auto=0']

const options = ['--no-tags', '--no-recurse-submodules', '--no-auto-maintenance', '--quiet', '--force']

/** Where what is fetched is kept; nothing else in a repository is called so. */
const keptAs = 'refs/cordon/fetched'

/** `wanted`: a full digest, or a full reference such as `refs/heads/main`. */
export async function fetchCommit(remote: GitRemote, wanted: string): Promise<Fetching> {
  const depth = await depthOf(remote)
  const first = await fetchOnce(remote, wanted, depth, {})
  if (first.ok || remote.token === '' || !isWebServer(remote.server)) return first
  const second = await fetchOnce(remote, wanted, depth, credential(remote))
  return second.ok ? second : first
}

/** Whether `origin` is `owner/name`, on whatever server and by whatever way. */
export async function isOriginOf(remote: GitRemote, repository: string): Promise<boolean> {
  const { code, stdout } = await runGit({ ...remote, ref: 'HEAD', path: '.' }, ['remote', 'get-url', 'origin'])
  const steps = stdout
    .toString()
    .trim()
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .split(/[/:]/)
  return code === 0 && steps.slice(-2).join('/').toLowerCase() === repository.toLowerCase()
}

/** To ask a whole clone for one commit would cut its history there, for every later step. */
async function depthOf(remote: GitRemote): Promise<readonly string[]> {
  const file: GitFile = { ...remote, ref: 'HEAD', path: '.' }
  const { stdout } = await runGit(file, ['rev-parse', '--is-shallow-repository'])
  return stdout.toString().trim() === 'false' ? [] : ['--depth=1']
}

async function fetchOnce(
  remote: GitRemote,
  wanted: string,
  depth: readonly string[],
  variables: GitManner['variables'],
): Promise<Fetching> {
  const file: GitFile = { ...remote, ref: wanted, path: '.' }
  const manner: GitManner = { configuration, variables, passesOn, milliseconds }
  const fetched = await runGit(file, ['fetch', ...options, ...depth, 'origin', `+${wanted}:${keptAs}`], manner)
  if (fetched.code !== 0) return { ok: false, why: firstLine(fetched.stderr) }
  const parsed = await runGit(file, ['rev-parse', '--verify', '--end-of-options', `${keptAs}^{commit}`])
  const commit = parsed.stdout.toString().trim()
  if (parsed.code === 0 && /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) return { ok: true, commit }
  return { ok: false, why: firstLine(parsed.stderr) }
}

/** Through the environment: a command line can be read by every process. An empty value first takes back earlier ones. */
function credential({ token, server }: GitRemote): GitManner['variables'] {
  const key = `http.${server.replace(/\/+$/, '')}/.extraheader`
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64')
  return {
    GIT_CONFIG_COUNT: '2',
    GIT_CONFIG_KEY_0: key,
    GIT_CONFIG_VALUE_0: '',
    GIT_CONFIG_KEY_1: key,
    GIT_CONFIG_VALUE_1: `AUTHORIZATION: basic ${basic}`,
  }
}

function isWebServer(server: string): boolean {
  return URL.canParse(server) && ['https:', 'http:'].includes(new URL(server).protocol)
}

function firstLine(text: string): string {
  return (text.trim().split('\n')[0] ?? '').slice(0, 300) || 'git gave no reason'
}
