// Which npm and which Node the user has: where npm's builtin configuration and its global prefix come from. The npm is
// looked at, never run. It must not be the Node that runs cordon: that one may be pinned inside a project.
import { findOnPath, type PathSearch, pathRules, variable } from './user-path.ts'

/** Both are '' when not found. */
export type UserNpm = {
  /** npm's own folder, which may hold a builtin `npmrc`. */
  npmPath: string
  /** The Node that runs npm; npm derives its global prefix from it. */
  nodePath: string
}

/**
 * `npm run` and `npx` say which npm and Node they are; else the first ones on the PATH. What other package managers set
 * as `npm_execpath` is no npm and does not count, nor does a version manager's shim, whose npm only it can find.
 */
export function findUserNpm(search: PathSearch): UserNpm {
  const running = variable(search.env, 'npm_execpath', search.platform)
  const npmPath = npmPathOf(running, search)
  if (npmPath === '') return { npmPath: npmPathOnPath(search), nodePath: nodeOnPath(search) }
  const node = variable(search.env, 'npm_node_execpath', search.platform)
  return { npmPath, nodePath: isAbsoluteFile(node, search) ? search.disk.realPath(node) : nodeOnPath(search) }
}

function npmPathOnPath(search: PathSearch): string {
  if (search.platform !== 'win32') return npmPathOf(findOnPath(['npm'], search), search)
  const path = pathRules(search.platform)
  const script = findOnPath(['npm.cmd'], search)
  if (script === '') return ''
  return npmPathOf(path.join(path.dirname(script), 'node_modules', 'npm', 'bin', 'npm-cli.js'), search)
}

function nodeOnPath(search: PathSearch): string {
  const node = findOnPath([search.platform === 'win32' ? 'node.exe' : 'node'], search)
  return node === '' ? '' : search.disk.realPath(node)
}

/** `<npm>/bin/npm-cli.js`, or a link to it, is npm; '' for anything else. */
function npmPathOf(script: string, search: PathSearch): string {
  if (!isAbsoluteFile(script, search)) return ''
  const path = pathRules(search.platform)
  const real = search.disk.realPath(script)
  const bin = path.dirname(real)
  const isNpm = ['npm-cli.js', 'npx-cli.js'].includes(path.basename(real)) && path.basename(bin) === 'bin'
  return isNpm ? path.dirname(bin) : ''
}

function isAbsoluteFile(file: string, search: PathSearch): boolean {
  return file !== '' && pathRules(search.platform).isAbsolute(file) && search.disk.isFile(file)
}
