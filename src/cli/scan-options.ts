// The flags of `cordon scan` as values, with their defaults. All mistakes are said at once; nothing is read or fetched.
import { resolve } from 'node:path'
import { type Mistake, Problem } from '../domain/problem.ts'
import type { FailOn } from '../report/exit-code.ts'
import type { Arguments } from './arguments.ts'
import { commandOf } from './commands.ts'
import type { FlagName } from './flags.ts'
import { packPath } from './pack-path.ts'
import {
  type Reading,
  readAge,
  readChoice,
  readCount,
  readDigest,
  readFolder,
  readMoment,
  readRegistry,
} from './values.ts'

export type ScanOptions = {
  /** Absolute. */
  dir: string
  /** A git reference or a file; '' for none. */
  base: string
  /** Where the project was in that commit, from the root of the repository with `/`, '.' for the root; '' where it is. */
  baseFolder: string
  /** The digest of what `cordon.lock` accepts beyond its base, as `sha256-` and hex; '' for none. */
  proposals: string
  format: ReportFormat
  /** Absolute path; '' for standard output. */
  output: string
  /** Absolute path of the whole report as JSON, beside what is printed; '' for none. */
  report: string
  /** Packs beside the built-in one: absolute paths, or `npm:name@1.2.0`. */
  rules: readonly string[]
  /** Absolute paths of OSV records beside those that the policy names. */
  osv: readonly string[]
  /** '' where npm's own configuration decides; so is `cacheDir`. */
  registry: string
  cacheDir: string
  offline: boolean
  /** The file of a policy, absolute; '' for the one that is found. */
  policy: string
  /** What the command line says; the policy does where it says nothing. */
  failOn: FailOn | 'unset'
  minAgeHours: number | 'unset'
  /** Milliseconds since 1970. */
  now: number
  /** `now` of a replay; without `--now` nothing is hidden. */
  visibleUntil: number
  concurrency: number
  /** Absolute paths; '' for the trust data that there is. */
  trustedRoot: string
  registryKeys: string
  all: boolean
  quiet: boolean
  progress: boolean
}

export const reportFormats = ['text', 'json', 'sarif', 'markdown', 'github', 'html'] as const
export type ReportFormat = (typeof reportFormats)[number]

/** What is said of one release has no lines in a repository. */
function formatsOf({ command }: Arguments): readonly ReportFormat[] {
  return command === 'scan' ? reportFormats : ['text', 'json']
}

/** Throws a `Problem` with every value that is wrong. `clock` is what `now` is without `--now`. */
export function toScanOptions(given: Arguments, cwd: string, clock: number): ScanOptions {
  const mistakes: Mistake[] = []
  function value<T>(name: FlagName, fallback: T, read: (flag: string, text: string) => Reading<T>): T {
    const [text] = given.flags.get(name) ?? []
    if (text === undefined) return fallback
    const reading = read(`--${name}`, text)
    if (reading.ok) return reading.value
    mistakes.push(reading.mistake)
    return fallback
  }
  const path = (_flag: string, text: string): Reading<string> => ({ ok: true, value: resolve(cwd, text) })
  const now = value('now', clock, readMoment)
  const options: ScanOptions = {
    dir: resolve(cwd, given.operands[0] ?? '.'),
    base: value('base', '', (_flag, text) => ({ ok: true, value: text })),
    baseFolder: value('base-folder', '', readFolder),
    proposals: value('proposals', '', readDigest),
    format: value('format', 'text', (flag, text) => readChoice(flag, text, formatsOf(given))),
    output: value('output', '', path),
    report: value('report', '', path),
    rules: (given.flags.get('rules') ?? []).map((text) => packPath(text, cwd)),
    osv: (given.flags.get('osv') ?? []).map((text) => resolve(cwd, text)),
    registry: value('registry', '', readRegistry),
    cacheDir: value('cache-dir', '', path),
    offline: given.flags.has('offline'),
    policy: value('policy', '', path),
    failOn: value<FailOn | 'unset'>('fail-on', 'unset', (flag, text) => readChoice(flag, text, ['block', 'review'])),
    minAgeHours: value<number | 'unset'>('min-age', 'unset', readAge),
    now,
    visibleUntil: given.flags.has('now') ? now : Number.POSITIVE_INFINITY,
    concurrency: value('concurrency', 24, (flag, text) => readCount(flag, text, 1, 64)),
    trustedRoot: value('trusted-root', '', path),
    registryKeys: value('registry-keys', '', path),
    all: given.flags.has('all'),
    quiet: given.flags.has('quiet'),
    progress: !given.flags.has('no-progress'),
  }
  if (mistakes.length > 0) throw new Problem(mistakes, commandOf(given.command).consequence)
  return options
}
