// Accepts the releases that are named on the command line: all of them, or none.
import type { Lockfile } from '../domain/locked.ts'
import { type Mistake, Problem } from '../domain/problem.ts'
import { acceptedLine, notAnswered } from '../report/acceptance-text.ts'
import { renderText } from '../report/text.ts'
import type { ScanInput } from '../scan/scan.ts'
import { toReport } from '../scan/summary.ts'
import { type Surveyed, surveyAnew } from '../scan/survey.ts'
import { readOwnAccepted } from './accepted.ts'
import { type Io, interrupted, wantsColor, widthOf } from './io.ts'
import { writeCordonLock } from './lock-file.ts'
import { missingFrom } from './locked-target.ts'
import { usageMistake } from './mistakes.ts'
import { withProject } from './project.ts'
import { projectAt } from './project-at.ts'
import { refusalOf, reviewer, type Wanted, withReviewed } from './reviewed.ts'
import type { ScanOptions } from './scan-options.ts'

/** `note` is not blank. Throws a Problem with everything that cannot be accepted. */
export async function acceptNamed(
  operands: readonly string[],
  note: string,
  options: ScanOptions,
  consequence: string,
  io: Io,
): Promise<number> {
  const project = projectAt(options.dir, io)
  // A file that is broken is said before anything is fetched.
  readOwnAccepted(project, consequence)
  const wanted = toWanted(operands, consequence)
  const isWanted = ({ name, version }: Wanted) => wanted.some((one) => one.name === name && one.version === version)
  const { input, surveyed } = await withProject(options, consequence, io, async (input) => {
    refuseMissing(input.lockfile, wanted, consequence)
    return { input, surveyed: await surveyAnew(input, isWanted) }
  })
  if (io.interrupt.aborted) return interrupted
  const refused = surveyed.flatMap((one) => refusalOf(one))
  if (refused.length > 0) throw new Problem(refused, consequence)
  await io.stdout.write(shown(input, surveyed, options, io))
  const locked = surveyed.map((one) => one.locked)
  const who = await reviewer(options.dir, io)
  const reviewed = locked.map((one) => ({ locked: one, note }))
  // As it is by now: judging takes minutes, and somebody else may have accepted something meanwhile.
  const before = readOwnAccepted(project, consequence)
  writeCordonLock(options.dir, withReviewed(before, reviewed, input.lockfile, who))
  const lines = wanted.map((one) => `${acceptedLine(one, note)}\n`)
  const notes = surveyed.flatMap((one) => notAnswered(one.locked, one.lasting))
  await io.stdout.write(`\n${lines.join('')}${notes.map((line) => `${line}\n`).join('')}`)
  return 0
}

/** As a scan shows them, with everything that was found. */
function shown(input: ScanInput, surveyed: readonly Surveyed[], { now }: ScanOptions, io: Io): string {
  const report = toReport(
    input,
    surveyed.flatMap(({ judged }) => judged),
  )
  const color = wantsColor(io.env, io.stdout)
  return renderText({ ...report, notices: [] }, { width: widthOf(io.stdout), color, now, quiet: false, all: true })
}

function toWanted(operands: readonly string[], consequence: string): Wanted[] {
  const wrong: Mistake[] = []
  const wanted = [...new Set(operands)].map((text) => {
    const at = text.lastIndexOf('@')
    if (at <= 0 || at === text.length - 1) {
      wrong.push(usageMistake('no-release', `"${text}" is no release`, 'Write name@version, as the lockfile has it.'))
    }
    return { name: text.slice(0, at), version: text.slice(at + 1) }
  })
  if (wrong.length > 0) throw new Problem(wrong, consequence)
  return wanted
}

function refuseMissing(lockfile: Lockfile, wanted: readonly Wanted[], consequence: string): void {
  const missing = wanted
    .map(({ name, version }) => missingFrom(lockfile, name, version))
    .filter((one) => one !== 'none')
  if (missing.length > 0) throw new Problem(missing, consequence)
}
