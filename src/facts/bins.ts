// The commands that a release puts into `node_modules/.bin`, against the baseline's: which are new, which take the name
// of a command that scripts expect from elsewhere, and which another package of the tree brings as well.
import type { BinFact, Status } from '../domain/change.ts'
import type { LockedPackage } from '../domain/locked.ts'
import type { Contents } from '../domain/release.ts'
import type { Standing } from '../domain/standing.ts'
import { familyOf } from './known-commands.ts'

/** The candidate's commands in their order, then the removed ones. */
export function compareBins(before: Contents, after: Contents, locked: LockedPackage, standing: Standing): BinFact[] {
  const old = new Map(before.manifest.bin.map((bin) => [bin.name, bin.path]))
  const names = new Set(after.manifest.bin.map(({ name }) => name))
  const toFact = (name: string, path: string, pathBefore: string, status: Status, line: number): BinFact => ({
    record: 'bin',
    status,
    name,
    path,
    pathBefore,
    shadows: familyOf(name),
    // Another version of the same package in the same folder cannot be.
    ownedBy: (standing.bins.get(name) ?? []).find((owner) => owner !== locked.name) ?? '',
    file: 'package.json',
    line,
  })
  const facts = after.manifest.bin.map(({ name, path, line }) => {
    const was = old.get(name)
    return toFact(name, path, was ?? '', was === undefined ? 'added' : was === path ? 'kept' : 'changed', line)
  })
  const gone = before.manifest.bin.filter(({ name }) => !names.has(name))
  return [...facts, ...gone.map(({ name, path }) => toFact(name, '', path, 'removed', 0))]
}
