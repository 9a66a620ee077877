// Which URL serves a commit of a hosted repository as a tarball (the hosts and URLs of npm's hosted-git-info). Pure
// text: nothing is asked. What stands in a lockfile is attacker-controlled and compared exactly, after parsing.

type Repository = { owner: string; project: string; commit: string }

const hosts: ReadonlyMap<string, (repository: Repository) => string> = new Map([
  ['github.com', ({ owner, project, commit }) => `https://codeload.github.com/${owner}/${project}/tar.gz/${commit}`],
  [
    'gitlab.com',
    ({ owner, project, commit }) =>
      `https://gitlab.com/api/v4/projects/${encodeURIComponent(`${owner}/${project}`)}/repository/archive.tar.gz?sha=${commit}`,
  ],
  ['bitbucket.org', ({ owner, project, commit }) => `https://bitbucket.org/${owner}/${project}/get/${commit}.tar.gz`],
])

/** Shortcuts that npm understands in a package.json, and their hosts. */
const shortcuts: ReadonlyMap<string, string> = new Map([
  ['github:', 'github.com'],
  ['gitlab:', 'gitlab.com'],
  ['bitbucket:', 'bitbucket.org'],
])

const protocols: ReadonlySet<string> = new Set(['git+ssh:', 'git+https:', 'git:', 'ssh:', 'https:'])

/**
 * `git+ssh://git@github.com/o/r.git#<40 hex digits>` and the other forms npm writes. '' when the host is none of ours
 * or when no commit is pinned: a branch is not what was locked.
 */
export function hostedTarballUrl(resolved: string): string {
  if (!URL.canParse(resolved)) return ''
  const url = new URL(resolved)
  const host = shortcuts.get(url.protocol) ?? (protocols.has(url.protocol) && url.port === '' ? url.hostname : '')
  const tarballUrl = hosts.get(host)
  const commit = url.hash.slice(1)
  const repository = repositoryOf(url.pathname, host)
  if (tarballUrl === undefined || repository === undefined || !isCommit(commit)) return ''
  return tarballUrl({ ...repository, commit })
}

/** `/owner/project.git`; only GitLab has groups within groups. */
function repositoryOf(path: string, host: string): { owner: string; project: string } | undefined {
  const parts = path.split('/').filter((part, index) => index > 0 || part !== '')
  const last = parts.pop() ?? ''
  const project = last.endsWith('.git') ? last.slice(0, -'.git'.length) : last
  const depthFits = host === 'gitlab.com' ? parts.length >= 1 : parts.length === 1
  if (!depthFits || ![...parts, project].every(isPlainName)) return undefined
  return { owner: parts.join('/'), project }
}

/** Letters, digits, `.`, `_` and `-`, as the hosts allow: nothing that means something in a URL. */
function isPlainName(part: string): boolean {
  return /^[\w.-]+$/.test(part) && part !== '.' && part !== '..'
}

function isCommit(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text)
}
