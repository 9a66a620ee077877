// The flags of `cordon rules backtest` as values, with their defaults. All mistakes of its own flags are said at once;
// nothing is read or fetched.
import { resolve } from 'node:path'
import { type Mistake, Problem } from '../domain/problem.ts'
import type { Limit } from '../scan/backtest/tally.ts'
import type { Arguments } from './arguments.ts'
import { commandOf } from './commands.ts'
import { usageMistake } from './mistakes.ts'
import { type ScanOptions, toScanOptions } from './scan-options.ts'
import { type Reading, readCount } from './values.ts'

export type BacktestOptions = {
  /** Absolute path of a lockfile or a project's folder; '' where the names come from a list. */
  lockfile: string
  /** Absolute path of a list of names; '' where they come from a lockfile. */
  list: string
  last: number
  limits: readonly Limit[]
  common: ScanOptions
}

const defaultLast = 5

export function toBacktestOptions(given: Arguments, cwd: string, clock: number): BacktestOptions {
  const common = toScanOptions({ ...given, operands: [] }, cwd, clock)
  const [lockfile = '', list = '', last] = (['lockfile', 'list', 'last'] as const).map((name) => first(given, name))
  const mistakes: Mistake[] = []
  if (lockfile !== '' && list !== '') {
    const help = 'Name one of the two: the packages of a lockfile, or those of a list.'
    mistakes.push(usageMistake('two-sources', '--lockfile and --list are both given', help))
  }
  const count = last === undefined ? undefined : readCount('--last', last, 1, 1000)
  if (count?.ok === false) mistakes.push(count.mistake)
  const read = (given.flags.get('max-rate') ?? []).map(readLimit)
  mistakes.push(...read.flatMap((one) => (one.ok ? [] : [one.mistake])))
  const limits = read.flatMap((one) => (one.ok ? [one.value] : []))
  mistakes.push(...repeated(limits))
  if (mistakes.length > 0) throw new Problem(mistakes, commandOf(given.command).consequence)
  return {
    lockfile: list === '' ? resolve(cwd, lockfile ?? '') : '',
    list: list === '' || list === undefined ? '' : resolve(cwd, list),
    last: count?.ok === true ? count.value : defaultLast,
    limits,
    common,
  }
}

/** `block=0.1%` -> at most one upgrade in a thousand may be blocked. */
export function readLimit(text: string): Reading<Limit> {
  const [, of = '', digits = ''] = /^([a-z0-9-]{1,64})=(\d{1,3}(?:\.\d{1,6})?)%$/.exec(text) ?? []
  const greatest = Number(digits) / 100
  if (of !== '' && greatest <= 1) return { ok: true, value: { of, greatest } }
  const help = 'Write an outcome or the id of a rule, and a share of all upgrades: block=0.1%, review=2%, my-rule=0.5%.'
  return { ok: false, mistake: usageMistake('bad-rate', `--max-rate ${text} is no limit`, help) }
}

function repeated(limits: readonly Limit[]): Mistake[] {
  return [...Map.groupBy(limits, ({ of }) => of)].flatMap(([of, all]) =>
    all.length < 2
      ? []
      : [usageMistake('limit-twice', `--max-rate ${of} is given ${all.length} times`, 'Give it once.')],
  )
}

function first({ flags }: Arguments, name: 'lockfile' | 'list' | 'last'): string | undefined {
  return flags.get(name)?.[0]
}
