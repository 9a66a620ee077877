// What stands between a verdict and npm, for every command that installs: what is said, what is refused, and what npm is
// told about where it fetches. It neither judges nor installs.
import { isOwnCode, type Lockfile } from '../domain/locked.ts'
import { type Mistake, Problem } from '../domain/problem.ts'
import type { Report } from '../domain/report.ts'
import { renderGoesOn, renderHeldBack } from '../report/install-text.ts'
import { renderJson } from '../report/json.ts'
import { renderText } from '../report/text.ts'
import { strongestHashes } from '../sources/integrity.ts'
import { loadProjectFiles } from '../sources/lockfile/project-files.ts'
import { type InstallSettings, loadInstallSettings } from '../sources/npm-config.ts'
import type { NpmProgram } from '../sources/npm-run.ts'
import { npmrcSetting } from '../sources/npmrc-edit.ts'
import type { Arguments } from './arguments.ts'
import { type Io, wantsColor, widthOf } from './io.ts'
import { usageMistake } from './mistakes.ts'
import type { GivenOption } from './npm-arguments.ts'
import { isNpm12 } from './npm-at-hand.ts'
import { ownFlags } from './npm-options.ts'
import { writeOutput } from './output.ts'
import type { ScanOptions } from './scan-options.ts'
import { textOf } from './scripts-write.ts'

/** One line where everything passed; the report where somebody should look. Standard output is npm's. */
export async function deliverVerdict(report: Report, npm: NpmProgram, options: ScanOptions, io: Io): Promise<void> {
  const { now, quiet, all } = options
  const width = widthOf(io.stderr)
  if (options.report !== '') writeOutput(options.report, renderJson(report, { all: true }))
  const { exitCode, review } = report.summary
  if (exitCode !== 0 || review > 0 || all) {
    const color = wantsColor(io.env, io.stderr)
    const text = renderText(report, { width, color, now, quiet, all })
    if (text !== '') await io.stderr.write(`${text}\n`)
  }
  if (exitCode !== 0) await io.stderr.write(renderHeldBack(width))
  else if (!quiet) await io.stderr.write(renderGoesOn(report, npm.version, width))
}

/** npm would take what it is sent for these, and nothing would say which bytes that was. */
export function refuseUnpinned({ packages, file }: Lockfile, npm: NpmProgram, consequence: string): void {
  const outside = packages.filter((one) => !isOwnCode(one) && one.kind !== 'bundled')
  const mistakes: Mistake[] = []
  const elsewhere = outside.find(({ leavesProject }) => leavesProject)
  if (elsewhere !== undefined) {
    const message = `${elsewhere.name} in ${file} lies outside of the repository, and nothing says what it is made of`
    mistakes.push(usageMistake('outside-repository', message, 'Move it in, or publish it and ask for the release.'))
  }
  const [bare, ...others] = outside.filter(
    ({ kind, integrity, leavesProject }) =>
      kind !== 'git' && !leavesProject && strongestHashes(integrity) === undefined,
  )
  if (bare !== undefined) {
    const more = others.length === 0 ? '' : `, and so would ${others.length} more`
    const message = `${bare.name}@${bare.version} in ${file} has no integrity: npm would install whatever it is sent${more}`
    const help = 'Have npm write it: npm install --package-lock-only --ignore-scripts'
    mistakes.push(usageMistake('no-integrity', message, help))
  }
  const git = outside.find(({ kind }) => kind === 'git')
  if (git !== undefined && !isNpm12(npm)) {
    const message = `${git.name} is a git dependency, and npm ${npm.version} runs the scripts of these whatever is forbidden`
    mistakes.push(usageMistake('git-needs-npm-12', message, 'npm 12 does not: use it for this project.'))
  }
  if (mistakes.length > 0) throw new Problem(mistakes, consequence)
}

/** What npm's words say that judging has to know as well. */
export function withNpmFlags(given: Arguments, options: readonly GivenOption[]): Arguments {
  const flags = new Map(given.flags)
  for (const { name, road, value } of options) {
    if (road !== 'cordon' || !isOwnFlag(name) || value === false) continue
    flags.set(ownFlags[name], value === true ? [] : [value])
  }
  return { ...given, flags }
}

function isOwnFlag(name: string): name is keyof typeof ownFlags {
  return Object.hasOwn(ownFlags, name)
}

/** Whoever has npm run no script means the approved ones, too. */
export function installSettings(options: ScanOptions, consequence: string, io: Io): Promise<InstallSettings> {
  const setting = npmrcSetting(textOf(loadProjectFiles(options.dir), '.npmrc', consequence), 'ignore-scripts')
  const { dir: projectDir, registry, cacheDir, offline } = options
  const { env, platform, execPath } = io
  const flags = { registry, cacheDir, offline }
  return loadInstallSettings(
    { projectDir, projectNpmrc: 'from-disk', env, platform, execPath, flags },
    setting.status === 'unset' ? 'unset' : setting.status !== 'text' || setting.text === 'true',
  )
}

/** What judging was told about registry, cache and network npm is told as well. */
export function everywhere({ registry, cacheDir, offline }: ScanOptions): string[] {
  return [
    ...(registry === '' ? [] : [`--registry=${registry}`]),
    ...(cacheDir === '' ? [] : [`--cache=${cacheDir}`]),
    ...(offline ? ['--offline'] : []),
  ]
}
