// What npm itself says of a locked project, with the commands that somebody has at hand before an install. They work on a
// copy in a scratch folder, and no script of any package is run.
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { npmAtHand } from '../../src/cli/npm-at-hand.ts'
import { ran } from '../../test/support/ran.ts'

export type NpmSays = {
  /** Its version. */
  npm: string
  /** Vulnerable packages that `npm audit` counts; `unavailable` where the registry has no advisories to ask for. */
  auditFindings: number | 'unavailable'
  /** Signatures and attestations that `npm audit signatures` finds wrong or missing; `unavailable` where npm cannot ask Sigstore. */
  signaturesBad: number | 'unavailable'
  /** Whether `npm install`, resolving anew, takes other releases with a minimum age than without, or none. */
  youngRefused: boolean
  /** Whether `npm ci` with a minimum age refuses the lockfile as it is. */
  youngRefusedWhenLocked: boolean
  /** `name@version` of packages that want to run install scripts and that nobody has approved, as npm lists them. */
  scriptsNamed: readonly string[]
  /** Those of them that npm does not run in a plain install: all since npm 12, none before. */
  scriptsHeldBack: readonly string[]
}

export type Question = {
  /** Holds package.json and package-lock.json. */
  projectDir: string
  env: Readonly<Record<string, string>>
  /** Milliseconds since 1970. npm counts days from its own clock: a replay's moment goes to it as a date. */
  now: number
  minAgeHours: number
  /** The npm-cli.js that is asked; '' for the user's own. */
  cli: string
}

export async function npmSays({ cli, env, minAgeHours, now, projectDir }: Question): Promise<NpmSays> {
  const program = cli === '' ? npmAtHand(process, 'npm was not asked').cli : cli
  const before = `--before=${new Date(now - minAgeHours * 3_600_000).toISOString()}`
  const folders: string[] = []
  const copy = (isLocked: boolean) => {
    const folder = mkdtempSync(join(tmpdir(), 'cordon-npm-says-'))
    folders.push(folder)
    for (const name of ['package.json', '.npmrc', ...(isLocked ? ['package-lock.json'] : [])]) {
      if (existsSync(join(projectDir, name))) copyFileSync(join(projectDir, name), join(folder, name))
    }
    const npm = (...args: readonly string[]) =>
      ran(process.execPath, [program, ...args, '--ignore-scripts', '--no-fund'], { cwd: folder, env, timeout: 120_000 })
    return { folder, npm }
  }
  try {
    const version = (await copy(false).npm('--version')).out.trim()
    const audit = await copy(true).npm('audit', '--json', '--package-lock-only')
    const locked = await copy(true).npm('ci', '--no-audit', before)
    const [anew, young] = [copy(false), copy(false)]
    const resolve = ['install', '--package-lock-only', '--no-audit']
    await anew.npm(...resolve)
    await young.npm(...resolve, before)
    // Signatures and scripts are looked for in an installed tree.
    const installed = copy(true)
    const ci = await installed.npm('ci', '--no-audit')
    if (ci.code !== 0) throw new Error(`npm ${version} ci: exit ${ci.code}\n${ci.err}`)
    const signatures = await installed.npm('audit', 'signatures', '--json')
    const scripts = await installed.npm('install-scripts', 'ls', '--json')
    const scriptsNamed = namedScripts(scripts.out)
    return {
      npm: version,
      auditFindings: auditCount(audit.out),
      signaturesBad: badSignatures(signatures.out),
      youngRefused: releasesIn(anew.folder) !== releasesIn(young.folder),
      youngRefusedWhenLocked: locked.code !== 0,
      scriptsNamed,
      scriptsHeldBack: Number(version.split('.')[0]) >= 12 ? scriptsNamed : [],
    }
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  }
}

/** Every place of a lockfile with its version; '' where npm made none. */
function releasesIn(folder: string): string {
  const file = join(folder, 'package-lock.json')
  if (!existsSync(file)) return ''
  const { packages } = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, { version?: string }> }
  return JSON.stringify(Object.entries(packages).map(([place, { version }]) => [place, version ?? '']))
}

export function auditCount(text: string): NpmSays['auditFindings'] {
  const said = parsed(text)
  const total: unknown = said?.metadata?.vulnerabilities?.total
  return typeof total === 'number' ? total : 'unavailable'
}

export function badSignatures(text: string): NpmSays['signaturesBad'] {
  const said = parsed(text)
  if (!Array.isArray(said?.invalid) || !Array.isArray(said?.missing)) return 'unavailable'
  return said.invalid.length + said.missing.length
}

export function namedScripts(text: string): string[] {
  const said: unknown = parsed(text)?.allowScripts
  if (!Array.isArray(said)) return []
  return said
    .flatMap(({ changes }: { changes: { key: string; change: string }[] }) => changes)
    .flatMap(({ change, key }) => (change === 'pending' ? [key] : []))
    .toSorted()
}

/** What npm prints is JSON, or an error's text where it never came so far. */
function parsed(text: string) {
  return text.trimStart().startsWith('{') ? JSON.parse(text) : undefined
}
