// What a mutation is, and the chance it may use: equal replay and mutation give an equal result.
import { createHash } from 'node:crypto'
import type { Replay, Skip } from './replay.ts'
import type { Tools } from './tools.ts'

/** `says`: what an attacker would have done differently, in a few words. */
export type Mutation = { id: string; says: string; apply: (replay: Replay, tools: Tools) => Promise<Replay | Skip> }

/** Numbers below `below`, the same ones each time for the same words. */
export type Chance = (below: number) => number

export function chanceOf(...words: readonly string[]): Chance {
  let count = 0
  return (below) => {
    count += 1
    return (
      createHash('sha256')
        .update(`${words.join(' ')} ${count}`)
        .digest()
        .readUInt32BE() % below
    )
  }
}

export function seedOf(...words: readonly string[]): number {
  return chanceOf(...words)(2 ** 31)
}

export function pick<T>(chance: Chance, list: readonly [T, ...T[]]): T {
  return list[chance(list.length)] ?? list[0]
}
