// Has one project judged by `cordon scan`, in this process, and reads its report back. What the command prints is kept as
// text for the log.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Io, Stream } from '../cli/io.ts'
import { main } from '../cli/main.ts'
import type { Report } from '../domain/report.ts'
import type { Inputs } from './inputs.ts'
import type { Project } from './projects.ts'

export type ScanSetting = {
  /** The root of the repository; paths in reports are seen from here. */
  root: string
  /** The commit to compare with; '' for none. */
  base: string
  /** npm's cache of this run alone. */
  cacheDir: string
  env: Io['env']
  now: () => number
  inputs: Inputs
}

export type Scanned = {
  project: Project
  exitCode: number
  /** `none`: nothing was judged, and `said` tells why. */
  report: Report | 'none'
  /** The path of the report as JSON. */
  file: string
  /** What the command printed, the report for people or what was wrong. */
  said: string
}

/** `approved`: the digest of acceptances that count, '' for none. `file` is where the report goes. */
export async function scanProject(
  project: Project,
  setting: ScanSetting,
  { approved, file }: { approved: string; file: string },
): Promise<Scanned> {
  const written = { text: '' }
  const io = ioFor(setting, (text) => {
    written.text += text
  })
  const exitCode = await main(argumentsFor(project, setting, approved, file), io)
  const report = exitCode === 2 ? 'none' : readOwnReport(file)
  return { project, exitCode, report, file, said: written.text }
}

/** Written a moment ago by this very process, into a folder of its own. */
function readOwnReport(file: string): Report {
  return JSON.parse(readFileSync(file, 'utf8'))
}

function argumentsFor({ folder, before, state }: Project, setting: ScanSetting, approved: string, file: string) {
  const { root, base, cacheDir, inputs } = setting
  const values: [string, string][] = [
    ['base', base],
    ['base-folder', base !== '' && state === 'moved' ? before || '.' : ''],
    ['proposals', approved],
    ['report', file],
    ['cache-dir', cacheDir],
    ['policy', inputs.policy],
    ['fail-on', inputs.failOn],
    ['registry', inputs.registry],
    ['trusted-root', inputs.trustedRoot],
    ['registry-keys', inputs.registryKeys],
    ['now', inputs.now],
    ...inputs.rules.map((pack): [string, string] => ['rules', pack]),
    ...inputs.osv.map((records): [string, string] => ['osv', records]),
  ]
  const flags = values.flatMap(([name, value]) => (value === '' ? [] : [`--${name}=${value}`]))
  const switches = ['--no-progress', ...(inputs.offline ? ['--offline'] : [])]
  return ['scan', ...flags, ...switches, '--', join(root, folder)]
}

/** `write` is given what would be printed. */
export function ioFor(
  { root, env, now }: Pick<ScanSetting, 'root' | 'env' | 'now'>,
  write: (text: string) => void,
): Io {
  const stream: Stream = { isTTY: false, columns: 0, write: async (text) => write(text) }
  return {
    stdout: stream,
    stderr: stream,
    env,
    cwd: root,
    platform: process.platform,
    execPath: process.execPath,
    now,
    ask: 'none',
    interrupt: new AbortController().signal,
  }
}
