// `cordon check`: has npm's own code resolve what would come into the tree, in a scratch folder, while this process reads
// what judging needs, and judges that. Nothing of the project is written or run.
import type { CheckReport } from '../domain/check.ts'
import type { WantedSpec } from '../scan/check.ts'
import { type ResolveProcess, startResolveProcess } from '../sources/resolve-process.ts'
import type { Arguments } from './arguments.ts'
import { type Target, toTarget } from './check-options.ts'
import { readPresent } from './check-present.ts'
import { createResolver } from './check-resolve.ts'
import { readSpecs } from './check-specs.ts'
import { commandOf } from './commands.ts'
import { type Io, interrupted, wantsColor, widthOf } from './io.ts'
import { npmSettings } from './npm-settings.ts'
import { deliverText, refuseOutput, writeOutput } from './output.ts'
import { type ScanOptions, toScanOptions } from './scan-options.ts'

/** The exit code is the report's, as a scan's is. `ahead` is missing where something stands before the command's name. */
export async function runCheck(given: Arguments, io: Io, ahead: ResolveProcess | undefined): Promise<number> {
  const started = ahead ?? startResolveProcess()
  try {
    const { consequence } = commandOf(given.command)
    const asked = readSpecs(given.operands, io.cwd, consequence)
    const target = toTarget(given, io.cwd, consequence)
    const options = toScanOptions({ ...given, operands: [target.dir] }, io.cwd, io.now())
    refuseOutput(options.output, consequence)
    refuseOutput(options.report, consequence, '--report')
    const run = { options, consequence, io, started }
    const report =
      asked.kind === 'specs'
        ? await checked(asked.specs, target, run)
        : await (await import('./check-local.ts')).checkLocal(asked.release, run)
    if (io.interrupt.aborted) return interrupted
    await deliver(report, options, io)
    return report.report.summary.exitCode
  } finally {
    started.kill()
  }
}

export type CheckRun = { options: ScanOptions; consequence: string; io: Io; started: ResolveProcess }

/** Whatever is not needed for asking is loaded and read while npm's code resolves. */
async function checked(specs: readonly WantedSpec[], target: Target, run: CheckRun): Promise<CheckReport> {
  const { options, consequence, io, started } = run
  const { texts, present, lockfileOf, nothing } = readPresent(target, consequence, io)
  const settings = await npmSettings(io, options.dir, options)
  const { visibleUntil } = options
  const resolve = createResolver({ texts, target, settings, visibleUntil, interrupt: io.interrupt, started })
  const first = resolve(
    specs.map(({ text }) => text),
    new Map(),
  )
  // Whoever waits for it hears what became of it; a mistake in the lockfile or policy may be said first.
  const settled = first.then(
    () => {},
    () => {},
  )
  try {
    const { withProject } = await import('./project.ts')
    const { check } = await import('../scan/check.ts')
    const { unresolvableProblem } = await import('./check-unresolvable.ts')
    // What follows is long and keeps this process busy: what a pipe did not hold at once would wait for its end.
    await started.delivered()
    const base = present()
    const work: Parameters<typeof withProject<CheckReport>>[3] = async (scan) => {
      await loadWhatFollows()
      const workspace = target.workspace.folder
      const found = await check({ scan, present: base, specs, workspace, first, resolve, lockfileOf })
      if (found.kind === 'unresolvable') throw unresolvableProblem(found.why, specs, consequence)
      return found.value
    }
    return await withProject(options, consequence, io, work, () => (base === 'none' ? nothing : base))
  } finally {
    started.kill()
    // Its folder is removed with it.
    await settled
  }
}

/** There is nothing to do but wait, and all of it is needed after the answer. */
async function loadWhatFollows(): Promise<void> {
  const { loadClient } = await import('../sources/packument-request.ts')
  await loadClient()
  await loadReport()
}

async function loadReport() {
  const { renderCheckJson } = await import('../report/check-json.ts')
  const { renderCheckText } = await import('../report/check-text.ts')
  return { renderCheckJson, renderCheckText }
}

async function deliver(report: CheckReport, options: ScanOptions, io: Io): Promise<void> {
  const { all, now, quiet, format, output } = options
  const { renderCheckJson, renderCheckText } = await loadReport()
  if (options.report !== '') writeOutput(options.report, renderCheckJson(report, { all: true }))
  const color = output === '' && wantsColor(io.env, io.stdout)
  const text =
    format === 'json'
      ? renderCheckJson(report, { all })
      : renderCheckText(report, { width: widthOf(io.stdout), color, now, quiet, all })
  await deliverText(output, text, io)
}
