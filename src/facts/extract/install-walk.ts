// What the walk over a package's install scripts still has to follow and what it has found. Whoever reads a line, a file
// or a program adds to it.
import type { RunInputs } from '../../code/run-inputs.ts'
import type { OpenEnd } from '../../domain/install-inputs.ts'
import type { FileRecord, ScriptRecord } from '../../domain/release.ts'
import type { PackageFiles } from './package-files.ts'

export type InstallSource = {
  files: PackageFiles
  records: readonly FileRecord[]
  scripts: readonly ScriptRecord[]
  /** What a file depends on as a program; `unread` where nobody read it to its end. */
  inputsAt: (path: string) => RunInputs | 'unread'
  /** The same for a program that stands in a command line. */
  inputsOf: (text: string) => RunInputs
}

export type Walk = {
  source: InstallSource
  /** Names of scripts, files that are run or loaded, programs that stand in command lines: all are followed. */
  scripts: Set<string>
  files: Set<string>
  texts: Set<string>
  /** Files that are only read. */
  data: Set<string>
  fields: Set<string>
  packages: Set<string>
  programs: Set<string>
  open: Map<OpenEnd, string>
  /** Any file of the package may be read. */
  everything: boolean
}

export function readEverything(walk: Walk): void {
  walk.everything = true
  walk.fields.add('*')
}

/** Each end once, with the first file that has it. */
export function addOpen(walk: Walk, end: OpenEnd, file: string): void {
  if (!walk.open.has(end)) walk.open.set(end, file)
}
