// What the workflow asks for: the inputs of action.yml as values, or every mistake in them at once. It reads no disk.
import { isAbsolute } from 'node:path'
import { usageMistake } from '../cli/mistakes.ts'
import { type Reading, readChoice, readMoment, readRegistry } from '../cli/values.ts'
import { nearest } from '../domain/nearest.ts'
import { type Mistake, Problem } from '../domain/problem.ts'

export type Inputs = {
  baseRef: string
  headRef: string
  /** Relative to the workspace, or absolute. */
  workingDirectory: string
  /** Relative to `workingDirectory`, with `/`. */
  lockfiles: readonly string[]
  policy: string
  rules: readonly string[]
  osv: readonly string[]
  failOn: '' | 'block' | 'review'
  warnOnly: boolean
  comment: 'always' | 'on-failure' | 'never'
  sarifFile: string
  cache: string
  offline: boolean
  registry: string
  trustedRoot: string
  registryKeys: string
  now: string
  repoToken: string
}

/** The names of action.yml. */
export const inputNames = [
  'base-ref',
  'head-ref',
  'working-directory',
  'lockfile',
  'policy',
  'rules',
  'osv',
  'fail-on',
  'warn-only',
  'comment-summary-in-pr',
  'sarif-file',
  'cache',
  'offline',
  'registry',
  'trusted-root',
  'registry-keys',
  'now',
  'repo-token',
] as const

type InputName = (typeof inputNames)[number]
type Environment = Readonly<Record<string, string | undefined>>

/** Throws a `Problem` with every input that is wrong. */
export function readInputs(env: Environment): Inputs {
  const mistakes: Mistake[] = misspelt(env)
  const text = (name: InputName) => (env[variableOf(name)] ?? '').trim()
  function value<T>(name: InputName, fallback: T, read: (name: string, text: string) => Reading<T>): T {
    if (text(name) === '') return fallback
    const reading = read(name, text(name))
    if (reading.ok) return reading.value
    mistakes.push(reading.mistake)
    return fallback
  }
  const inputs: Inputs = {
    baseRef: value('base-ref', '', readRef),
    headRef: value('head-ref', '', readRef),
    workingDirectory: text('working-directory') || '.',
    lockfiles: linesOf(text('lockfile')).map((line) => line.replace(/^(\.\/)+/, '')),
    policy: text('policy'),
    rules: linesOf(text('rules')),
    osv: linesOf(text('osv')),
    failOn: value<Inputs['failOn']>('fail-on', '', (name, given) => readChoice(name, given, ['block', 'review'])),
    warnOnly: value('warn-only', false, readSwitch),
    comment: value<Inputs['comment']>('comment-summary-in-pr', 'on-failure', (name, given) =>
      readChoice(name, given, ['always', 'on-failure', 'never']),
    ),
    sarifFile: text('sarif-file'),
    cache: text('cache'),
    offline: value('offline', false, readSwitch),
    registry: value('registry', '', readRegistry),
    trustedRoot: text('trusted-root'),
    registryKeys: text('registry-keys'),
    now: value('now', '', (name, given) => {
      const moment = readMoment(name, given)
      return moment.ok ? { ok: true, value: given } : moment
    }),
    repoToken: text('repo-token'),
  }
  mistakes.push(...wrongLockfiles(inputs.lockfiles))
  if (mistakes.length > 0) throw new Problem(mistakes, 'nothing was judged')
  return inputs
}

/** As the runner spells it: blanks become underscores, hyphens stay. */
export function variableOf(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`
}

/** The runner only warns of an input that does not exist; a gate that is switched on in the wrong words is open. */
function misspelt(env: Environment): Mistake[] {
  const known = new Set(inputNames.map(variableOf))
  return Object.keys(env).flatMap((variable) => {
    if (!variable.startsWith('INPUT_') || known.has(variable)) return []
    const given = variable.slice('INPUT_'.length).toLowerCase()
    const meant = nearest(given.replaceAll('_', '-'), inputNames)
    return meant === '' ? [] : usageMistake('unknown-input', `there is no input ${given}`, `Did you mean ${meant}?`)
  })
}

function readSwitch(name: string, text: string): Reading<boolean> {
  const reading = readChoice(name, text.toLowerCase(), ['true', 'false'])
  return reading.ok ? { ok: true, value: reading.value === 'true' } : reading
}

/** Nothing that git could take for an option, a range or a path. */
function readRef(name: string, text: string): Reading<string> {
  const isRef = text.length <= 1000 && /^[^\s~^:?*[\\\p{Cc}-][^\s~^:?*[\\\p{Cc}]*$/u.test(text) && !text.includes('..')
  if (isRef) return { ok: true, value: text }
  const help = 'Write a branch, a tag or the whole digest of a commit.'
  return { ok: false, mistake: usageMistake('bad-ref', `${name} ${text} names no commit`, help) }
}

function wrongLockfiles(lockfiles: readonly string[]): Mistake[] {
  return lockfiles.flatMap((path) => {
    const steps = path.split('/')
    const isLockfile = ['package-lock.json', 'npm-shrinkwrap.json'].includes(steps.at(-1) ?? '')
    if (isLockfile && !isAbsolute(path) && !steps.includes('..')) return []
    const help = 'Write its path from working-directory, such as packages/web/package-lock.json.'
    return usageMistake(
      'bad-lockfile',
      `lockfile ${path} is no package-lock.json or npm-shrinkwrap.json below it`,
      help,
    )
  })
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
