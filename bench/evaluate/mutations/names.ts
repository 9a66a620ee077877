// Other names for the same attack: of its files, of its variables and functions, of its packages.
import { posix } from 'node:path'
import { textAt } from './alone.ts'
import { chanceOf, type Mutation, pick } from './mutation.ts'
import { movedFiles } from './references.ts'
import { renamedLocals } from './renamed-locals.ts'
import { renamedPackages } from './renamed-packages.ts'
import {
  attackNames,
  changedParts,
  codeFiles,
  codeParts,
  type Files,
  partsOf,
  type Replay,
  splitSpec,
} from './replay.ts'

const plain = ['helpers', 'shared', 'internal', 'compat', 'runtime', 'loader', 'options', 'context'] as const

export const renameFiles: Mutation = {
  id: 'rename-files',
  says: 'the files of the payload have names like those around them',
  apply: (replay) => {
    const parts = partsOf(replay).filter(({ payload, before }) =>
      payload.files.some((path) => mayMove(path, before?.files)),
    )
    if (parts.length === 0) return Promise.resolve({ skip: 'no file of the payload has a name of its own choice' })
    return changedParts(replay, parts, async (part) => {
      const { payload, files, before } = part
      const chance = chanceOf(replay.id, 'rename-files', payload.release)
      const taken = new Set(Object.keys(files))
      const moves = new Map<string, string>()
      for (const path of payload.files) {
        if (!mayMove(path, before?.files)) continue
        const to = newPath(path, taken, pick(chance, plain))
        taken.add(to)
        moves.set(path, to)
      }
      const moved = payload.files.map((path) => moves.get(path) ?? path)
      return { files: movedFiles(files, moves), payload: { ...payload, files: moved } }
    })
  },
}

/** What an update changed in place keeps its name, and so does what tools look for by name. */
function mayMove(path: string, before: Files | undefined): boolean {
  const fixed = ['binding.gyp', 'package.json', 'index.js', 'index.mjs', 'index.cjs']
  return before?.[path] === undefined && !fixed.includes(posix.basename(path))
}

function newPath(path: string, taken: ReadonlySet<string>, base: string): string {
  for (let count = 0; ; count += 1) {
    const name = `${base}${count === 0 ? '' : count}${posix.extname(path)}`
    const to = posix.join(posix.dirname(path), name)
    if (!taken.has(to)) return to
  }
}

export const renameFunctions: Mutation = {
  id: 'rename-functions',
  says: 'every variable and function of the payload has another name',
  apply: (replay) =>
    changedParts(replay, codeParts(replay), async (part) => {
      const chance = chanceOf(replay.id, 'rename-functions', part.payload.release)
      const renamed = codeFiles(part).map((path) => [path, renamedLocals(path, textAt(part.files, path), chance)])
      const files: Files = { ...part.files, ...Object.fromEntries(renamed) }
      if (codeFiles(part).every((path) => files[path] === part.files[path]))
        return { skip: 'the payload declares nothing' }
      return { files }
    }),
}

const adjectives = ['swift', 'plain', 'bright', 'steady', 'north', 'amber', 'quiet', 'lunar', 'vivid', 'cedar'] as const
const nouns = [
  'ledger',
  'harbor',
  'lattice',
  'meadow',
  'beacon',
  'canopy',
  'signal',
  'anchor',
  'parcel',
  'timber',
] as const

export const renamePackages: Mutation = {
  id: 'rename-packages',
  says: 'the packages of the attack are others, with other versions',
  apply: async (replay) => {
    const chance = chanceOf(replay.id, 'rename-packages')
    const names = [
      ...new Set([...attackNames(replay), ...replay.payload.map(({ release }) => splitSpec(release).name)]),
    ]
    const known = names.filter((name) => replay.registry.packages?.[name] !== undefined)
    if (known.length === 0) return { skip: 'the registry has none of the packages' }
    const renames = new Map(known.map((name) => [name, newName(replay, name, chance)]))
    return renamedPackages(replay, renames, 2 + chance(5))
  },
}

function newName(replay: Replay, name: string, chance: (below: number) => number): string {
  for (;;) {
    const made = `${pick(chance, adjectives)}-${pick(chance, nouns)}-${chance(90) + 10}`
    const whole = name.startsWith('@') ? `@${pick(chance, adjectives)}-${pick(chance, nouns)}/${made}` : made
    if (replay.registry.packages?.[whole] === undefined) return whole
  }
}
