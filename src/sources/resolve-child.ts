// Runs in a process of its own, in a folder of its own: npm's arborist makes a tree out of the package.json and lockfile
// that lie there. The only file that knows arborist. Nothing is run, no git and no folder outside is touched; the parent
// bounds its time and memory.
import './resolve-stand-ins.ts'
import Arborist, { type IdealTree } from '@npmcli/arborist'
import { boundResponses } from './bounded-responses.ts'
import { toNpmError } from './npm-error.ts'
import { registryLimits } from './registry-road.ts'
import { reloadOnlyAskers } from './resolve-edges.ts'
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

const forgetTrees = reloadOnlyAskers(Arborist.Node)

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
    forgetTrees()
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

/**
 * For a lockfile of version 3 arborist works out what npm 6 reads and then leaves it out, which takes longer than all the
 * rest of its writing. It starts at the children of the project and uses them for nothing else.
 */
function withoutLegacy({ meta, target }: IdealTree): void {
  const write = meta.toString.bind(meta)
  meta.toString = (options) => {
    const { children } = target
    target.children = new Map()
    const text = write(options)
    target.children = children
    // Only now is it known which version it became.
    return meta.lockfileVersion !== null && meta.lockfileVersion >= 3 ? text : write(options)
  }
}

function isTask(message: unknown): message is ResolveTask {
  return typeof message === 'object' && message !== null && 'path' in message && 'change' in message
}
