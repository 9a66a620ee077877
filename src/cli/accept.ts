// `cordon accept`: releases of the current lockfile are judged, shown and written down as reviewed, bound to the bytes
// that the lockfile pins. Nothing is accepted without a reason, and nothing that is known to be bad.
import { Problem } from '../domain/problem.ts'
import { acceptNamed } from './accept-named.ts'
import { acceptOneByOne } from './accept-one-by-one.ts'
import { pruneAccepted } from './accept-prune.ts'
import type { Arguments } from './arguments.ts'
import { commandOf } from './commands.ts'
import type { Io } from './io.ts'
import { usageMistake } from './mistakes.ts'
import { mistakesInNote } from './reviewed.ts'
import { toScanOptions } from './scan-options.ts'

export async function runAccept(given: Arguments, io: Io): Promise<number> {
  const { consequence } = commandOf(given.command)
  const options = { ...toScanOptions(given, io.cwd, io.now()), dir: io.cwd }
  const [note = ''] = given.flags.get('note') ?? []
  const refuse = (code: string, message: string, help: string): Problem =>
    new Problem([usageMistake(code, message, help)], consequence)
  const mistakes = mistakesInNote(note.trim())
  if (mistakes.length > 0) throw new Problem(mistakes, consequence)
  if (given.flags.has('prune')) {
    if (given.operands.length === 0 && note === '') return pruneAccepted(options, consequence, io)
    throw refuse('prune-alone', '--prune takes no releases and no note', 'Prune first, then accept.')
  }
  if (given.operands.length > 0) {
    if (note.trim() !== '') return acceptNamed(given.operands, note.trim(), options, consequence, io)
    const help = 'Write --note "what was looked at, and why it is right": whoever reviews cordon.lock reads it.'
    throw refuse('no-note', 'it was not said why', help)
  }
  if (io.ask === 'none') {
    const help =
      'Name releases as name@version with --note "why", or run it on a terminal to go through what did not pass.'
    throw refuse('no-target', 'it was not said what to accept', help)
  }
  return acceptOneByOne(io.ask, note.trim(), options, consequence, io)
}
