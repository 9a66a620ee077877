// The command line as a function call: the same arguments, environment and streams as a process of its own would get, in a
// fraction of its time. What only a process has - its launcher, signals, terminal, standard input - is tested with `runCordon`.
import { main } from '../../src/cli/main.ts'
import { fakeIo } from '../cli/fake-io.ts'
import { type CliPlace, type CliRun, placedArguments, placedEnvironment } from './cli.ts'
import { onLoopback } from './loopback-only.ts'

/** Throws when something connects to another machine. */
export async function runInProcess(args: readonly string[], place: CliPlace): Promise<CliRun> {
  const { io, out, err } = fakeIo({ cwd: place.cwd, env: placedEnvironment(place), now: Date.now, columns: 0 })
  const exitCode = await onLoopback(() => main(placedArguments(args, place), io))
  return { args, stdout: out(), stderr: err(), exitCode }
}
