// Every command there is, as data, and how to load it. A command's code is imported only when it runs, so that help and
// version stay instant and a wrong flag costs nothing.
import type { ResolveProcess } from '../sources/resolve-process.ts'
import type { Arguments } from './arguments.ts'
import type { FlagName } from './flags.ts'
import type { Io } from './io.ts'

/** Gives the exit code. Wrong input is thrown as a `Problem`. Whoever called ends what `ahead` gave him. */
export type Run = (given: Arguments, io: Io, ahead: ResolveProcess | undefined) => Promise<number>

export type Command = {
  /** Positional arguments as help shows them. */
  operands: string
  maxOperands: number
  summary: string
  flags: readonly FlagName[]
  /** What did not happen when the command line is wrong. */
  consequence: string
  load: () => Promise<Run>
  /** What takes longest to start and needs no command line: it is on its way while that is read. */
  ahead?: () => Promise<ResolveProcess>
}

const unlimited = Number.POSITIVE_INFINITY

const origins = ['rules', 'osv', 'registry', 'cache-dir', 'offline'] as const
const moment = ['min-age', 'now', 'concurrency', 'trusted-root', 'registry-keys'] as const
/** Of every command whose exit code is a verdict, and of those that only look at what one would be. */
const judging = ['report', ...origins, 'fail-on', ...moment, 'all', 'quiet', 'no-progress'] as const
const looking = [...origins, ...moment] as const

export const commands = {
  scan: {
    operands: '[dir]',
    maxOperands: 1,
    summary: 'judge the whole lockfile tree of a project, before anything of it runs',
    flags: ['base', 'base-folder', 'proposals', 'policy', 'format', 'output', ...judging],
    consequence: 'nothing was scanned',
    load: async () => (await import('./scan.ts')).runScan,
  },
  ci: {
    operands: '[-- npm arguments...]',
    maxOperands: 0,
    summary: 'judge the lockfile, then have your npm install exactly that; install scripts only as approved',
    flags: ['policy', ...judging],
    consequence: 'nothing was installed',
    load: async () => (await import('./ci.ts')).runCi,
  },
  install: {
    operands: '[spec...] [-- npm arguments...]',
    maxOperands: unlimited,
    summary: 'judge what would come in, then have your npm install exactly that; install scripts only as approved',
    flags: ['policy', ...judging],
    consequence: 'nothing was installed',
    load: async () => (await import('./install.ts')).runInstall,
  },
  check: {
    operands: '<spec...>',
    maxOperands: unlimited,
    summary:
      'what adding or updating packages would bring, and what to ask for instead; nothing is installed or written',
    flags: ['save-dev', 'save-optional', 'save-peer', 'workspace', 'global', 'policy', 'format', 'output', ...judging],
    consequence: 'nothing was checked',
    load: async () => (await import('./check.ts')).runCheck,
    ahead: async () => (await import('../sources/resolve-process.ts')).startResolveProcess(),
  },
  diff: {
    operands: '<before> <after>',
    maxOperands: 2,
    summary:
      'everything that differs between two releases: name@1.0.0 name@1.1.0, a .tgz or a folder each. Exit code: 0 passed, 1 blocked (or in review, with --fail-on review), 3 one could not be had or read',
    flags: [
      'code',
      'format',
      'output',
      'rules',
      'registry',
      'cache-dir',
      'offline',
      'fail-on',
      'now',
      'trusted-root',
      'registry-keys',
      'all',
    ],
    consequence: 'nothing was compared',
    load: async () => (await import('./diff.ts')).runDiff,
  },
  npm: {
    operands: '-- <npm command line...>',
    maxOperands: 0,
    summary: "for an alias of npm: installs go cordon's way, everything else straight to npm",
    flags: ['policy', ...judging],
    consequence: 'npm was not started',
    load: async () => (await import('./npm.ts')).runNpmLine,
  },
  affected: {
    operands: '<name@range|OSV id|digest> [dir...]',
    maxOperands: unlimited,
    summary: 'which lockfiles below these folders contain it, and by which path; without a network',
    flags: ['osv', 'format', 'output', 'all', 'quiet'],
    consequence: 'nothing was searched',
    load: async () => (await import('./affected.ts')).runAffected,
  },
  init: {
    operands: '[dir]',
    maxOperands: 1,
    summary: "accept today's tree as the first baseline, by its metadata: its content is looked at by nobody",
    flags: ['policy', ...looking, 'no-progress'],
    consequence: 'nothing was accepted',
    load: async () => (await import('./init.ts')).runInit,
  },
  accept: {
    operands: '[name@version...]',
    maxOperands: unlimited,
    summary: 'accept releases of this lockfile as reviewed; on a terminal without names, one after the other',
    flags: ['note', 'prune', 'policy', ...looking, 'all', 'no-progress'],
    consequence: 'nothing was accepted',
    load: async () => (await import('./accept.ts')).runAccept,
  },
  scripts: {
    operands: '[dir]',
    maxOperands: 1,
    summary: 'the install scripts of the tree: what they are, what they can do, who approved them, what npm runs',
    flags: [
      'write',
      'policy',
      'format',
      'output',
      'registry',
      'cache-dir',
      'offline',
      'now',
      'concurrency',
      'all',
      'quiet',
      'no-progress',
    ],
    consequence: 'nothing was written',
    load: async () => (await import('./scripts.ts')).runScripts,
  },
  'scripts approve': {
    operands: '<name...>',
    maxOperands: unlimited,
    summary: 'approve the install scripts of packages by what they are: an update that leaves them alone asks nothing',
    flags: ['note', 'write', 'policy', 'registry', 'cache-dir', 'offline', 'now', 'concurrency', 'no-progress'],
    consequence: 'nothing was approved',
    load: async () => (await import('./scripts-approve.ts')).runApprove,
  },
  explain: {
    operands: '<rule|name@version> [--on before after]',
    maxOperands: 3,
    summary:
      'the page of a rule, what it makes of two releases (--on), or why a release of this lockfile gets its verdict',
    flags: ['on', 'base', 'policy', 'format', 'output', ...looking, 'all', 'no-progress'],
    consequence: 'nothing was explained',
    load: async () => (await import('./explain.ts')).runExplain,
  },
  provenance: {
    operands: '<name@version>',
    maxOperands: 1,
    summary:
      'who built a published release, from what, and how the releases before it were built; what of it is proven',
    flags: ['format', 'output', 'registry', 'cache-dir', 'offline', 'now', 'trusted-root', 'registry-keys'],
    consequence: 'nothing was verified',
    load: async () => (await import('./provenance.ts')).runProvenance,
  },
  replay: {
    operands: '[id]',
    maxOperands: 1,
    summary:
      'known attacks as the registry looked one minute after the bad release, rebuilt inert and judged here; without an id the list. Exit code: 0 each was stopped, 1 one was missed; what is missed only on a mirror without trust data is told and not counted',
    flags: ['all', 'rules', 'format', 'output', 'no-progress'],
    consequence: 'nothing was replayed',
    load: async () => (await import('./replay.ts')).runReplay,
  },
  completion: {
    operands: '<bash|zsh|fish|powershell>',
    maxOperands: 1,
    summary: 'a script for the shell that completes commands and flags',
    flags: [],
    consequence: 'nothing was printed',
    load: async () => (await import('./completion.ts')).runCompletion,
  },
  'rules new': {
    operands: '<id> [dir]',
    maxOperands: 2,
    summary: 'write a rule to begin with, with its cases; in an empty folder its pack.yml, too',
    flags: [],
    consequence: 'nothing was written',
    load: async () => (await import('./rules-new.ts')).runNew,
  },
  exceptions: {
    operands: '',
    maxOperands: 0,
    summary: 'what the policy excepts and allows, and until when',
    flags: ['policy', 'now'],
    consequence: 'nothing was listed',
    load: async () => (await import('./exceptions.ts')).runExceptions,
  },
  'exceptions prune': {
    operands: '',
    maxOperands: 0,
    summary: 'remove what has expired from the policy; comments and order stay',
    flags: ['policy', 'unused', 'now'],
    consequence: 'nothing was removed',
    load: async () => (await import('./exceptions.ts')).runPrune,
  },
  'rules lint': {
    operands: '[pack...]',
    maxOperands: unlimited,
    summary: 'read rule packs, show every mistake in them, and the digest to pin (default: the built-in pack)',
    flags: ['registry', 'cache-dir', 'offline', 'now', 'trusted-root', 'registry-keys'],
    consequence: 'no rule was read',
    load: async () => (await import('./rules.ts')).runLint,
  },
  'rules test': {
    operands: '[pack...]',
    maxOperands: unlimited,
    summary: "run the rules' own cases (default: the built-in pack)",
    flags: ['format', 'output'],
    consequence: 'no case was run',
    load: async () => (await import('./rules-test.ts')).runTest,
  },
  'rules backtest': {
    operands: '[pack...]',
    maxOperands: unlimited,
    summary: 'run packs over real upgrades, as of the hour after each was published (default: the built-in pack)',
    flags: [
      'lockfile',
      'list',
      'last',
      'max-rate',
      'format',
      'output',
      'registry',
      'cache-dir',
      'offline',
      'min-age',
      'now',
      'concurrency',
      'all',
      'no-progress',
    ],
    consequence: 'nothing was measured',
    load: async () => (await import('./rules-backtest.ts')).runBacktest,
  },
  'rules show': {
    operands: '[rule]',
    maxOperands: 1,
    summary: 'the page of a rule, or the list of all',
    flags: ['rules'],
    consequence: 'nothing was shown',
    load: async () => (await import('./rules.ts')).runShow,
  },
  'rules vocabulary': {
    operands: '[record]',
    maxOperands: 1,
    summary: 'the facts that a rule can read',
    flags: [],
    consequence: 'nothing was shown',
    load: async () => (await import('./rules.ts')).runVocabulary,
  },
} as const satisfies Record<string, Command>

export type CommandName = keyof typeof commands

/** What stands behind their `--` is npm's. */
export const handsOnToNpm: ReadonlySet<CommandName> = new Set<CommandName>(['ci', 'install', 'npm'])

export const commandNames = Object.keys(commands).filter(isCommand)

export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name)
}

/** The first words of commands that have a second one: `rules`. */
export const commandGroups: ReadonlySet<string> = new Set(
  commandNames.flatMap((name) => (name.includes(' ') ? [name.slice(0, name.indexOf(' '))] : [])),
)

export function commandOf(name: CommandName): Command {
  return commands[name]
}

export function usageOf(name: CommandName): string {
  return `cordon ${name} ${commands[name].operands}`.trimEnd()
}
