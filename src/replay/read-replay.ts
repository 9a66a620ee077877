// Reads the replays that come with cordon: one folder each, with what it is about and the attestations of its releases.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Problem, placeAt } from '../domain/problem.ts'
import { toJsonText } from '../yaml/members.ts'
import { readYaml, type YamlNode } from '../yaml/read.ts'
import { conform } from '../yaml/shape.ts'
import type { Replay } from './replay-file.ts'
import { replayShape } from './replay-shape.ts'

/** Two folders up from `src/replay` and `dist/replay` alike. */
export const replaysFolder = fileURLToPath(new URL('../../replays', import.meta.url))

/** In the order of their names. */
export function replayIds(folder = replaysFolder): string[] {
  return readdirSync(folder)
    .filter((id) => existsSync(join(folder, id, 'replay.yml')))
    .sort()
}

/** Newest incident first. */
export function readReplays(ids: readonly string[]): Replay[] {
  return ids.map((id) => readReplay(id)).toSorted((a, b) => Date.parse(b.now) - Date.parse(a.now))
}

/** Throws a `Problem` with every mistake of the file. */
export function readReplay(id: string, folder = replaysFolder): Replay {
  return toReplay(readFileSync(join(folder, id, 'replay.yml'), 'utf8'), `replays/${id}/replay.yml`)
}

/** `file` names it in mistakes. */
export function toReplay(source: string, file: string): Replay {
  const { root, mistakes } = readYaml(source, 'follow')
  const all = mistakes.length > 0 ? mistakes : conform(root, replayShape)
  if (all.length > 0) {
    const placed = all.map(({ code, message, help, at }) => ({ code, message, help, place: placeAt(file, source, at) }))
    throw new Problem(placed, 'nothing was replayed')
  }
  const value: unknown = JSON.parse(toJsonText(root))
  if (!isReplay(value, root)) throw new Error(`${file}: is no replay`)
  return value
}

/** What fits the shape is one: the shape is the type once more. */
function isReplay(value: unknown, root: YamlNode): value is Replay {
  return typeof value === 'object' && value !== null && conform(root, replayShape).length === 0
}
