// Whose a command or a package is, seen from a place in the tree, by the lockfile alone: npm puts the `.bin` folder of the
// package and those of all folders above it before everything else, and Node looks for packages in the same order.
import { isOwnCode, type LockedPackage } from '../domain/locked.ts'
import type { Contents } from '../domain/release.ts'
import {
  approvalOf,
  hasInstallScripts,
  type Owner,
  type Owners,
  type ScriptApproval,
} from '../facts/script-approval.ts'
import { boundBytes } from './bound-bytes.ts'
import type { Tree } from './tree.ts'

/** `contents` are those of `locked`, which sits at its `location`. */
export function scriptApproval(locked: LockedPackage, contents: Contents, tree: Tree): ScriptApproval {
  return approvalOf(contents, locked.kind, boundBytes(locked, { tree }), ownersFor(locked, tree))
}

/** For exceptions that are bound to scripts; '' where there are none, or nothing pins them. */
export function scriptDigestOf(locked: LockedPackage, contents: Contents, tree: Tree): string {
  return hasInstallScripts(contents, locked.kind) ? scriptApproval(locked, contents, tree).digest : ''
}

export function ownersFor(locked: LockedPackage, tree: Tree): Owners {
  const folders = foldersAbove(locked.location)
  const index = indexOf(tree)
  const first = (found: (folder: string) => readonly LockedPackage[] | undefined): Owner => {
    for (const folder of folders) {
      const [one, ...more] = found(folder) ?? []
      if (one === undefined) continue
      if (more.length > 0) return { status: 'several' }
      return one.location === locked.location ? { status: 'itself' } : toOwner(one, tree)
    }
    return { status: 'nobody' }
  }
  return {
    above: folders.slice(1).flatMap((folder) => (index.places.get(folder) ?? []).map((one) => toOwner(one, tree))),
    program: (name) => first((folder) => index.bins.get(keyOf(folder, name))),
    module: (name) =>
      first((folder) => index.places.get(folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`)),
  }
}

/** The folder itself first, the project's root last. */
function foldersAbove(location: string): string[] {
  const parts = location.split('/')
  return Array.from({ length: parts.length + 1 }, (_, index) => parts.slice(0, parts.length - index).join('/')).filter(
    (folder) => folder !== 'node_modules' && !folder.endsWith('/node_modules'),
  )
}

/** The project's own code may change as it likes: whoever changes it could change anything. */
function toOwner(one: LockedPackage, tree: Tree): Owner {
  return { status: 'package', name: one.name, bytes: isOwnCode(one) ? 'own' : boundBytes(one, { tree }) }
}

type Index = {
  /** By folder and command. */
  bins: ReadonlyMap<string, readonly LockedPackage[]>
  /** By location. */
  places: ReadonlyMap<string, readonly LockedPackage[]>
}

/** One per tree: many packages ask. */
const indexes = new WeakMap<Tree, Index>()

function indexOf(tree: Tree): Index {
  const known = indexes.get(tree)
  if (known !== undefined) return known
  const all = [...tree.byInstalledName.values()].flat()
  const bins = new Map<string, LockedPackage[]>()
  for (const one of all) {
    const folder = one.location.slice(0, Math.max(0, one.location.lastIndexOf('node_modules/') - 1))
    for (const bin of one.bins) {
      const key = keyOf(folder, bin)
      const found = bins.get(key)
      if (found === undefined) bins.set(key, [one])
      else found.push(one)
    }
  }
  const index = { bins, places: Map.groupBy(all, ({ location }) => location) }
  indexes.set(tree, index)
  return index
}

function keyOf(folder: string, name: string): string {
  return JSON.stringify([folder, name])
}
