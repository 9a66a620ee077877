// Which file of a pack is what, by its name inside the pack: `pack.yml`, `<rule>.yml`, `lists/<list>.yml`,
// `cases/<rule>.yml`. It opens none of them; names come from archives and may be anything.

/** `path` is the file as its user names it. */
export type PackFile = { path: string; text: string }

export type PackFileKind = 'pack' | 'rule' | 'list' | 'cases'

/** `name` is the path inside the pack, with `/`: the same wherever the pack lies. */
export type LaidOut = PackFile & { name: string; kind: PackFileKind }

export const packFile = 'pack.yml'

/** Folders that count; every other one is left alone. */
const folderKinds = { lists: 'list', cases: 'cases' } as const satisfies Record<string, PackFileKind>

export const packFolders: readonly string[] = Object.keys(folderKinds)

/**
 * What is to be done with a file of a pack, by its name inside the pack: a .yaml file is a mistake, since it would look
 * like a rule and never run. Hidden files and everything else are no part of the pack.
 */
export function partOfPack(name: string): 'read' | 'misnamed' | 'ignored' {
  const parts = name.split('/')
  const inFolder = parts.length === 2 && packFolders.includes(parts[0] ?? '')
  const base = parts.at(-1) ?? ''
  if ((parts.length !== 1 && !inFolder) || base.startsWith('.')) return 'ignored'
  if (base.endsWith('.yml')) return 'read'
  return base.endsWith('.yaml') ? 'misnamed' : 'ignored'
}

/** A pack can also be one file: an archive, by its name. */
export function isArchiveName(path: string): boolean {
  return path.endsWith('.tgz') || path.endsWith('.tar.gz')
}

/** The pack begins where its pack.yml lies; without one, in the outermost folder that has a file. */
export function layOut(files: readonly PackFile[]): LaidOut[] {
  const root = rootOf(files.map(({ path }) => slashed(path)))
  return files.map(({ path, text }) => {
    const whole = slashed(path)
    const name = whole.startsWith(root) ? whole.slice(root.length) : baseName(whole)
    return { path, text, name, kind: kindOf(name) }
  })
}

function kindOf(name: string): PackFileKind {
  if (baseName(name) === packFile) return 'pack'
  const [folder = '', file] = name.split('/')
  return file !== undefined && isPackFolder(folder) ? folderKinds[folder] : 'rule'
}

function isPackFolder(name: string): name is keyof typeof folderKinds {
  return Object.hasOwn(folderKinds, name)
}

/** '' or with a slash at its end. */
function rootOf(paths: readonly string[]): string {
  const packs = paths.filter((path) => baseName(path) === packFile)
  const folders = (packs.length > 0 ? packs : paths).map((path) => path.slice(0, path.length - baseName(path).length))
  return folders.toSorted((a, b) => a.length - b.length)[0] ?? ''
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/')
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
