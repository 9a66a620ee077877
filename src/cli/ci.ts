// `cordon ci`: judges the lockfile and, if it passes, has the user's npm install exactly that. What is said goes to
// standard error: standard output is npm's.
import { Problem } from '../domain/problem.ts'
import { readProjectLockfile } from '../sources/lockfile/read.ts'
import type { Arguments } from './arguments.ts'
import { commandOf } from './commands.ts'
import { deliverVerdict, everywhere, installSettings, refuseUnpinned, withNpmFlags } from './gate.ts'
import { handOver } from './hand-over.ts'
import { asOptions, meantPlace } from './install-place.ts'
import { type Io, interrupted } from './io.ts'
import { usageMistake } from './mistakes.ts'
import { forNpmItself, type GivenOption, npmWords, readNpmArguments } from './npm-arguments.ts'
import { npmAtHand, withNpm } from './npm-at-hand.ts'
import { refuseOutput } from './output.ts'
import { pinFiles, refuseChanged } from './pinned-files.ts'
import { projectAt } from './project-at.ts'
import { reportOn } from './scan.ts'
import { toScanOptions } from './scan-options.ts'
import { readScripts } from './scripts.ts'

export async function runCi(given: Arguments, io: Io): Promise<number> {
  const { consequence } = commandOf(given.command)
  const { dir, workspaces, asked } = ciArguments(given.forNpm, io, consequence)
  const options = { ...toScanOptions(withNpmFlags(given, asked), io.cwd, io.now()), dir }
  refuseOutput(options.report, consequence, '--report')
  const program = npmAtHand(io, consequence)
  const pinned = pinFiles(dir, consequence)
  const report = await reportOn(options, consequence, io)
  if (io.interrupt.aborted) return interrupted
  const judged = readProjectLockfile(projectAt(dir, io))
  if (report.summary.exitCode === 0) refuseUnpinned(judged, program, consequence)
  await deliverVerdict(report, program, options, io)
  if (report.summary.exitCode !== 0) return report.summary.exitCode
  const rest = forNpmItself(asked).filter(({ name }) => name !== 'workspace')
  const { cacheDir, ignoreScripts } = await installSettings(options, consequence, io)
  const isOff = ignoreScripts || asked.some(({ road }) => road === 'off')
  const listed = isOff ? [] : (await readScripts(options, consequence, io, 'told')).listed
  if (io.interrupt.aborted) return interrupted
  refuseChanged(pinned, dir, consequence)
  return withNpm(program, dir, io, (npm) =>
    handOver(
      {
        program,
        npm,
        dir,
        words: ['ci', ...npmWords([...rest, ...asOptions(workspaces)])],
        everywhere: everywhere(options),
        judged,
        cacheDir,
        before: 'none',
        pinned,
        listed,
        scripts: isOff ? 'none' : 'root',
        scriptWords: npmWords(asked.filter(({ road }) => road === 'scripts')),
        isPart: workspaces.length > 0 || asked.some(({ name }) => name === 'workspaces'),
        quiet: options.quiet,
        consequence,
        onInstalled: () => {},
      },
      io,
    ),
  )
}

type CiAsked = { dir: string; workspaces: readonly string[]; asked: readonly GivenOption[] }

function ciArguments(args: readonly string[], io: Io, consequence: string): CiAsked {
  const { options, operands, mistakes } = readNpmArguments(args)
  const surplus = operands.map((name) =>
    usageMistake('npm-operand', `"npm ci" installs the lockfile, not ${name}`, `To add it: cordon install ${name}`),
  )
  const saving = options
    .filter(({ road }) => road === 'save')
    .map(({ name }) =>
      usageMistake('npm-flag-refused', `"npm ci" writes nothing: --${name} has no meaning`, 'Leave it out.'),
    )
  const all = [...mistakes, ...surplus, ...saving]
  const place = meantPlace(options, io, all)
  if (all.length > 0) throw new Problem(all, consequence)
  return { ...place, asked: options }
}
