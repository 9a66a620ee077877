// Finds the files that decide and that differ between two commits, reads both texts out of git, and puts what changed in
// plain words. A file it cannot read is named all the same.
import { posix } from 'node:path'
import type { PolicyRead } from '../baseline/policy/read.ts'
import { readPolicy } from '../baseline/policy/read.ts'
import { type GitFile, readGitEntry } from '../sources/git.ts'
import type { TreeEntry } from '../sources/git-tree.ts'
import { type DecisionChange, type DecisionKind, isWorkflow, whatDecides } from './what-decides.ts'

export type Trees = { head: readonly TreeEntry[]; base: readonly TreeEntry[] }

/** More files than this are counted, not read. */
const maxFiles = 200

const byName: ReadonlySet<string> = new Set([
  'cordon.yml',
  'cordon.yaml',
  'cordon.lock',
  '.npmrc',
  'package.json',
  '.npm-extension.cjs',
  '.npm-extension.mjs',
  '.npm-extension.js',
])

export type Decisions = { changes: readonly DecisionChange[]; unread: number }

/** `named`: packs of the workflow, from the root of the repository. */
export async function findDecisions(
  { head, base }: Trees,
  named: readonly string[],
  git: Omit<GitFile, 'path' | 'ref'>,
): Promise<Decisions> {
  const [heads, bases] = [byPath(head), byPath(base)]
  const read = async (entry: TreeEntry | undefined): Promise<string | undefined> =>
    entry === undefined ? undefined : textOf(entry, git)
  const packs = [...named, ...(await packsOf(base, read))]
  const isPack = (path: string) => packs.some((pack) => path === pack || path.startsWith(`${pack}/`))
  const paths = [...new Set([...heads.keys(), ...bases.keys()])]
  const differs = (path: string) => heads.get(path)?.digest !== bases.get(path)?.digest
  // A pull request can bring as many of such files as it likes: what decides today is not crowded out by them.
  const rank = (path: string) => [isManifest(path), !bases.has(path), isWorkflow(path) ? 1 : path.split('/').length]
  const changed = paths
    .filter((path) => differs(path) && mayDecide(path, isPack(path)))
    .map((path) => ({ path, rank: rank(path).map(Number) }))
    .toSorted((a, b) => a.rank.map((one, at) => one - (b.rank[at] ?? 0)).find((one) => one !== 0) ?? 0)
    .map(({ path }) => path)
  const changes: DecisionChange[] = []
  for (const file of changed.slice(0, maxFiles)) {
    const [before, after] = [await read(bases.get(file)), await read(heads.get(file))]
    changes.push(...whatDecides({ file, before, after }, isPack(file)))
  }
  return { changes, unread: Math.max(0, changed.length - maxFiles) }
}

function mayDecide(path: string, isPack: boolean): boolean {
  const steps = path.split('/')
  return !steps.includes('node_modules') && (isPack || isWorkflow(path) || byName.has(steps.at(-1) ?? ''))
}

function isManifest(path: string): boolean {
  return posix.basename(path) === 'package.json'
}

/** The packs, records and imports that policies of the base name by a path. */
async function packsOf(
  base: readonly TreeEntry[],
  read: (entry: TreeEntry) => Promise<string | undefined>,
): Promise<string[]> {
  const policies = base.filter(({ path }) => posix.basename(path) === 'cordon.yml').slice(0, maxFiles)
  const found: string[] = []
  for (const entry of policies) {
    const policy = readPolicy({ file: entry.path, text: (await read(entry)) ?? '' }, Number.POSITIVE_INFINITY)
    found.push(...pathsIn(policy).map((path) => posix.normalize(posix.join(posix.dirname(entry.path), path))))
  }
  return found.filter((path) => !path.startsWith('..') && path !== '.')
}

/** A policy with mistakes is not used by anybody: the run says so. */
function pathsIn(read: PolicyRead): string[] {
  if (!read.ok) return []
  const { packs, knownBad, imports } = read.policy
  return [...packs, ...knownBad, ...imports]
    .map(({ from }) => from)
    .filter((from) => !from.startsWith('npm:') && !from.startsWith('https:'))
}

/** A link, or another repository, is named by what it leads to. */
async function textOf({ path, digest, kind }: TreeEntry, git: Omit<GitFile, 'path' | 'ref'>): Promise<string> {
  if (kind === 'repository') return digest
  const bytes = await readGitEntry({ ...git, ref: 'HEAD', path }, { name: path, kind: 'file', digest })
  return bytes.toString()
}

function byPath(entries: readonly TreeEntry[]): Map<string, TreeEntry> {
  return new Map(entries.map((entry) => [entry.path, entry]))
}

const kindWords: Record<DecisionKind, (file: string) => string> = {
  policy: (file) => `the policy \`${file}\``,
  accepted: (file) => `what \`${file}\` accepts`,
  npmrc: (file) => `npm's settings in \`${file}\``,
  overrides: (file) => `the overrides of \`${file}\``,
  'allow-scripts': (file) => `the install scripts that \`${file}\` allows`,
  patches: (file) => `the patched dependencies of \`${file}\``,
  'package-extensions': (file) => `the package extensions of \`${file}\``,
  'npm-extension': (file) => `\`${file}\`, code that npm runs`,
  pack: (file) => `\`${file}\`, which rules or records come from`,
  workflow: (file) => `the workflow \`${file}\`, which uses cordon`,
}

const shownNames = 12

/** One sentence for each, with names between backticks. */
export function decisionLines({ changes, unread }: Decisions): string[] {
  const lines = changes.map(({ kind, file, status, names }) => {
    const shown = names.slice(0, shownNames).map((name) => `\`${name}\``)
    const more = names.length > shownNames ? ` and ${names.length - shownNames} more` : ''
    const what = shown.length === 0 ? '' : `: ${shown.join(', ')}${more}`
    return `This change ${statusWords[kind === 'accepted' ? 'changed' : status]} ${kindWords[kind](file)}${what}.`
  })
  return unread === 0 ? lines : [...lines, `${unread} more files that decide have changed and were not looked at.`]
}

const statusWords = { added: 'adds', changed: 'changes', removed: 'removes' } as const
