// What is measured, step by step, in folders that start empty: cordon and npm side by side, each cold and with what it
// kept.
import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Command } from './run.ts'

export type Step = {
  name: string
  /** The step whose wall time this one is a ratio of; '' for none. */
  beside: string
  /** Makes the folders what the name says they are. */
  prepare: () => void
  command: Command
  /** A scan's exit code is a verdict; any other step must end with 0. */
  isScan: boolean
}

export type Plan = {
  /** An empty folder; `lockfile` is one with package.json and package-lock.json. */
  work: string
  lockfile: string
  /** The launcher that is measured. */
  cordon: string
  /** '' for cordon's own. */
  concurrency: string
  npm: boolean
  /** Each of the two once more, with what the other one left in its cache. */
  shared: boolean
}

export function stepsOf({ work, lockfile, cordon, concurrency, npm, shared }: Plan): Step[] {
  const [ours, theirs, project] = [join(work, 'cordon'), join(work, 'npm'), join(work, 'project')]
  const emptied = (...folders: readonly string[]) => {
    for (const folder of folders) {
      rmSync(folder, { recursive: true, force: true })
      mkdirSync(folder, { recursive: true })
    }
  }
  const installFrom = (...folders: readonly string[]) => {
    emptied(project, ...folders)
    for (const file of ['package.json', 'package-lock.json']) cpSync(join(lockfile, file), join(project, file))
  }
  const scan = (cache: string): Pick<Step, 'command' | 'isScan'> => {
    const flags = ['--format', 'json', '--no-progress', '--cache-dir', cache]
    const args = [cordon, 'scan', lockfile, ...flags, ...(concurrency === '' ? [] : ['--concurrency', concurrency])]
    return { command: { program: process.execPath, args, cwd: work, env: process.env }, isScan: true }
  }
  const install = (cache: string, ...flags: readonly string[]): Pick<Step, 'command' | 'isScan'> => {
    const args = [
      'ci',
      '--ignore-scripts',
      '--legacy-peer-deps',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      '--cache',
      cache,
      ...flags,
    ]
    return { command: { program: 'npm', args, cwd: project, env: usersEnvironment() }, isScan: false }
  }
  const scans: Step[] = [
    { name: 'cordon scan, empty cache', beside: 'npm ci, empty cache', prepare: () => emptied(ours), ...scan(ours) },
    { name: 'cordon scan, again', beside: 'npm ci, again', prepare: () => {}, ...scan(ours) },
  ]
  if (!npm) return scans
  const warm = '--prefer-offline'
  const both: Step[] = [
    ...scans,
    { name: 'npm ci, empty cache', beside: '', prepare: () => installFrom(theirs), ...install(theirs) },
    { name: 'npm ci, again', beside: '', prepare: () => installFrom(), ...install(theirs, warm) },
  ]
  if (!shared) return both
  return [
    ...both,
    { name: 'cordon scan, after npm ci', beside: 'npm ci, again', prepare: () => {}, ...scan(theirs) },
    {
      name: 'npm ci, after cordon scan',
      beside: 'npm ci, again',
      prepare: () => installFrom(),
      ...install(ours, warm),
    },
  ]
}

/** The npm of the machine with the Node of the machine, and nothing of the npm that may have started this. */
export function usersEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.toLowerCase().startsWith('npm_'))
  const folders = (process.env.PATH ?? '').split(delimiter)
  const own = folders.filter((folder) => !folder.endsWith(join('node_modules', '.bin')))
  return { ...Object.fromEntries(kept), PATH: own.join(delimiter) }
}
