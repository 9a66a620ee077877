// `cordon scan`: reads what is needed, has it judged, prints the report. It decides nothing about any package.
import type { Report } from '../domain/report.ts'
import { renderJson } from '../report/json.ts'
import { renderText } from '../report/text.ts'
import { createExtractPool, defaultPoolLimits } from '../scan/extract-pool.ts'
import { type ScanProgress, scan } from '../scan/scan.ts'
import { openFactCache } from '../sources/fact-cache.ts'
import { loadProjectFiles, type ProjectFiles } from '../sources/lockfile/project-files.ts'
import { readProjectLockfile } from '../sources/lockfile/read.ts'
import { loadNpmSettings } from '../sources/npm-config.ts'
import { createRegistry, registryLimits } from '../sources/registry.ts'
import type { Arguments } from './arguments.ts'
import { readBase } from './base.ts'
import { commandOf } from './commands.ts'
import { type Io, interrupted, wantsColor, wantsProgress, widthOf } from './io.ts'
import { refuseOutput, writeOutput } from './output.ts'
import { corePath, loadPacks } from './packs.ts'
import { noProgress, type Progress, startProgress } from './progress.ts'
import { type ScanOptions, toScanOptions } from './scan-options.ts'
import { shownPath } from './shown-path.ts'
import { toolVersion } from './version.ts'

const stages = { histories: 'asking about', releases: 'judging' } as const satisfies Record<
  ScanProgress['stage'],
  string
>

/** The exit code is the report's, whatever the format and wherever it is written. */
export async function runScan(given: Arguments, io: Io): Promise<number> {
  const options = toScanOptions(given, io.cwd, io.now())
  const { consequence } = commandOf(given.command)
  refuseOutput(options.output, consequence)
  const progress = progressFor(options, io)
  io.interrupt.addEventListener('abort', progress.stop)
  let report: Report
  try {
    report = await judgeProject(options, consequence, progress, io)
  } finally {
    progress.stop()
    io.interrupt.removeEventListener('abort', progress.stop)
  }
  if (io.interrupt.aborted) return interrupted
  await deliver(report, options, io)
  return report.summary.exitCode
}

/** What the user named is read first, so that a mistake in it is said before anything is fetched. */
async function judgeProject(options: ScanOptions, consequence: string, progress: Progress, io: Io): Promise<Report> {
  const startedAt = io.now()
  const project = projectFiles(options, io)
  const lockfile = readProjectLockfile(project)
  const packs = await loadPacks([corePath, ...options.rules], io.cwd, consequence)
  const base = await readBase(options, project, io)
  const { cacheDir, offline, registry: registryUrl } = options
  const settings = await loadNpmSettings({
    projectDir: options.dir,
    projectNpmrc: base.projectNpmrc,
    env: io.env,
    platform: io.platform,
    execPath: io.execPath,
    flags: { registry: registryUrl, cacheDir, offline },
  })
  const pool = createExtractPool(defaultPoolLimits)
  try {
    return await scan({
      tool: { name: 'cordon', version: toolVersion() },
      lockfile,
      base: base.lockfile,
      registry: createRegistry(settings, { ...registryLimits, concurrency: options.concurrency }),
      registryFor: settings.registryFor,
      cache: openFactCache(settings.cacheDir),
      pool,
      packs,
      policy: { minAgeHours: options.minAgeHours, failOn: options.failOn },
      now: options.now,
      visibleUntil: options.visibleUntil,
      startedAt,
      concurrency: options.concurrency,
      eager: false,
      notices: [...settings.notices, ...base.notices],
      onProgress: ({ stage, ...step }) => progress.show({ doing: stages[stage], ...step }),
    })
  } finally {
    await pool.close()
  }
}

function projectFiles(options: ScanOptions, io: Io): ProjectFiles {
  const dir = shownPath(options.dir, io.cwd).replaceAll('\\', '/')
  return { ...loadProjectFiles(options.dir), shown: (name) => (dir === '.' ? name : `${dir}/${name}`) }
}

function progressFor(options: ScanOptions, io: Io): Progress {
  const moves = options.progress && !options.quiet && wantsProgress(io.env, io.stderr)
  return moves ? startProgress(io.stderr, io.now) : noProgress
}

async function deliver(report: Report, options: ScanOptions, io: Io): Promise<void> {
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
