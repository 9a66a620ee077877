// What npm's arguments for an install, an update or a removal ask for: the change of the tree that is worked out and
// judged, and the words that npm itself gets afterwards. It reads the project's folders to know which workspace is meant.
import { join } from 'node:path'
import { type Mistake, Problem } from '../domain/problem.ts'
import { member, parsed, text } from '../sources/json-value.ts'
import { readTextOr } from '../sources/npm-run.ts'
import { noChange, type SaveAs, type TreeChange } from '../sources/resolve-request.ts'
import { workspacesOf } from './check-place.ts'
import { installMistakes } from './check-specs.ts'
import { asOptions, isOn, meantPlace } from './install-place.ts'
import type { Io } from './io.ts'
import { usageMistake } from './mistakes.ts'
import { forNpmItself, type GivenOption, readNpmArguments } from './npm-arguments.ts'
import { readMoment } from './values.ts'

export type InstallKind = 'install' | 'update' | 'uninstall' | 'dedupe'

export type InstallAsked = {
  /** The project's folder, a real path. */
  dir: string
  /** Folders in it with a package.json of the project's own. */
  folders: readonly string[]
  change: TreeChange
  /** npm's options for resolving. */
  options: Readonly<Record<string, unknown>>
  before: number | 'unset'
  /** For cordon itself. */
  own: readonly GivenOption[]
  forNpm: readonly GivenOption[]
  forScripts: readonly GivenOption[]
  scripts: 'none' | 'dependencies' | 'root'
  isPart: boolean
}

/** Throws a Problem with every mistake. */
export function readInstallArguments(
  kind: InstallKind,
  specs: readonly string[],
  forNpm: readonly string[],
  io: Io,
  consequence: string,
): InstallAsked {
  const { options, operands, mistakes } = readNpmArguments(forNpm)
  const all = [...specs, ...operands]
  const found = [...mistakes, ...operandMistakes(kind, all)]
  const { dir, workspaces } = meantPlace(options, io, found)
  const before = beforeOf(options, io, found)
  if (found.length > 0) throw new Problem(found, consequence)
  const isOff = options.some(({ road }) => road === 'off')
  const rest = forNpmItself(options).filter(({ name }) => name !== 'workspace')
  return {
    dir,
    folders: workspacesOf(dir),
    change: {
      ...noChange,
      ...changeOf(kind, all, dir),
      // npm leaves package.json alone where nobody named a version.
      save: kind === 'install' || kind === 'uninstall' || (kind === 'update' && isOn(options, 'save')),
      saveAs: saveAs(options),
      saveBundle: isOn(options, 'save-bundle'),
      workspaces,
      includeWorkspaceRoot: isOn(options, 'include-workspace-root'),
    },
    options: { ...resolveOptions(options), ...(kind === 'dedupe' && { preferDedupe: true }) },
    own: options.filter(({ road }) => road === 'cordon'),
    before,
    forNpm: [...rest, ...asOptions(workspaces)],
    forScripts: options.filter(({ road }) => road === 'scripts'),
    // As npm: the project's own scripts belong to an install of everything.
    scripts: isOff ? 'none' : kind === 'install' && all.length === 0 ? 'root' : 'dependencies',
    isPart: workspaces.length > 0 || options.some(({ name }) => name === 'workspaces'),
  }
}

function changeOf(kind: InstallKind, names: readonly string[], dir: string): Partial<TreeChange> {
  switch (kind) {
    case 'install':
      return { add: names }
    case 'update':
      return { update: names.length === 0 ? 'all' : names }
    case 'uninstall':
      return { remove: names }
    case 'dedupe':
      return { update: severalTimes(dir) }
  }
}

/** Names that the lockfile has in more than one place: what `npm dedupe` looks at anew. */
function severalTimes(dir: string): string[] {
  const packages = member(parsed(readTextOr(join(dir, 'package-lock.json'))), 'packages')
  if (typeof packages !== 'object' || packages === null) return []
  const marker = 'node_modules/'
  const names = Object.keys(packages).map((location) => {
    const own = text(packages, location, 'name')
    return own === '' ? location.slice(location.lastIndexOf(marker) + marker.length) : own
  })
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))]
}

function operandMistakes(kind: InstallKind, operands: readonly string[]): Mistake[] {
  if (kind === 'uninstall' && operands.length === 0) {
    return [usageMistake('no-target', 'it was not said what to remove', 'Name a package.')]
  }
  if (kind === 'install') return installMistakes(operands)
  if (kind === 'dedupe') {
    return operands.map((name) => usageMistake('npm-operand', `npm dedupes everything: ${name}`, 'Leave it out.'))
  }
  if (kind !== 'update') return []
  const specs = operands.filter((name) => name.indexOf('@', 1) !== -1)
  return specs.map((spec) =>
    usageMistake(
      'npm-operand',
      `npm updates names, not versions: ${spec}`,
      `To change the version: cordon install ${spec}`,
    ),
  )
}

/** The last one counts, as for npm. */
function saveAs(options: readonly GivenOption[]): SaveAs {
  const kinds: Readonly<Record<string, SaveAs>> = {
    'save-prod': 'prod',
    'save-dev': 'dev',
    'save-optional': 'optional',
    'save-peer': 'peer',
  }
  const last = options.findLast(({ name, value }) => value === true && Object.hasOwn(kinds, name))
  return (last === undefined ? undefined : kinds[last.name]) ?? 'unset'
}

/** By npm's own names for its code. */
function resolveOptions(options: readonly GivenOption[]): Record<string, unknown> {
  const names: Readonly<Record<string, string>> = {
    force: 'force',
    'legacy-peer-deps': 'legacyPeerDeps',
    'strict-peer-deps': 'strictPeerDeps',
    'prefer-dedupe': 'preferDedupe',
    'engine-strict': 'engineStrict',
    tag: 'defaultTag',
    'save-prefix': 'savePrefix',
    os: 'os',
    cpu: 'cpu',
    libc: 'libc',
  }
  const given = options.flatMap(({ name, value }): [string, unknown][] => {
    const own = Object.hasOwn(names, name) ? names[name] : undefined
    return own === undefined ? [] : [[own, value]]
  })
  return { ...Object.fromEntries(given), ...(isOn(options, 'save-exact') && { savePrefix: '' }) }
}

function beforeOf(options: readonly GivenOption[], io: Io, mistakes: Mistake[]): number | 'unset' {
  const age = options.findLast(({ name }) => name === 'min-release-age')
  const moment = options.findLast(({ name }) => name === 'before')
  if (age !== undefined) {
    const days = Number(age.value)
    if (Number.isFinite(days) && days >= 0) return io.now() - days * 24 * 3600 * 1000
    mistakes.push(usageMistake('npm-flag-without-value', '--min-release-age is a number of days', 'Write 3.'))
  }
  if (moment === undefined) return 'unset'
  const reading = readMoment('--before', `${moment.value}`)
  if (reading.ok) return reading.value
  mistakes.push(reading.mistake)
  return 'unset'
}
