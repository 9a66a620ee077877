// Where a path lies in a repository as it is written. In a pull request every link of the work tree is the pull request's
// own word: to follow one would let it choose which file of the base commit counts.
import { existsSync, lstatSync, realpathSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'

export type WrittenPath =
  /** Seen from the repository's root, with `/`; '' for the root itself. */
  | { status: 'inside'; path: string }
  | { status: 'outside' }
  /** The way to it goes through a link of the repository, or leads into it from elsewhere. */
  | { status: 'linked'; link: string }

/**
 * `root`: of the repository, its real path; to the root itself the user's links may lead. `path` is absolute and need not
 * be there; whether it is a link itself makes no difference inside.
 */
export function writtenIn(root: string, path: string): WrittenPath {
  const steps = stepsTo(path)
  const start = steps.find((step) => realOf(step) === root)
  if (start === undefined) return leadsInto(root, path) ? { status: 'linked', link: path } : { status: 'outside' }
  const link = linkBelow(start, dirname(path))
  return link === '' ? { status: 'inside', path: slashed(relative(start, path)) } : { status: 'linked', link }
}

/**
 * The first link on the way from the outermost repository around it to `folder`, '' for none. The innermost would not do:
 * a pull request can make a folder a link to a repository inside its own.
 */
export function linkInRepository(folder: string): string {
  const outermost = stepsTo(folder).find((step) => existsSync(join(step, '.git')))
  return outermost === undefined ? '' : linkBelow(outermost, folder)
}

/** Whether what is there lies in `root`, through all links. */
export function leadsInto(root: string, path: string): boolean {
  const there = stepsTo(path).findLast((step) => existsSync(step))
  return there !== undefined && isBelow(root, realOf(there))
}

/** By the text alone. */
export function isBelow(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep)
}

function linkBelow(start: string, folder: string): string {
  const steps = stepsTo(folder).filter((step) => step !== start && isBelow(start, step))
  return steps.find((step) => lstatSync(step, { throwIfNoEntry: false })?.isSymbolicLink() === true) ?? ''
}

/** Every folder above it, the outermost first, and the path itself. */
function stepsTo(path: string): string[] {
  const steps = [path]
  for (let at = path; dirname(at) !== at; ) {
    at = dirname(at)
    steps.unshift(at)
  }
  return steps
}

function realOf(path: string): string {
  return existsSync(path) ? realpathSync(path) : ''
}

function slashed(path: string): string {
  return path.split(sep).join('/')
}
