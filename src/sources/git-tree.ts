// All files of one commit, and its parents, as git's own objects have them. It knows no lockfile, and it never asks a
// reference what it means: a pull request can bring references, too.
import { failed, type GitFile, runGit } from './git.ts'

/** `path` from the root of the repository, with `/`. */
export type TreeEntry = { path: string; kind: 'file' | 'link' | 'repository'; digest: string }

/** `ref` is a commit that is there; `dir` is the root. */
export async function listTree(file: Omit<GitFile, 'path'>): Promise<TreeEntry[]> {
  const asked = { ...file, path: '.' }
  const listed = await runGit(asked, ['ls-tree', '-r', '-z', '--full-tree', file.ref])
  if (listed.code !== 0) throw failed(asked, listed.stderr)
  const lines = listed.stdout.toString().split('\0')
  return lines.flatMap((line) => {
    const tab = line.indexOf('\t')
    const [mode = '', type = '', digest = ''] = line.slice(0, tab).split(' ')
    if (tab === -1) return []
    const kind = type !== 'blob' ? 'repository' : mode === '120000' ? 'link' : 'file'
    return [{ path: line.slice(tab + 1), kind, digest }]
  })
}

/** As the commit itself names them, also those that a shallow clone does not have; empty where there is no such commit. */
export async function parentsOf(file: Omit<GitFile, 'path'>): Promise<string[]> {
  const { code, stdout } = await runGit({ ...file, path: '.' }, ['cat-file', 'commit', file.ref])
  if (code !== 0) return []
  const [head = ''] = stdout.toString().split('\n\n', 1)
  return head.split('\n').flatMap((line) => /^parent ([0-9a-f]{40,64})$/.exec(line)?.[1] ?? [])
}

/** Whether the repository has this commit, told by its full digest. */
export async function hasCommit(file: Omit<GitFile, 'path'>): Promise<boolean> {
  const { code, stdout } = await runGit({ ...file, path: '.' }, ['cat-file', '-t', file.ref])
  return code === 0 && stdout.toString().trim() === 'commit'
}
