// `cordon check`: has npm's own code resolve what would come into the tree, in a scratch folder, and judges that. Nothing
// of the project is written or run.
import type { CheckReport } from '../domain/check.ts'
import type { WantedSpec } from '../scan/check.ts'
import { loadNpmSettings, type NpmSettings } from '../sources/npm-config.ts'
import { startResolveProcess } from '../sources/resolve-process.ts'
import type { Arguments } from './arguments.ts'
import { type Target, toTarget } from './check-options.ts'
import { readSpecs } from './check-specs.ts'
import { commandOf } from './commands.ts'
import { type Io, interrupted, wantsColor, widthOf } from './io.ts'
import { deliverText, refuseOutput, writeOutput } from './output.ts'
import { type ScanOptions, toScanOptions } from './scan-options.ts'

/** The exit code is the report's, as a scan's is. */
export async function runCheck(given: Arguments, io: Io): Promise<number> {
  const { consequence } = commandOf(given.command)
  const asked = readSpecs(given.operands, io.cwd, consequence)
  const target = toTarget(given, io.cwd, consequence)
  const options = toScanOptions({ ...given, operands: [target.dir] }, io.cwd, io.now())
  refuseOutput(options.output, consequence)
  refuseOutput(options.report, consequence, '--report')
  const report =
    asked.kind === 'specs'
      ? await checked(asked.specs, target, options, consequence, io)
      : await (await import('./check-local.ts')).checkLocal(asked.release, options, consequence, io)
  if (io.interrupt.aborted) return interrupted
  await deliver(report, options, io)
  return report.report.summary.exitCode
}

/** npm's own code is loaded and resolves in its process while this one loads what judges. */
async function checked(
  specs: readonly WantedSpec[],
  target: Target,
  options: ScanOptions,
  consequence: string,
  io: Io,
): Promise<CheckReport> {
  const started = startResolveProcess()
  try {
    const { readPresent } = await import('./check-present.ts')
    const { createResolver } = await import('./check-resolve.ts')
    const present = readPresent(target, consequence, io)
    const settings = await settingsOf(options, io)
    const { visibleUntil } = options
    const resolve = createResolver({ ...present, target, settings, visibleUntil, interrupt: io.interrupt, started })
    const first = resolve(
      specs.map(({ text }) => text),
      new Map(),
    )
    // Whoever waits for it hears what became of it; a mistake in the policy may be said first, and then nobody waits.
    first.catch(() => {})
    const { withProject } = await import('./project.ts')
    const { check } = await import('../scan/check.ts')
    const { unresolvableProblem } = await import('./check-unresolvable.ts')
    const { lockfileOf, nothing, present: base } = present
    const work: Parameters<typeof withProject<CheckReport>>[3] = async (scan) => {
      const workspace = target.workspace.folder
      const found = await check({ scan, present: base, specs, workspace, first, resolve, lockfileOf })
      if (found.kind === 'unresolvable') throw unresolvableProblem(found.why, specs, consequence)
      return found.value
    }
    return await withProject(options, consequence, io, work, () => (base === 'none' ? nothing : base))
  } finally {
    started.kill()
  }
}

function settingsOf({ dir, registry, cacheDir, offline }: ScanOptions, io: Io): Promise<NpmSettings> {
  return loadNpmSettings({
    projectDir: dir,
    projectNpmrc: 'from-disk',
    env: io.env,
    platform: io.platform,
    execPath: io.execPath,
    flags: { registry, cacheDir, offline },
  })
}

async function deliver(report: CheckReport, options: ScanOptions, io: Io): Promise<void> {
  const { all, now, quiet, format, output } = options
  const { renderCheckJson } = await import('../report/check-json.ts')
  const { renderCheckText } = await import('../report/check-text.ts')
  if (options.report !== '') writeOutput(options.report, renderCheckJson(report, { all: true }))
  const color = output === '' && wantsColor(io.env, io.stdout)
  const text =
    format === 'json'
      ? renderCheckJson(report, { all })
      : renderCheckText(report, { width: widthOf(io.stdout), color, now, quiet, all })
  await deliverText(output, text, io)
}
