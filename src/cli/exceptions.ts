// `cordon exceptions`: what people decided in the policy, and until when; `prune` takes out what has ended. Of the file only
// those lines change.
import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { type DecisionLine, decisionsOf, pruned, toRemoval } from '../baseline/policy/decisions.ts'
import { Problem } from '../domain/problem.ts'
import { counted } from '../report/ages.ts'
import { type ReportedDecisions, readDecisions } from '../report/read-report.ts'
import { padTo } from '../report/width.ts'
import type { Arguments } from './arguments.ts'
import type { Io } from './io.ts'
import { usageMistake } from './mistakes.ts'
import { replaceFile } from './output.ts'
import { type LoadedPolicy, loadPolicy } from './policy.ts'
import { consequenceOf, print } from './rules-common.ts'
import { shownPath } from './shown-path.ts'
import { readMoment } from './values.ts'

export async function runExceptions(given: Arguments, io: Io): Promise<number> {
  const now = momentOf(given, io)
  const { policy, place } = await policyOf(given, now, io)
  const decisions = decisionsOf(policy, now)
  const states = [...Map.groupBy(decisions, ({ state }) => state)].map(([state, { length }]) => `${length} ${state}`)
  const tally = decisions.length === 0 ? 'nothing is excepted or allowed' : states.join(', ')
  await print(io, [`${place.file}: ${tally}`, ...decisions.flatMap(linesOf)])
  return 0
}

function linesOf({ kind, state, until, about, package: name, why, owner, line }: DecisionLine): string[] {
  const what = kind === 'exception' ? `${about} is silenced for ${name}` : `${name} may stay unchecked (${about})`
  return [`  ${padTo(state, 9)}  until ${until}  ${what}`, `${' '.repeat(13)}line ${line}, ${owner}: ${why}`]
}

export async function runPrune(given: Arguments, io: Io): Promise<number> {
  const consequence = consequenceOf(given)
  const now = momentOf(given, io)
  const loaded = await policyOf(given, now, io)
  const { policy, place, path } = loaded
  const removal = toRemoval(policy, unusedOf(given, loaded, io), now)
  const count = removal.exceptions.size + removal.unchecked.size
  if (count === 0) {
    await print(io, [`${place.file}: there is nothing to remove`])
    return 0
  }
  const text = pruned(place, policy, removal, now)
  if (text === undefined) {
    const lines = [
      ...linesIn(policy.exceptions, removal.exceptions),
      ...linesIn(policy.allowUnchecked, removal.unchecked),
    ]
    const help = `Remove by hand what begins in line ${lines.join(', ')}.`
    const message = `${place.file} is written so that its entries cannot be cut out safely`
    throw new Problem([usageMistake('prune-unsafe', message, help)], consequence)
  }
  write(path, text, consequence)
  const gone = decisionsOf(
    {
      ...policy,
      exceptions: policy.exceptions.filter((_, index) => removal.exceptions.has(index)),
      allowUnchecked: policy.allowUnchecked.filter((_, index) => removal.unchecked.has(index)),
    },
    now,
  )
  await print(io, [`${place.file}: removed ${counted(count, 'decision')}`, ...gone.flatMap(linesOf)])
  return 0
}

function linesIn(list: readonly { line: number }[], indexes: ReadonlySet<number>): number[] {
  return list.flatMap(({ line }, index) => (indexes.has(index) ? line : []))
}

function momentOf(given: Arguments, io: Io): number {
  const [text] = given.flags.get('now') ?? []
  const reading = text === undefined ? ({ ok: true, value: io.now() } as const) : readMoment('--now', text)
  if (!reading.ok) throw new Problem([reading.mistake], consequenceOf(given))
  return reading.value
}

async function policyOf(given: Arguments, now: number, io: Io): Promise<LoadedPolicy> {
  const [file] = given.flags.get('policy') ?? []
  const consequence = consequenceOf(given)
  const named = file === undefined ? '' : resolve(io.cwd, file)
  const loaded = await loadPolicy({ dir: io.cwd, file: named, base: '', baseFolder: '', now, consequence }, io)
  if (loaded.path !== '') return loaded
  const help = 'Run it in the folder of a project that has a cordon.yml, or name one with --policy.'
  throw new Problem([usageMistake('no-policy', 'there is no policy here', help)], consequence)
}

/** Entries are told by their place in the list, so the report must be about this very file. */
function unusedOf(given: Arguments, { policy }: LoadedPolicy, io: Io): ReportedDecisions | 'none' {
  const [file] = given.flags.get('unused') ?? []
  if (file === undefined) return 'none'
  const path = resolve(io.cwd, file)
  const shown = shownPath(path, io.cwd)
  const problem = (code: string, message: string) =>
    new Problem([usageMistake(code, message, unusedHelp)], consequenceOf(given))
  const info = statSync(path, { throwIfNoEntry: false })
  if (info?.isFile() !== true || info.size > maxReportBytes) {
    throw problem('report-unreadable', `${shown} is no ordinary file of at most ${maxReportBytes} bytes`)
  }
  const report = readDecisions(readFileSync(path, 'utf8'))
  if (report === undefined) throw problem('report-unreadable', `${shown} is no report of cordon`)
  if (report.digest !== policy.digest) {
    throw problem('report-of-another-policy', `${shown} was made with another policy than this one`)
  }
  return report
}

const maxReportBytes = 256 * 1024 * 1024
const unusedHelp = 'Write one now: cordon scan --format json --all --output report.json (without --base).'

function write(path: string, text: string, consequence: string): void {
  try {
    replaceFile(path, text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const help = 'Name a file that you may write.'
    throw new Problem([usageMistake('policy-not-written', `${path}: ${reason}`, help)], consequence)
  }
}
