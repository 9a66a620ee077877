// Paths inside a package as npm reads them from a manifest: `/`-separated, without `./`, and never out of the package.
// Pure text: no disk, and no knowledge of which files exist.

/** `\` counts as `/`, and `..` stops at the package's root. '' stands for the root itself. */
export function insidePackage(path: string): string {
  const kept: string[] = []
  for (const part of partsOf(path)) {
    if (part === '..') kept.pop()
    else if (part !== '' && part !== '.') kept.push(part)
  }
  return kept.join('/')
}

/** Where `path` leads from `folder`; `undefined` when it leads out of the package. '' stands for the root. */
export function joinInside(folder: string, path: string): string | undefined {
  const kept = folder === '' ? [] : folder.split('/')
  for (const part of partsOf(path)) {
    if (part === '..' && kept.pop() === undefined) return undefined
    if (part !== '' && part !== '.' && part !== '..') kept.push(part)
  }
  return kept.join('/')
}

function partsOf(path: string): string[] {
  return path.replaceAll('\\', '/').split('/')
}

/** The last part of a path, '' for none. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** The folder of a path inside a package, '' for the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** What follows the last dot of the file name, lower case; '' for none and for dot files. */
export function extensionOf(path: string): string {
  const name = baseName(path)
  const dot = name.lastIndexOf('.')
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase()
}
