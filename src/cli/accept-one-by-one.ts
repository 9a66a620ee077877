// `cordon accept` on a terminal: what did not pass, one release after the other, with a question and a reason each. What
// was answered is written once, at the end.

import { acceptedLine, notAnswered } from '../report/acceptance-text.ts'
import { counted } from '../report/ages.ts'
import { escaped } from '../report/escape.ts'
import { renderText } from '../report/text.ts'
import type { ScanInput } from '../scan/scan.ts'
import { toReport } from '../scan/summary.ts'
import { type Surveyed, surveyAnew, surveySome } from '../scan/survey.ts'
import { readOwnAccepted } from './accepted.ts'
import { type Io, interrupted, wantsColor, widthOf } from './io.ts'
import { writeCordonLock } from './lock-file.ts'
import { withProject } from './project.ts'
import { projectAt } from './project-at.ts'
import { mistakesInNote, type Reviewed, refusalOf, reviewer, type Wanted, withReviewed } from './reviewed.ts'
import type { ScanOptions } from './scan-options.ts'

type Ask = Exclude<Io['ask'], 'none'>

/** `note` is taken where no other reason is given; '' for none. */
export async function acceptOneByOne(
  ask: Ask,
  note: string,
  options: ScanOptions,
  consequence: string,
  io: Io,
): Promise<number> {
  const project = projectAt(options.dir, io)
  // A file that is broken is said before anything is fetched.
  readOwnAccepted(project, consequence)
  const { input, surveyed } = await withProject(options, consequence, io, async (input) => ({
    input,
    surveyed: await openIn(input),
  }))
  if (io.interrupt.aborted) return interrupted
  const reviewed: Reviewed[] = []
  for (const [index, one] of surveyed.entries()) {
    await io.stdout.write(`\n${index + 1} of ${surveyed.length}\n${shown(input, one, options, io)}\n`)
    const [refusal] = refusalOf(one)
    if (refusal !== undefined) {
      await io.stdout.write(`${escaped(refusal.message, 400)}\n`)
      continue
    }
    const why = await reasonFor(ask, one, note)
    const [tooLong] = mistakesInNote(why)
    if (tooLong !== undefined) await io.stdout.write(`not accepted: ${tooLong.message}. ${tooLong.help}\n`)
    else if (why !== '') reviewed.push({ locked: one.locked, note: why })
  }
  if (reviewed.length > 0) {
    const who = await reviewer(options.dir, io)
    // As it is by now: answering takes a while, and somebody else may have accepted something meanwhile.
    const before = readOwnAccepted(project, consequence)
    writeCordonLock(options.dir, withReviewed(before, reviewed, input.lockfile, who))
  }
  const taken = new Set(reviewed.map(({ locked }) => locked))
  const notes = surveyed.flatMap((one) => (taken.has(one.locked) ? notAnswered(one.locked, one.lasting) : []))
  const lines = [...reviewed.map((one) => acceptedLine(one.locked, one.note)), ...notes].map((line) => `${line}\n`)
  await io.stdout.write(`\n${lines.join('')}accepted ${counted(reviewed.length, 'release')} of ${surveyed.length}\n`)
  return 0
}

/** What did not pass. Of what is accepted already a scan shows no content: whoever reviews it has to see that as well. */
async function openIn(input: ScanInput): Promise<Surveyed[]> {
  const open = (await surveySome(input, () => true)).filter(isOpen)
  const idOf = ({ name, version }: Wanted) => JSON.stringify([name, version])
  const accepted = new Set(open.filter(isAccepted).map(({ locked }) => idOf(locked)))
  if (accepted.size === 0) return open
  const anew = await surveyAnew(input, (one) => accepted.has(idOf(one)))
  return [...open.filter(({ locked }) => !accepted.has(idOf(locked))), ...anew]
}

function isAccepted({ judged: [first] }: Surveyed): boolean {
  return first !== undefined && first.trust !== 'none'
}

/** '' when it is not to be accepted; no reason is a no. */
async function reasonFor(ask: Ask, { locked }: Surveyed, note: string): Promise<string> {
  const name = escaped(`${locked.name}@${locked.version}`, 300)
  const answer = (await ask(`accept ${name}? [y/N] `)).trim().toLowerCase()
  if (answer !== 'y' && answer !== 'yes') return ''
  const given = (await ask(note === '' ? 'why? ' : `why? [${escaped(note, 200)}] `)).trim()
  return given === '' ? note : given
}

function isOpen({ judged: [first] }: Surveyed): boolean {
  return first !== undefined && first.judged.verdict !== 'passed' && first.judged.verdict !== 'trusted'
}

function shown(input: ScanInput, { judged }: Surveyed, { now }: ScanOptions, io: Io): string {
  const report = { ...toReport(input, judged), notices: [] }
  const color = wantsColor(io.env, io.stdout)
  return renderText(report, { width: widthOf(io.stdout), color, now, quiet: false, all: true })
}
