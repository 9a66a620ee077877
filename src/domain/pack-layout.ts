// Which file of a pack is what, by its name inside the pack: `pack.yml`, `<rule>.yml`, `lists/<list>.yml`,
// `cases/<rule>.yml`. It opens none of them.

/** `path` is the file as its user names it. */
export type PackFile = { path: string; text: string }

export type PackFileKind = 'pack' | 'rule' | 'list' | 'cases'

/** `name` is the path inside the pack, with `/`: the same wherever the pack lies. */
export type LaidOut = PackFile & { name: string; kind: PackFileKind }

export const packFile = 'pack.yml'

/** Folders of a pack, by name; anything else in it is ignored as data. */
export const packFolders = { lists: 'list', cases: 'cases' } as const satisfies Record<string, PackFileKind>

/** The pack begins where its pack.yml lies; without one, where most of its files can. */
export function layOut(files: readonly PackFile[]): LaidOut[] {
  const slashed = files.map((file) => ({ ...file, path: file.path.replaceAll('\\', '/') }))
  const root = rootOf(slashed.map(({ path }) => path))
  return slashed.map(({ path }, index) => {
    const name = path.startsWith(root) ? path.slice(root.length) : baseName(path)
    const file = files[index] ?? { path, text: '' }
    return { ...file, name, kind: kindOf(name) }
  })
}

function kindOf(name: string): PackFileKind {
  if (baseName(name) === packFile) return 'pack'
  const [folder = ''] = name.split('/')
  return name.includes('/') && isPackFolder(folder) ? packFolders[folder] : 'rule'
}

function isPackFolder(name: string): name is keyof typeof packFolders {
  return Object.hasOwn(packFolders, name)
}

/** The shallowest folder; that of pack.yml where there is one. '' or with a slash at its end. */
function rootOf(paths: readonly string[]): string {
  const packs = paths.filter((path) => baseName(path) === packFile)
  const folders = (packs.length > 0 ? packs : paths).map((path) => path.slice(0, path.length - baseName(path).length))
  return folders.toSorted((a, b) => a.length - b.length)[0] ?? ''
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
