// Runs in a process of its own, in a folder of its own: npm's arborist makes a tree out of the package.json and lockfile
// that lie there. The only file that knows arborist. Nothing is run, no git and no folder outside is touched; the parent
// bounds its time and memory.
import Arborist, { type IdealTree } from '@npmcli/arborist'
import { boundResponses } from './bounded-responses.ts'
import { toNpmError } from './npm-error.ts'
import { registryLimits } from './registry-road.ts'
import type { ResolveReply, ResolveTask } from './resolve-request.ts'

/**
 * Over whatever was configured. Scripts and npm's extension files are code. git is cloned and prepared, which runs it.
 * Folders and local tarballs are the project's own, never what a package names.
 */
const neverRun = {
  ignoreScripts: true,
  ignoreExtension: true,
  extensionFile: null,
  allowScripts: null,
  dangerouslyAllowAllScripts: false,
  allowGit: 'none',
  allowFile: 'root',
  allowDirectory: 'root',
  audit: false,
  fund: false,
  progress: false,
  packageLockOnly: true,
  packageLock: true,
  dryRun: false,
  global: false,
} as const

/** arborist's own step after a tree is built, by the name under which it shares it with its tests. */
const save = Symbol.for('saveIdealTree')

process.on('disconnect', () => process.exit())
// Ctrl-C reaches the whole group: the parent decides what becomes of it.
process.on('SIGINT', () => {})
process.on('message', async (message: unknown) => {
  if (isTask(message)) process.send?.(await resolved(message))
})

async function resolved({ path, options, change }: ResolveTask): Promise<ResolveReply> {
  boundResponses(Math.max(registryLimits.maxPackumentBytes, registryLimits.maxTarballBytes))
  const all = { ...options, ...change, ...neverRun, path }
  const home = process.cwd()
  try {
    // A path that is asked for is relative to where npm runs.
    process.chdir(path)
    const arborist = new Arborist({ ...all })
    withoutLegacy(await arborist.buildIdealTree({ ...all }))
    await arborist[save]?.({ ...all })
    return { ok: true }
  } catch (error) {
    return { ok: false, error: toNpmError(error) }
  } finally {
    // The folder is going to be removed.
    process.chdir(home)
  }
}

/** What makes arborist write version 4, as it stands in a lockfile. */
const onlyInVersion4 = ['"patched"', '"packageExtensions', '"npmExtension']

/**
 * For a lockfile of version 3 arborist works out what npm 6 reads and then leaves it out, which takes longer than all the
 * rest of its writing. For version 4 it does not, and writes the same but for that number.
 */
function withoutLegacy({ meta }: IdealTree): void {
  if (meta.lockfileVersion !== 3) return
  const write = meta.toString.bind(meta)
  meta.toString = (options) => {
    meta.lockfileVersion = 4
    const text = write(options)
    meta.lockfileVersion = 3
    // The first of its kind: only the name and version of the project stand before it, and quotes in them are escaped.
    const written = text.replace('"lockfileVersion": 4', '"lockfileVersion": 3')
    // Without blanks it is written otherwise.
    const isSame = written !== text && !onlyInVersion4.some((word) => text.includes(word))
    return isSame ? written : write(options)
  }
}

function isTask(message: unknown): message is ResolveTask {
  return typeof message === 'object' && message !== null && 'path' in message && 'change' in message
}
