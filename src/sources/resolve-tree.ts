// What npm would make of a project: its next package.json and lockfile, resolved by npm's own code in a scratch folder
// that holds texts and nothing else. The project itself is neither read nor written here, and nothing is run.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { asInert, withOwnScripts } from './inert-manifest.ts'
import { toResolution } from './resolve-failure.ts'
import { type ResolveProcess, startResolveProcess } from './resolve-process.ts'
import type { Resolution, Resolved, ResolveRequest, ResolveTask, Unresolvable } from './resolve-request.ts'

/** Milliseconds: a tree of two thousand packages from an empty cache takes a minute on a slow line. */
export const longestResolve = 180_000

/** `from` is a process that somebody else started, and ends; without it there is one for this alone. */
export async function resolveTree(
  request: ResolveRequest,
  interrupt: AbortSignal,
  from?: ResolveProcess,
): Promise<Resolution> {
  const extension = configuredExtension(request)
  if (extension !== undefined) return { status: 'unresolvable', why: extension }
  const process = from ?? startResolveProcess()
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'cordon-resolve-')))
  const remove = () => rmSync(scratch, { recursive: true, force: true })
  // Ctrl-C ends everything in the same turn: nothing that comes later would be run.
  interrupt.addEventListener('abort', remove)
  try {
    const project = stage(scratch, request)
    const reply = await process.ask(toTask(project, request), request.longest)
    if (reply.ok === 'no') return { status: 'unchecked', why: reply.why }
    return reply.ok ? { status: 'resolved', value: written(project, request) } : toResolution(reply.error)
  } finally {
    if (from === undefined) process.kill()
    remove()
    interrupt.removeEventListener('abort', remove)
  }
}

/** npm's resolving with the project's own code in it is another one, and that code is never run here. */
function configuredExtension({ settings }: ResolveRequest): Unresolvable | undefined {
  const spec = 'extension-file'
  const isSet = settings.notices.some(({ code, detail }) => code === 'npmrc-executable-ignored' && detail === spec)
  return isSet ? { code: 'extension-configured', name: '', spec, requiredBy: '', detail: '', versions: [] } : undefined
}

/** The project's folder lies deep enough for every `../` of its files to stay inside. */
function stage(scratch: string, { manifest, lockfile, files }: ResolveRequest): string {
  const depth = Math.max(0, ...[...files.keys()].map((path) => path.split('/').filter((part) => part === '..').length))
  const project = join(scratch, ...Array.from({ length: depth + 1 }, () => 'p'))
  mkdirSync(project, { recursive: true })
  writeFileSync(join(project, 'package.json'), asInert(manifest === '' ? '{}\n' : manifest))
  if (lockfile !== '') writeFileSync(join(project, 'package-lock.json'), lockfile)
  for (const [path, content] of files) {
    const file = join(project, ...path.split('/'))
    if (!file.startsWith(scratch)) throw new Error(`${path} leaves the scratch folder`)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, typeof content === 'string' && isManifest(path) ? asInert(content) : content)
  }
  return project
}

function toTask(path: string, request: ResolveRequest): ResolveTask {
  const { settings, options, before, complete, add, remove, update, save, saveAs, saveBundle } = request
  const { workspaces, includeWorkspaceRoot } = request
  return {
    path,
    options: {
      ...settings.fetchOptions,
      ...settings.treeOptions,
      ...options,
      offline: settings.offline,
      ...(before !== 'unset' && { before: new Date(before) }),
    },
    change: {
      add: [...add],
      rm: [...remove],
      ...(update !== 'none' && { update: update === 'all' ? true : { names: [...update] } }),
      complete,
      save,
      saveBundle,
      ...(saveAs !== 'unset' && { saveType: saveAs }),
      workspaces: [...workspaces],
      includeWorkspaceRoot,
    },
  }
}

function written(project: string, { manifest, files }: ResolveRequest): Resolved {
  const read = (path: string) => readFileSync(join(project, ...path.split('/')), 'utf8')
  const manifests = [...files].flatMap(([path, source]) => {
    if (!isManifest(path) || typeof source !== 'string') return []
    const text = withOwnScripts(read(path), source)
    return text === source ? [] : [[path, text] as const]
  })
  const own = read('package.json')
  return {
    manifest: manifest === '' ? own : withOwnScripts(own, manifest),
    lockfile: existsSync(join(project, 'package-lock.json')) ? read('package-lock.json') : '',
    manifests: new Map(manifests),
  }
}

function isManifest(path: string): boolean {
  return path.endsWith('/package.json')
}
