// Finds the user's own programs on the PATH: never those of a project. It asks what is on disk only through `Disk`.
import { posix, win32 } from 'node:path'

export type Environment = Readonly<Record<string, string | undefined>>

/** What is looked at on disk. `realPath` follows links; both answer for files only. */
export type Disk = { isFile: (path: string) => boolean; realPath: (path: string) => string }

export type PathSearch = { env: Environment; platform: NodeJS.Platform; disk: Disk }

/** The first file of one of these names, '' for none. */
export function findOnPath(names: readonly string[], search: PathSearch): string {
  const path = pathRules(search.platform)
  for (const folder of foldersOnPath(search)) {
    for (const name of names) {
      const file = path.join(folder, name)
      if (search.disk.isFile(file)) return file
    }
  }
  return ''
}

/**
 * The absolute folders of PATH. Without `node_modules/.bin`, which npm puts first and a project fills; a relative folder
 * means another program in every directory, so it counts as a project's as well.
 */
function foldersOnPath({ env, platform }: PathSearch): string[] {
  const path = pathRules(platform)
  const folders = variable(env, 'PATH', platform).split(path.delimiter)
  return folders.filter((folder) => path.isAbsolute(folder) && !isBinFolder(folder, platform))
}

export function pathRules(platform: NodeJS.Platform): typeof posix {
  return platform === 'win32' ? win32 : posix
}

/** An environment variable; Windows does not tell `Path` from `PATH`. '' when unset. */
export function variable(env: Environment, name: string, platform: NodeJS.Platform): string {
  if (platform !== 'win32') return env[name] ?? ''
  const found = Object.entries(env).find(([key]) => key.toUpperCase() === name.toUpperCase())
  return found?.[1] ?? ''
}

function isBinFolder(folder: string, platform: NodeJS.Platform): boolean {
  const path = pathRules(platform)
  const normal = path.resolve(folder)
  return path.basename(normal) === '.bin' && path.basename(path.dirname(normal)) === 'node_modules'
}
