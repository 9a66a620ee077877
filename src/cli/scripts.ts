// `cordon scripts`: lists the install scripts of the tree, and with --write has npm run exactly the approved ones. Reading
// is the scan's business, deciding the people's: here nothing is approved.
import type { ScriptsReport } from '../domain/scripts-report.ts'
import { renderScriptsJson } from '../report/scripts-json.ts'
import { renderScriptsText, type ScriptsTextOptions } from '../report/scripts-text.ts'
import { renderWritten } from '../report/scripts-written.ts'
import { type ListedScripts, listScripts } from '../scan/scripts.ts'
import { loadProjectFiles } from '../sources/lockfile/project-files.ts'
import type { Arguments } from './arguments.ts'
import { commandOf } from './commands.ts'
import { type Io, interrupted, wantsColor, widthOf } from './io.ts'
import { deliverText, refuseOutput } from './output.ts'
import { withProject } from './project.ts'
import { type ScanOptions, toScanOptions } from './scan-options.ts'
import { scriptSettings, textOf, writeAllowScripts } from './scripts-write.ts'

/** 0: all approved, or none there; 1: something asks for approval; 3: something could not be looked into. */
export async function runScripts(given: Arguments, io: Io): Promise<number> {
  const options = toScanOptions(given, io.cwd, io.now())
  const { consequence } = commandOf(given.command)
  refuseOutput(options.output, consequence)
  const first = await readScripts(options, consequence, io)
  if (io.interrupt.aborted) return interrupted
  if (!given.flags.has('write')) {
    await deliver(first.report, options, io)
    return first.report.summary.exitCode
  }
  const written = writeAllowScripts(options.dir, loadProjectFiles(options.dir), first, consequence)
  // What npm will do now, not what it would have done.
  const { report } = await readScripts(options, consequence, io)
  await deliver(report, options, io)
  if (options.format === 'text' && options.output === '') {
    await io.stdout.write(`\n${renderWritten(written, widthOf(io.stdout))}`)
  }
  return report.summary.exitCode
}

export async function readScripts(
  options: ScanOptions,
  consequence: string,
  io: Io,
  which: 'all' | 'told' = 'all',
): Promise<ListedScripts> {
  const settings = scriptSettings(textOf(loadProjectFiles(options.dir), '.npmrc', consequence))
  return withProject(options, consequence, io, (input) => listScripts({ ...input, settings }, which))
}

export function textOptions(options: ScanOptions, io: Io): ScriptsTextOptions {
  const color = options.output === '' && wantsColor(io.env, io.stdout)
  return { width: widthOf(io.stdout), color, quiet: options.quiet, all: options.all }
}

async function deliver(report: ScriptsReport, options: ScanOptions, io: Io): Promise<void> {
  const text =
    options.format === 'json' ? renderScriptsJson(report) : renderScriptsText(report, textOptions(options, io))
  await deliverText(options.output, text, io)
}
