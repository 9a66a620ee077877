// What lies in the node_modules folders of a project: npm's own record, and every package folder with the name and
// version that its package.json has. Nothing is loaded from there and no link is followed.
import { existsSync, lstatSync, readdirSync, realpathSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { FoundFolder } from '../domain/installed.ts'
import { parsed, text } from './json-value.ts'
import { type FileText, loadProjectFiles, readInside } from './lockfile/project-files.ts'

const maxManifestBytes = 4 * 1024 * 1024
const maxFolders = 100_000

/** npm writes it after every install; it says what npm believes lies there. */
export function readInstalledRecord(dir: string): FileText {
  return loadProjectFiles(dir).read('node_modules/.package-lock.json')
}

/** `holders` are folders that may have a node_modules: '' is the project itself. */
export function readFolders(dir: string, holders: readonly string[]): FoundFolder[] {
  const found: FoundFolder[] = []
  const waiting = holders.map((holder) => (holder === '' ? 'node_modules' : `${holder}/node_modules`))
  for (let modules = waiting.pop(); modules !== undefined; modules = waiting.pop()) {
    // More than any lockfile may list: one in no list will do.
    if (found.length > maxFolders) return [{ location: modules, link: false, name: '', version: '' }]
    for (const location of packagesIn(dir, modules)) {
      const link = isLink(join(dir, location))
      const manifest = link ? undefined : manifestOf(join(dir, location))
      found.push({ location, link, name: text(manifest, 'name'), version: text(manifest, 'version') })
      if (!link) waiting.push(`${location}/node_modules`)
    }
  }
  return found
}

/** npm writes into these, and removes what it does not know there. */
const npmsOwn: ReadonlySet<string> = new Set(['.bin', '.package-lock.json'])

/**
 * Links where npm expects a folder or a file of its own: it would follow them, and write and remove at their other end.
 * One in the place of a package, or of the project's own node_modules, it takes away by itself. `dir` is a real path.
 */
export function linksInTheWay(dir: string, holders: readonly string[]): string[] {
  const found = holders.filter((holder) => holder !== '' && leavesFolder(dir, holder))
  const waiting = holders
    .filter((holder) => !found.includes(holder))
    .map((holder) => (holder === '' ? 'node_modules' : `${holder}/node_modules`))
  for (let modules = waiting.pop(); modules !== undefined; modules = waiting.pop()) {
    const stat = lstatSync(join(dir, modules), { throwIfNoEntry: false })
    if (stat?.isSymbolicLink() === true && modules !== 'node_modules') found.push(modules)
    if (stat?.isDirectory() !== true) continue
    for (const entry of readdirSync(join(dir, modules), { withFileTypes: true })) {
      const here = `${modules}/${entry.name}`
      const isScope = entry.name.startsWith('@')
      if (entry.isSymbolicLink() && (isScope || npmsOwn.has(entry.name))) found.push(here)
      if (!entry.isDirectory() || entry.name.startsWith('.')) continue
      const packages = isScope ? readdirSync(join(dir, here), { withFileTypes: true }) : []
      const inner = packages.filter((one) => one.isDirectory()).map(({ name }) => `${here}/${name}`)
      waiting.push(...(isScope ? inner : [here]).map((folder) => `${folder}/node_modules`))
    }
  }
  return found
}

function leavesFolder(dir: string, holder: string): boolean {
  const path = join(dir, holder)
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return false
  return !existsSync(path) || !realpathSync(path).startsWith(dir + sep)
}

/** Folders of npm and of tools (`.bin`, `.cache`) hold no package that Node would find by a name. */
function packagesIn(dir: string, modules: string): string[] {
  return namesIn(join(dir, modules)).flatMap((name) => {
    const here = `${modules}/${name}`
    if (name.startsWith('.')) return []
    // A scope that is a link stands for itself: nothing lists it.
    if (!name.startsWith('@') || isLink(join(dir, here))) return [here]
    return namesIn(join(dir, here)).map((inner) => `${here}/${inner}`)
  })
}

function isLink(path: string): boolean {
  return lstatSync(path).isSymbolicLink()
}

function namesIn(folder: string): string[] {
  if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .map(({ name }) => name)
}

function manifestOf(folder: string): unknown {
  const read = readInside(join(folder, 'package.json'), folder, maxManifestBytes)
  return read.status === 'bytes' ? parsed(read.bytes.toString('utf8')) : undefined
}
