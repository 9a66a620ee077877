// `cordon affected`: the first question after an incident. Needs no network, no project and no rules.
import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Mistake, Problem } from '../domain/problem.ts'
import { renderAffectedJson } from '../report/affected-json.ts'
import { renderAffectedText } from '../report/affected-text.ts'
import { findAffected } from '../scan/affected.ts'
import { toSeeker } from '../scan/sought.ts'
import { toSought } from './affected-target.ts'
import type { Arguments } from './arguments.ts'
import { commandOf } from './commands.ts'
import { formatOf } from './format.ts'
import { type Io, interrupted, wantsColor, widthOf } from './io.ts'
import { usageMistake } from './mistakes.ts'
import { deliverText, refuseOutput } from './output.ts'
import { shownPath } from './shown-path.ts'
import { toolVersion } from './version.ts'

/** 0: nowhere; 1: found; 3: not found, but something could not be read. */
export async function runAffected(given: Arguments, io: Io): Promise<number> {
  const { consequence } = commandOf(given.command)
  const [format, output] = outputOf(given, io, consequence)
  const [text, ...folders] = given.operands
  if (text === undefined) {
    const help = 'Write name@version, name@range, a digest, or an advisory with --osv.'
    throw new Problem([usageMistake('no-target', 'it was not said what to look for', help)], consequence)
  }
  const sought = toSought(text, given.flags.get('osv') ?? [], io.cwd, consequence)
  const roots = (folders.length === 0 ? ['.'] : folders).map((folder) => resolve(io.cwd, folder))
  refuseMissing(roots, io, consequence)
  const report = await findAffected({
    tool: { name: 'cordon', version: toolVersion() },
    seeker: toSeeker(sought),
    roots,
    shown: (path) => shownPath(path, io.cwd).replaceAll('\\', '/'),
    pause: () => nextTurn(),
  })
  if (io.interrupt.aborted) return interrupted
  // "0 lockfiles, all fine" would be the answer to a question about the wrong folder.
  if (report.summary.lockfiles === 0 && report.summary.unread === 0) {
    const shown = roots.map((root) => shownPath(root, io.cwd)).join(', ')
    const help = 'Name the folder that holds the projects. node_modules and .git are left out.'
    throw new Problem([usageMistake('no-lockfiles', `there is no lockfile in ${shown} or below`, help)], consequence)
  }
  const quiet = given.flags.has('quiet')
  const color = output === '' && wantsColor(io.env, io.stdout)
  const rendered =
    format === 'json'
      ? renderAffectedJson(report)
      : renderAffectedText(report, { width: widthOf(io.stdout), color, quiet, all: given.flags.has('all') })
  await deliverText(output, rendered, io)
  return report.summary.exitCode
}

function outputOf(given: Arguments, io: Io, consequence: string): ['text' | 'json', string] {
  const format = formatOf(given, ['text', 'json'], consequence)
  const [path] = given.flags.get('output') ?? []
  const output = path === undefined ? '' : resolve(io.cwd, path)
  refuseOutput(output, consequence)
  return [format, output]
}

function refuseMissing(roots: readonly string[], io: Io, consequence: string): void {
  const mistakes = roots.flatMap((root): Mistake[] => {
    if (statSync(root, { throwIfNoEntry: false }) !== undefined) return []
    const message = `there is no ${shownPath(root, io.cwd)}`
    return [usageMistake('no-such-folder', message, 'Name folders to search, or single lockfiles.')]
  })
  if (mistakes.length > 0) throw new Problem(mistakes, consequence)
}
