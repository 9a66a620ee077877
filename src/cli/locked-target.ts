// A release that is named on the command line, against the lockfile it should be in. Said before anything is fetched.
import type { Lockfile } from '../domain/locked.ts'
import { nearest } from '../domain/nearest.ts'
import type { Mistake } from '../domain/problem.ts'
import { usageMistake } from './mistakes.ts'

/** What is wrong with `name@version`, `none` where the lockfile has it. */
export function missingFrom({ file, packages }: Lockfile, name: string, version: string): Mistake | 'none' {
  const named = packages.filter((locked) => locked.name === name)
  if (named.some((locked) => locked.version === version)) return 'none'
  const there = [...new Set(named.map((locked) => `${name}@${locked.version}`))].slice(0, 10)
  const near = nearest(name, new Set(packages.map((locked) => locked.name)))
  const help =
    there.length > 0
      ? `It has ${there.join(', ')}.`
      : near === ''
        ? 'Run it in the folder of a project that locks this release.'
        : `Did you mean "${near}"?`
  return usageMistake('not-in-lockfile', `${file} has no ${name}@${version}`, help)
}
