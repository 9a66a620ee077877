// `cordon scan`: reads what is needed, has it judged, prints the report. It decides nothing about any package.
import type { Report } from '../domain/report.ts'
import { renderJson } from '../report/json.ts'
import { renderText } from '../report/text.ts'
import type { Arguments } from './arguments.ts'
import { commandOf } from './commands.ts'
import { type Io, interrupted, wantsColor, widthOf } from './io.ts'
import { refuseOutput, writeOutput } from './output.ts'
import { type Memory, openMemory } from './remembered.ts'
import { type ScanOptions, toScanOptions } from './scan-options.ts'

/** The exit code is the report's, whatever the format and wherever it is written. */
export async function runScan(given: Arguments, io: Io): Promise<number> {
  const options = toScanOptions(given, io.cwd, io.now())
  const { consequence } = commandOf(given.command)
  refuseOutput(options.output, consequence)
  refuseOutput(options.report, consequence, '--report')
  const memory = await openMemory(options, io)
  const report = memory.report === 'none' ? await judged(options, consequence, memory, io) : memory.report
  if (io.interrupt.aborted) return interrupted
  await deliver(report, options, io)
  return report.summary.exitCode
}

/** What judges is loaded only now: it is most of cordon. */
async function judged(options: ScanOptions, consequence: string, memory: Memory, io: Io): Promise<Report> {
  const { withProject } = await import('./project.ts')
  const { scan } = await import('../scan/scan.ts')
  return withProject(options, consequence, io, async (input) => {
    const report = await scan(input)
    await memory.keep(report, '')
    return report
  })
}

async function deliver(report: Report, options: ScanOptions, io: Io): Promise<void> {
  if (options.report !== '') writeOutput(options.report, renderJson(report, { all: true }))
  const text = rendered(report, options, io)
  if (options.output !== '') writeOutput(options.output, text)
  else if (text !== '') await io.stdout.write(text)
}

/** Quiet leaves out the words for people; whoever asked for JSON gets a document. */
function rendered(report: Report, options: ScanOptions, io: Io): string {
  const { all, now, quiet } = options
  switch (options.format) {
    case 'json':
      return renderJson(report, { all })
    case 'text': {
      const color = options.output === '' && wantsColor(io.env, io.stdout)
      return renderText(report, { width: widthOf(io.stdout), color, now, quiet, all })
    }
  }
}
