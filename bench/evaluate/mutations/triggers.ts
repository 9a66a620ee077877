// The same payload, run by something else, or later: scripts, gyp, the build of a git dependency, loading, a first call.
import { type Alone, alone, textAt } from './alone.ts'
import { asGyp, asScript, onFirstCall, onLoad } from './attach.ts'
import { type Delay, delays, delayed as withDelay } from './delays.ts'
import { chanceOf, type Mutation, pick } from './mutation.ts'
import {
  changedParts,
  codeFiles,
  codeParts,
  type Files,
  isSkip,
  type JsonObject,
  manifestOf,
  objectAt,
  type Replay,
  type Skip,
  type Trigger,
  withManifest,
} from './replay.ts'

/** `trigger`: '' for one that no payload has yet. */
function toTrigger(id: string, says: string, trigger: Trigger | '', attach: (own: Alone) => Files | Skip): Mutation {
  return {
    id,
    says,
    apply: (replay) => {
      const parts = codeParts(replay)
      if (parts.length > 0 && parts.every(({ payload }) => payload.trigger === trigger)) {
        return Promise.resolve({ skip: 'it runs that way already' })
      }
      return changedParts(replay, parts, async (part) => {
        const own = alone(part)
        if ('skip' in own) return own
        const files = attach(own)
        if (isSkip(files)) return files
        return { files, payload: { ...part.payload, files: Object.keys(own.own), trigger: trigger || 'import' } }
      })
    },
  }
}

export const toPreinstall = toTrigger('to-preinstall', 'a preinstall script runs the payload', 'preinstall', (own) =>
  asScript(own, 'preinstall'),
)
export const toPostinstall = toTrigger(
  'to-postinstall',
  'a postinstall script runs the payload',
  'postinstall',
  (own) => asScript(own, 'postinstall'),
)
export const toGyp = toTrigger('to-gyp', 'a gyp input runs the payload', 'gyp', asGyp)
export const toImport = toTrigger('to-import', 'the main file loads the payload', 'import', onLoad)
export const toFirstCall = toTrigger('to-first-call', 'the first call of an export runs the payload', '', onFirstCall)

export const toGitPrepare: Mutation = {
  id: 'to-git-prepare',
  says: 'the payload is in a commit that is a new optional dependency, and runs when npm builds that',
  apply: async (replay) => {
    const chance = chanceOf(replay.id, 'to-git-prepare')
    const name = `@internal-${chance(900) + 100}/setup`
    const commit = Array.from({ length: 40 }, () => chance(16).toString(16)).join('')
    const url = `git+https://git.example.test/fork/setup.git#${commit}`
    const made = await changedParts(replay, codeParts(replay), async (part) => {
      const own = alone(part)
      if ('skip' in own) return own
      const manifest = manifestOf(own.honest)
      const optional: JsonObject = { ...objectAt(manifest, 'optionalDependencies'), [name]: url }
      const files = withManifest(own.honest, { ...manifest, optionalDependencies: optional })
      return { files, payload: { ...part.payload, files: [], trigger: 'prepare' } }
    })
    if ('skip' in made) return made
    return withLockEntry(made, `node_modules/${name}`, { set: { version: '1.0.0', resolved: url, optional: true } })
  },
}

export function withLockEntry(replay: Replay, location: string, entry: string | { set: JsonObject }): Replay {
  return { ...replay, lock: { ...replay.lock, tree: { ...replay.lock.tree, [location]: entry } } }
}

export const delayed: Mutation = {
  id: 'delayed',
  says: 'the payload waits: for a time, a date or a variable',
  apply: (replay) =>
    changedParts(replay, codeParts(replay), async (part) => {
      const kind: Delay = pick(chanceOf(replay.id, 'delayed', part.payload.release), delays)
      let { files } = part
      let count = 0
      for (const path of codeFiles(part)) {
        const old = part.before?.files ?? {}
        const made = withDelay(path, textAt(files, path), textAt(old, path), kind, replay.now)
        if (typeof made === 'string') {
          files = { ...files, [path]: made }
          count += 1
        }
      }
      return count === 0 ? { skip: 'the payload is part of an honest function' } : { files }
    }),
}
