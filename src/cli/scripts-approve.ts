// `cordon scripts approve`: writes into `cordon.lock` that somebody read the install scripts of these packages. What is
// approved is shown, and nothing is approved without a reason.
import type { Accepted, AcceptedScript } from '../domain/accepted.ts'
import { type Mistake, Problem } from '../domain/problem.ts'
import { escaped } from '../report/escape.ts'
import { renderPackages } from '../report/scripts-text.ts'
import { renderWritten } from '../report/scripts-written.ts'
import type { Listed } from '../scan/scripts.ts'
import { loadProjectFiles } from '../sources/lockfile/project-files.ts'
import { readOwnAccepted } from './accepted.ts'
import type { Arguments } from './arguments.ts'
import { commandOf } from './commands.ts'
import { type Io, interrupted, widthOf } from './io.ts'
import { writeCordonLock } from './lock-file.ts'
import { usageMistake } from './mistakes.ts'
import { mistakesInNote, type Reviewer, reviewer } from './reviewed.ts'
import { toScanOptions } from './scan-options.ts'
import { readScripts, textOptions } from './scripts.ts'
import { writeAllowScripts } from './scripts-write.ts'

/** The project is the one in the current folder. */
export async function runApprove(given: Arguments, io: Io): Promise<number> {
  const { consequence } = commandOf(given.command)
  const options = { ...toScanOptions(given, io.cwd, io.now()), dir: io.cwd }
  const note = (given.flags.get('note')?.[0] ?? '').trim()
  refuseWithout(given.operands, note, consequence)
  // A file that is broken is said before anything is fetched.
  readOwnAccepted(loadProjectFiles(options.dir), consequence)
  const { listed } = await readScripts(options, consequence, io)
  if (io.interrupt.aborted) return interrupted
  const chosen = choose(given.operands, listed, consequence)
  await io.stdout.write(
    renderPackages(
      chosen.map(({ shown }) => shown),
      textOptions({ ...options, all: true }, io),
    ),
  )
  const who = await reviewer(options.dir, io)
  // As it is by now: looking into packages takes minutes, and somebody else may have accepted something meanwhile.
  const before = readOwnAccepted(loadProjectFiles(options.dir), consequence)
  writeCordonLock(options.dir, withApproved(before, chosen, listed, note, who))
  const names = [...new Set(chosen.map(({ shown }) => shown.name))]
  await io.stdout.write(`\n${names.map((name) => `approved ${escaped(name, 200)}: ${escaped(note, 400)}\n`).join('')}`)
  if (!given.flags.has('write')) return 0
  const now = await readScripts(options, consequence, io)
  const written = writeAllowScripts(options.dir, loadProjectFiles(options.dir), now, consequence)
  await io.stdout.write(renderWritten(written, widthOf(io.stdout)))
  return 0
}

function refuseWithout(names: readonly string[], note: string, consequence: string): void {
  const mistakes = mistakesInNote(note)
  if (names.length === 0) {
    const help = '"cordon scripts" lists the packages; name the ones you have read.'
    mistakes.push(usageMistake('no-target', 'it was not said whose scripts', help))
  }
  if (note === '') {
    const help = 'Write --note "what the scripts do, and why that is right": whoever reviews cordon.lock reads it.'
    mistakes.push(usageMistake('no-note', 'it was not said why', help))
  }
  if (mistakes.length > 0) throw new Problem(mistakes, consequence)
}

/** All of them, or none. A name stands for all its versions in the tree, `name@version` for one. */
function choose(names: readonly string[], listed: readonly Listed[], consequence: string): Listed[] {
  const mistakes: Mistake[] = []
  const chosen = new Set<Listed>()
  for (const name of new Set(names)) {
    const found = listed.filter(({ shown }) => shown.name === name || `${shown.name}@${shown.version}` === name)
    const help = '"cordon scripts" lists what there is.'
    if (found.length === 0) {
      mistakes.push(usageMistake('no-scripts', `no package ${name} with install scripts is in this lockfile`, help))
    }
    for (const one of found) {
      const { state, digest, name: own, version } = one.shown
      if (state === 'unread') {
        const message = `${own}@${version} could not be looked into`
        mistakes.push(usageMistake('unread', message, 'What nobody could read cannot be approved.'))
      } else if (digest === '') {
        const message = `nothing pins the bytes of ${own}@${version}`
        mistakes.push(usageMistake('not-pinned', message, 'Have the lockfile pin an integrity or a commit.'))
      } else chosen.add(one)
    }
  }
  if (mistakes.length > 0) throw new Problem(mistakes, consequence)
  return [...chosen]
}

/** Approvals of the same names for scripts that are not in the tree any more give way. */
function withApproved(
  { releases, scripts }: Accepted,
  chosen: readonly Listed[],
  listed: readonly Listed[],
  note: string,
  { by, at }: Reviewer,
): Pick<Accepted, 'releases' | 'scripts'> {
  const keyOf = ({ name, digest }: { name: string; digest: string }) => JSON.stringify([name, digest])
  const entries = new Map(
    chosen.map(({ shown: { name, digest } }): [string, AcceptedScript] => [
      keyOf({ name, digest }),
      { kind: 'script', name, digest, by, at, note, line: 0 },
    ]),
  )
  const names = new Set(chosen.map(({ shown }) => shown.name))
  const present = new Set(listed.map(({ shown }) => keyOf(shown)))
  const kept = scripts.filter((one) => !entries.has(keyOf(one)) && (!names.has(one.name) || present.has(keyOf(one))))
  return { releases, scripts: [...kept, ...entries.values()] }
}
