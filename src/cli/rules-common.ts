// What the commands about rules share: the packs they are given, and one way to print.
import { Problem } from '../domain/problem.ts'
import { counted } from '../report/ages.ts'
import { escapedWhole } from '../report/escape.ts'
import { casesOfNothing } from '../rules/added-cases.ts'
import type { Rule, RulePack } from '../rules/rule.ts'
import type { Arguments } from './arguments.ts'
import { commandOf } from './commands.ts'
import type { Io } from './io.ts'
import { packPath } from './pack-path.ts'
import { corePath, loadPacks } from './packs.ts'

/** The packs named as operands, else the built-in one. */
export function namedPacks(given: Arguments, io: Io): Promise<RulePack[]> {
  const paths = given.operands.length === 0 ? [corePath] : given.operands.map((text) => packPath(text, io.cwd))
  return loadPacks(paths, io.cwd, consequenceOf(given))
}

export function packLine(pack: RulePack): string {
  return `${pack.pack} ${pack.version}: ${counted(pack.rules.length, 'rule')}`
}

export function consequenceOf(given: Arguments): string {
  return commandOf(given.command).consequence
}

/** A pack may come from anybody: its words are escaped like a package's. */
export async function print(io: Io, lines: readonly string[]): Promise<void> {
  await io.stdout.write(`${lines.map(escapedWhole).join('\n')}\n`)
}

/**
 * All rules that the packs' cases are about: of a pack that is named, or built in. Throws a `Problem` for a case that is
 * about no rule at all.
 */
export async function rulesFor(
  packs: readonly RulePack[],
  cwd: string,
  consequence: string,
): Promise<ReadonlyMap<string, Rule>> {
  const named = byId(packs)
  const added = packs.flatMap((pack) => pack.addedCases)
  if (added.every(({ rule }) => named.has(rule))) return named
  const all = new Map([...byId(await loadPacks([corePath], cwd, consequence, 'skip')), ...named])
  const mistakes = casesOfNothing(added, new Set(all.keys()))
  if (mistakes.length > 0) throw new Problem(mistakes, consequence)
  return all
}

function byId(packs: readonly RulePack[]): Map<string, Rule> {
  return new Map(packs.flatMap((pack) => pack.rules.map((rule) => [rule.id, rule] as const)))
}
