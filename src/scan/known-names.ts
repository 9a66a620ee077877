// Whose names a package of this tree could be taken for: the project's own, its direct dependencies, popular ones.
import { isOwnCode, type Lockfile } from '../domain/locked.ts'
import type { KnownNames } from '../facts/lookalike.ts'

export function knownNamesOf({ packages }: Lockfile, popular: readonly string[]): KnownNames {
  const own = packages.filter(isOwnCode).map(({ name }) => name)
  const direct = packages.filter((locked) => locked.direct && !isOwnCode(locked)).map(({ name }) => name)
  return { project: own.filter((name) => name !== ''), tree: direct, popular }
}
