// `cordon scan`: reads what is needed, has it judged, prints the report. It decides nothing about any package.
import type { Report } from '../domain/report.ts'
import { renderJson } from '../report/json.ts'
import { renderText } from '../report/text.ts'
import type { ReportCode } from '../scan/report-code.ts'
import type { ScanInput } from '../scan/scan.ts'
import type { Arguments } from './arguments.ts'
import { commandOf } from './commands.ts'
import { type Io, interrupted, wantsColor, widthOf } from './io.ts'
import { deliverText, refuseOutput, writeOutput } from './output.ts'
import { type Memory, openMemory } from './remembered.ts'
import { type ScanOptions, toScanOptions } from './scan-options.ts'

/** The exit code is the report's, whatever the format and wherever it is written. */
export async function runScan(given: Arguments, io: Io): Promise<number> {
  const options = toScanOptions(given, io.cwd, io.now())
  const { consequence } = commandOf(given.command)
  refuseOutput(options.output, consequence)
  refuseOutput(options.report, consequence, '--report')
  const scanned = await scanOf(options, consequence, io)
  if (io.interrupt.aborted) return interrupted
  await deliver(scanned, options, io)
  return scanned.report.summary.exitCode
}

/** The report of a whole project. */
export async function reportOn(options: ScanOptions, consequence: string, io: Io): Promise<Report> {
  return (await scanOf(options, consequence, io)).report
}

/** `code`: empty but for reports that show it. */
type Scanned = { report: Report; code: ReportCode }

/** The report of a moment ago where nothing has changed since; in that one everything was trusted. */
async function scanOf(options: ScanOptions, consequence: string, io: Io): Promise<Scanned> {
  const memory = await openMemory(options, io)
  return memory.report === 'none'
    ? judged(options, consequence, memory, io)
    : { report: memory.report, code: new Map() }
}

/** What judges is loaded only now: it is most of cordon. */
async function judged(options: ScanOptions, consequence: string, memory: Memory, io: Io): Promise<Scanned> {
  const { withProject } = await import('./project.ts')
  const { scan } = await import('../scan/scan.ts')
  return withProject(options, consequence, io, async (input) => {
    const report = await scan(input)
    await memory.keep(report, '')
    return { report, code: options.format === 'html' ? await codeIn(report, input) : new Map() }
  })
}

async function codeIn(report: Report, input: ScanInput): Promise<ReportCode> {
  const { reportCode } = await import('../scan/report-code.ts')
  return reportCode(report, input)
}

async function deliver(scanned: Scanned, options: ScanOptions, io: Io): Promise<void> {
  if (options.report !== '') writeOutput(options.report, renderJson(scanned.report, { all: true }))
  const text = await rendered(scanned, options, io)
  await deliverText(options.output, text, io)
}

/** Quiet leaves out the words for people; whoever asked for JSON gets a document. */
async function rendered({ report, code }: Scanned, options: ScanOptions, io: Io): Promise<string> {
  const { all, now, quiet } = options
  switch (options.format) {
    case 'json':
      return renderJson(report, { all })
    case 'text': {
      const color = options.output === '' && wantsColor(io.env, io.stdout)
      return renderText(report, { width: widthOf(io.stdout), color, now, quiet, all })
    }
    case 'html': {
      const { renderHtml } = await import('../report/html.ts')
      return renderHtml(report, { now, all, code })
    }
    case 'markdown':
    case 'github':
    case 'sarif': {
      const { renderForRepository } = await import('./repository-formats.ts')
      return renderForRepository(report, options.format, options, io.cwd)
    }
  }
}
