// Real git repositories: commits written as a test says them, a bare origin that is served like GitHub's, and the checkout
// that actions/checkout would make of it. It knows no package and no API.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type GitServer, serveGit } from './git-http.ts'

/** Path to content; `{ link }` is a symbolic link to that path. */
export type Tree = Readonly<Record<string, string | Uint8Array | { link: string }>>

export type Repository = {
  /** `owner/name`. */
  name: string
  /** `http://127.0.0.1:<port>`. */
  origin: string
  requests: GitServer['requests']
  /** Nobody's folder but this repository's: for what belongs beside it. */
  folder: string
  /** Writes a commit with exactly this tree and moves `ref` to it; gives its digest. */
  commit: (ref: string, tree: Tree, parents?: readonly string[]) => Promise<string>
  /** As actions/checkout does it: `depth` commits of `sha`, 0 for all of everything. */
  checkout: (sha: string, ref: string, depth?: number) => Promise<string>
  close: () => Promise<void>
  [Symbol.asyncDispose]: () => Promise<void>
}

/** A git that knows no configuration but the repository's own, and always the same person and moment. */
const environment = {
  PATH: process.env.PATH ?? '',
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  LC_ALL: 'C',
}
const person = 'ada <ada@example.test> 1774915200 +0000'

/** Throws what git said when it fails. Not synchronous: the server that it may ask lives in this process. */
export async function git(folder: string, args: readonly string[], input: string | Uint8Array = ''): Promise<string> {
  const child = spawn('git', args, { cwd: folder, env: environment, timeout: 60_000 })
  const out: Buffer[] = []
  const said: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    // A git that asks for nothing does not read what it is given; its exit code says how it went.
    child.stdin.on('error', () => {})
    child.on('close', resolve)
    child.stdin.end(input)
  })
  if (code !== 0) throw new Error(`git ${args.join(' ')}: ${Buffer.concat(said)}`)
  return Buffer.concat(out).toString()
}

export async function createRepository(name: string, token: string): Promise<Repository> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'cordon-action-')))
  const origin = join(folder, name)
  mkdirSync(origin, { recursive: true })
  await git(origin, ['init', '--quiet', '--bare', '--initial-branch=main'])
  await git(origin, ['config', 'uploadpack.allowAnySHA1InWant', 'true'])
  await git(origin, ['config', 'http.receivepack', 'false'])
  const server = await serveGit(folder, token)
  const close = async () => {
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  }
  let checkouts = 0
  return {
    name,
    origin: server.origin,
    requests: server.requests,
    folder,
    commit: async (ref, tree, parents = []) => {
      await git(origin, ['fast-import', '--quiet', '--force', '--date-format=raw'], stream(ref, tree, parents))
      return (await git(origin, ['rev-parse', ref])).trim()
    },
    checkout: async (sha, ref, depth = 1) => {
      const workspace = join(folder, `work-${++checkouts}`, 'workspace')
      mkdirSync(workspace, { recursive: true })
      await checkOut(workspace, `${server.origin}/${name}`, { token, sha, ref, depth })
      return workspace
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** git-fast-import(1): everything anew, so that a tree is exactly what the test says. */
function stream(ref: string, tree: Tree, parents: readonly string[]): Uint8Array {
  const parts: Uint8Array[] = []
  const say = (text: string) => parts.push(Buffer.from(`${text}\n`))
  const data = (bytes: Uint8Array) => {
    say(`data ${bytes.length}`)
    parts.push(bytes, Buffer.from('\n'))
  }
  const [first, ...others] = parents
  say(`reset ${ref}`)
  say(`commit ${ref}`)
  say(`committer ${person}`)
  data(Buffer.from('a commit of the test'))
  if (first !== undefined) say(`from ${first}`)
  for (const parent of others) say(`merge ${parent}`)
  say('deleteall')
  for (const [path, content] of Object.entries(tree)) {
    const isLink = typeof content === 'object' && 'link' in content
    say(`M ${isLink ? '120000' : '100644'} inline ${JSON.stringify(path)}`)
    data(isLink ? Buffer.from(content.link) : Buffer.from(content))
  }
  say('done')
  return Buffer.concat(parts)
}

type Wanted = { token: string; sha: string; ref: string; depth: number }

/** The commands of actions/checkout, with the credentials it leaves behind for later steps. */
async function checkOut(workspace: string, url: string, { token, sha, ref, depth }: Wanted): Promise<void> {
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64')
  const local = ref.startsWith('refs/pull/') ? ref.replace('refs/', 'refs/remotes/') : 'refs/remotes/origin/main'
  await git(workspace, ['init', '--quiet', '--initial-branch=main'])
  await git(workspace, ['remote', 'add', 'origin', url])
  await git(workspace, ['config', '--local', 'gc.auto', '0'])
  await git(workspace, [
    'config',
    '--local',
    `http.${new URL(url).origin}/.extraheader`,
    `AUTHORIZATION: basic ${basic}`,
  ])
  const all = ['+refs/heads/*:refs/remotes/origin/*', '+refs/tags/*:refs/tags/*']
  const what = depth === 0 ? [...all, `+${sha}:${local}`] : [`--depth=${depth}`, `+${sha}:${local}`]
  await git(workspace, ['-c', 'protocol.version=2', 'fetch', '--quiet', '--no-tags', '--prune', 'origin', ...what])
  await git(workspace, ['checkout', '--quiet', '--force', '--detach', local])
}
