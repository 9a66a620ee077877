// `cordon install`: has npm's own code work out the next lockfile in a scratch folder, judges what would come in, and then
// has the user's npm install exactly that. What is said goes to standard error: standard output is npm's.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { renderUnresolved, renderWasThere } from '../report/install-text.ts'
import type { Resolved } from '../sources/resolve-request.ts'
import type { Arguments } from './arguments.ts'
import { commandOf } from './commands.ts'
import { deliverVerdict, everywhere, installSettings, refuseUnpinned, withNpmFlags } from './gate.ts'
import { handOver } from './hand-over.ts'
import { type InstallKind, readInstallArguments } from './install-arguments.ts'
import { prepareInstall } from './install-prepare.ts'
import { letInBefore } from './installed.ts'
import { type Io, interrupted, widthOf } from './io.ts'
import { npmWords } from './npm-arguments.ts'
import { npmAtHand, withNpm } from './npm-at-hand.ts'
import { refuseOutput } from './output.ts'
import { type Pinned, pinFiles, putBack, refuseChanged, writeFiles } from './pinned-files.ts'
import { toScanOptions } from './scan-options.ts'

/** Exit code of a run that could not be completed. */
const incomplete = 3

export function runInstall(given: Arguments, io: Io): Promise<number> {
  return runChange('install', given, io)
}

export async function runChange(kind: InstallKind, given: Arguments, io: Io): Promise<number> {
  const { consequence } = commandOf(given.command)
  const asked = readInstallArguments(kind, [...given.operands], given.forNpm, io, consequence)
  const options = {
    ...toScanOptions({ ...withNpmFlags(given, asked.own), operands: [] }, io.cwd, io.now()),
    dir: asked.dir,
  }
  refuseOutput(options.report, consequence, '--report')
  const program = npmAtHand(io, consequence)
  const pinned = pinFiles(asked.dir, consequence, asked.folders)
  const { cacheDir, ignoreScripts } = await installSettings(options, consequence, io)
  const scripts = ignoreScripts ? 'none' : asked.scripts
  const before = letInBefore(asked.dir, cacheDir)
  const prepared = await prepareInstall({ ...asked, scripts }, options, before, consequence, io)
  if (io.interrupt.aborted) return interrupted
  if (prepared.status === 'unchecked') {
    await io.stderr.write(renderUnresolved(prepared.why, widthOf(io.stderr)))
    return incomplete
  }
  const { report, judged, resolved, listed } = prepared
  if (report.summary.exitCode === 0) refuseUnpinned(judged, program, consequence)
  await deliverVerdict(report, program, options, io)
  if (report.summary.exitCode !== 0) return report.summary.exitCode
  refuseChanged(pinned, asked.dir, consequence)
  if (before === 'none' && !options.quiet && existsSync(join(asked.dir, 'node_modules'))) {
    await io.stderr.write(renderWasThere(widthOf(io.stderr)))
  }
  const texts = changedTexts(resolved, pinned)
  return withNpm(program, asked.dir, io, async (npm) => {
    // From here on every way out either has the judged tree behind it or puts back what was there.
    let isInstalled = false
    try {
      writeFiles(asked.dir, texts, consequence)
      return await handOver(
        {
          program,
          npm,
          dir: asked.dir,
          words: ['install', ...npmWords(asked.forNpm)],
          everywhere: everywhere(options),
          judged,
          cacheDir,
          before,
          pinned: pinFiles(asked.dir, consequence, asked.folders),
          listed,
          scripts,
          scriptWords: npmWords(asked.forScripts),
          isPart: asked.isPart,
          quiet: options.quiet,
          consequence,
          onInstalled: () => {
            isInstalled = true
          },
        },
        io,
      )
    } finally {
      if (!isInstalled) putBack(asked.dir, pinned, consequence)
    }
  })
}

/** Files are only touched where npm would change a byte. */
function changedTexts({ manifest, lockfile, manifests }: Resolved, pinned: Pinned): ReadonlyMap<string, string> {
  const all = [['package.json', manifest], ['package-lock.json', lockfile], ...manifests] as const
  return new Map(all.filter(([name, text]) => text !== '' && pinned.get(name)?.toString('utf8') !== text))
}
