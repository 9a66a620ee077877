// From a judged lockfile to an installed tree: npm installs with every script off, what it installed is held against what
// was judged, and only then the approved scripts run. Used once the verdict is there; it judges nothing itself.
import { join } from 'node:path'
import type { Lockfile } from '../domain/locked.ts'
import { newPlaces, ownPlaces, planScriptRun, rootEvents } from '../facts/script-run.ts'
import { renderDifferences, renderNotRun } from '../report/install-text.ts'
import { allowEntries } from '../scan/script-surpluses.ts'
import type { Listed } from '../scan/scripts.ts'
import { member, parsed, text } from '../sources/json-value.ts'
import { type NpmProgram, readTextOr } from '../sources/npm-run.ts'
import { differencesIn, type Installed, installedNow, letInNow, refuseLinks } from './installed.ts'
import { type Io, widthOf } from './io.ts'
import { isNpm12, type NpmAtWork } from './npm-at-hand.ts'
import { refuseChanged } from './pinned-files.ts'

export type HandOver = Installed & {
  program: NpmProgram
  npm: NpmAtWork
  /** npm's command and its own words. */
  words: readonly string[]
  /** What every start of npm is told: where its cache is, whether there is a network. */
  everywhere: readonly string[]
  /** npm's. */
  cacheDir: string
  /** What lay there before and stays: its scripts have had their turn. */
  before: Lockfile | 'none'
  listed: readonly Listed[]
  /** How scripts are run: `none` for not at all; `root`: the project's own, too. */
  scripts: 'none' | 'dependencies' | 'root'
  scriptWords: readonly string[]
  quiet: boolean
  consequence: string
  /** The tree lies there as judged; what follows are scripts, which undo nothing when they fail. */
  onInstalled: () => void
}

/** Exit codes: npm's own, or 1 where what it installed is not what was judged. */
export async function handOver(task: HandOver, io: Io): Promise<number> {
  const { program, npm, dir, pinned, consequence, scripts } = task
  const events = rootEvents(isNpm12(program))
  refuseLinks(dir, task.judged, consequence)
  if (scripts === 'root') {
    const code = await runEvents(events.before, task)
    if (code !== 0) return code
  }
  refuseChanged(pinned, dir, consequence)
  const code = await npm([...task.words, ...always(task)])
  if (code !== 0) return code
  const differences = differencesIn(task)
  if (differences.length > 0) {
    await io.stderr.write(renderDifferences(differences, widthOf(io.stderr)))
    return 1
  }
  const letIn = letInNow(dir, task.cacheDir)
  task.onInstalled()
  const ended = scripts === 'none' ? 0 : await runScripts(task, events.after, io)
  if (ended === 0) letIn.remember()
  return ended
}

function always({ everywhere, dir, judged }: HandOver): string[] {
  // A project's .npmrc may name a program of its own.
  const git = judged.packages.some(({ kind }) => kind === 'git') ? ['--git=git'] : []
  // An .npmrc that has npm install nothing would leave what lay there before, whatever it holds.
  const really = ['--package-lock', '--no-dry-run', '--no-package-lock-only']
  return ['--ignore-scripts', '--prefer-offline', ...really, ...git, ...here(dir), ...everywhere]
}

async function runScripts(task: HandOver, events: readonly string[], io: Io): Promise<number> {
  const { program, npm, dir, listed, judged } = task
  const record = installedNow(dir)
  const fresh = newPlaces(record === 'none' ? [] : record.packages, task.before === 'none' ? [] : task.before.packages)
  const packages = listed.map(({ locked, shown: { locations, state, entry } }) => ({ locked, locations, state, entry }))
  const { locations, notRun } = planScriptRun(packages, fresh)
  const own = ownPlaces(judged.packages, allowEntries(judged), isNpm12(program), (folder) =>
    hasScripts(join(dir, folder)),
  )
  const places = [...locations, ...own].map((location) => join(dir, location))
  if (places.length > 0) {
    // Exactly these places are approved: what npm would allow by itself does not matter.
    const words = ['rebuild', '--no-rebuild-bundle', '--dangerously-allow-all-scripts', '--ignore-scripts=false']
    const code = await npm([...words, ...forScripts(task), '--', ...places], 'aside')
    if (code !== 0) return code
  }
  if (task.scripts === 'root') {
    const code = await runEvents(events, task)
    if (code !== 0) return code
  }
  if (!task.quiet) await io.stderr.write(renderNotRun(notRun, widthOf(io.stderr)))
  return 0
}

/** Each event by itself: with `--ignore-scripts` npm runs what is named and nothing around it. */
async function runEvents(events: readonly string[], task: HandOver): Promise<number> {
  const { npm, dir } = task
  const manifest = parsed(readTextOr(join(dir, 'package.json')))
  for (const event of events) {
    if (text(manifest, 'scripts', event) === '') continue
    const code = await npm(['run', '--ignore-scripts', ...forScripts(task), '--', event])
    if (code !== 0) return code
  }
  return 0
}

function forScripts({ dir, everywhere, scriptWords }: HandOver): string[] {
  return [...here(dir), ...everywhere, ...scriptWords]
}

/** The folder that was judged, whatever is configured or lies above it. */
function here(dir: string): string[] {
  return ['--no-global', '--location=project', `--prefix=${dir}`]
}

function hasScripts(folder: string): boolean {
  const manifest = parsed(readTextOr(join(folder, 'package.json')))
  const events = ['preinstall', 'install', 'postinstall', 'prepare']
  return events.some((event) => text(manifest, 'scripts', event) !== '') || member(manifest, 'gypfile') === true
}
