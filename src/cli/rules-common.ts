// What the commands about rules share: the packs they are given, and one way to print.
import { resolve } from 'node:path'
import { counted } from '../report/ages.ts'
import { escapedWhole } from '../report/escape.ts'
import type { RulePack } from '../rules/rule.ts'
import type { Arguments } from './arguments.ts'
import { commandOf } from './commands.ts'
import type { Io } from './io.ts'
import { corePath, loadPacks } from './packs.ts'

/** The packs named as operands, else the built-in one. */
export function namedPacks(given: Arguments, io: Io): Promise<RulePack[]> {
  const paths = given.operands.length === 0 ? [corePath] : given.operands.map((path) => resolve(io.cwd, path))
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
