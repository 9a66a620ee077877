// Where a module's name or a path in an install program leads: own files, other packages, out of the package, or nowhere.
// Every file that Node might take counts, since the order in which it tries them depends on what is there.
import { isBuiltin } from 'node:module'
import { folderOf, joinInside } from '../../domain/package-path.ts'
import { quietPackages } from './install-tools.ts'
import { addOpen, readEverything, type Walk } from './install-walk.ts'
import { resolveFile } from './package-files.ts'

const own = '<own>'
const endings = ['', '.js', '.json', '.node', '.cjs', '.mjs', '.ts', '/index.js', '/index.json', '/index.node']

/** What `require` or `import` is given in the file at `path`. */
export function readLoad(walk: Walk, text: string, path: string): void {
  if (text === '' || text.startsWith('data:')) addOpen(walk, 'runs-text', path)
  else if (isBuiltin(text)) return
  else if (text.startsWith(own)) loadFrom(walk, folderOf(path), text.slice(own.length), path)
  else if (text === '.' || text === '..' || text.startsWith('./') || text.startsWith('../')) {
    loadFrom(walk, folderOf(path), text, path)
  } else if (text.startsWith('#')) addOpen(walk, 'self-reference', path)
  else if (/^[a-zA-Z]:|^[/~<\\]/.test(text) || text.includes(':')) addOpen(walk, 'outside-package', path)
  else {
    const name = packageNameIn(text)
    if (name === walk.source.files.manifest.name) addOpen(walk, 'self-reference', path)
    else {
      walk.packages.add(name)
      if (!quietPackages.has(name)) readEverything(walk)
    }
  }
}

function loadFrom(walk: Walk, folder: string, specifier: string, path: string): void {
  const target = joinInside(folder, specifier.startsWith('/') ? `.${specifier}` : specifier)
  if (target === undefined) {
    addOpen(walk, 'outside-package', path)
    return
  }
  const { files } = walk.source
  const found = endings.flatMap((ending) => pathsLike(walk, `${target}${ending}`))
  const resolved = resolveFile(files, '', target === '' ? '.' : target)
  if (resolved !== '') found.push(resolved)
  if (found.length === 0) addOpen(walk, 'missing-file', path)
  for (const one of found) walk.files.add(one)
}

/** A path that is read in the program at `path`; the program is started in the package's folder. */
export function readPath(walk: Walk, text: string, path: string): void {
  if (text.startsWith('~') || text.startsWith('<temp>') || /^(?:\/|[a-zA-Z]:)/.test(text)) return
  const isOwn = text.startsWith(own)
  const rest = isOwn ? text.slice(own.length) : text
  const target = joinInside(isOwn ? folderOf(path) : '', rest.startsWith('/') ? `.${rest}` : rest)
  if (target === undefined) addOpen(walk, 'outside-package', path)
  else if (target === '') readEverything(walk)
  else {
    if (target === 'package.json') walk.fields.add('*')
    for (const file of filesBelow(walk, target)) walk.data.add(file)
  }
}

/** A file, or all files of a folder; none where there is nothing yet: what the package does not bring is no input. */
export function filesBelow({ source }: Walk, target: string): string[] {
  const wanted = caseless(target)
  return [...spellingsIn(source)].flatMap(([path, spelled]) => (`${path}/`.startsWith(`${wanted}/`) ? spelled : []))
}

/** Paths that are this one where case does not count, as on macOS and Windows. */
export function pathsLike({ source }: Walk, target: string): readonly string[] {
  return spellingsIn(source).get(caseless(target)) ?? []
}

/** One per package: every module that is loaded asks. */
const spellings = new WeakMap<ReadonlyMap<string, Buffer>, ReadonlyMap<string, readonly string[]>>()

/** Paths by how macOS and Windows compare them; several are one file there, and the last in the tarball wins. */
export function spellingsIn({ files: { bytes } }: Walk['source']): ReadonlyMap<string, readonly string[]> {
  const known = spellings.get(bytes) ?? Map.groupBy(bytes.keys(), caseless)
  spellings.set(bytes, known)
  return known
}

/** Without case, accents in one form. */
function caseless(path: string): string {
  return path.normalize('NFD').toLowerCase().toUpperCase()
}

/** `@s/n/sub` -> `@s/n`, `n/sub` -> `n`. */
function packageNameIn(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}
