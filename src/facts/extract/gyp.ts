// What the gyp files of a package would do besides compiling, which is how "Phantom Gyp" ran code without a script: npm
// reads a binding.gyp by itself. gyp files are Python literals with `<!(command)` in strings; nothing is evaluated here.
import { extensionOf } from '../../domain/package-path.ts'
import type { Oddity } from '../../domain/release.ts'
import { buildFiles } from './command-files.ts'
import type { PackageFiles } from './package-files.ts'
import { quotedParts } from './shell-words.ts'

const gypExtensions = new Set(['gyp', 'gypi'])
/** What a compiler for native add-ons is given. */
const sourceExtensions = new Set('c cc cpp cxx c++ m mm h hh hpp hxx s asm rs go zig f f90 cu pyx swift'.split(' '))

/** Longer gyp files are not searched through; they count as running something. */
const maxLength = 1_000_000

/** Nothing for a package without a `binding.gyp`: nobody reads its gyp files. */
export function gypOddities(files: PackageFiles): Oddity[] {
  const builds = buildFiles(files)
  if (builds.length === 0) return []
  const paths = [...files.bytes.keys()]
  const commands = paths
    .filter((path) => gypExtensions.has(extensionOf(path)))
    .flatMap((path) => {
      const detail = commandIn(files.bytes.get(path))
      return detail === '' ? [] : [{ kind: 'gyp-runs-command' as const, path, detail }]
    })
  if (paths.some((path) => sourceExtensions.has(extensionOf(path)))) return commands
  return [...commands, ...builds.map((path) => ({ kind: 'gyp-without-sources' as const, path, detail: '' }))]
}

/**
 * How a gyp file gets a command run; '' when it does not. Generous, since Python joins neighbouring strings and decodes
 * escapes before gyp sees them (gyp's lib: `pylib/gyp/input.py`).
 */
function commandIn(bytes: Buffer | undefined): string {
  if (bytes === undefined) return ''
  if (bytes.length > maxLength) return 'too large to read'
  const parts = quotedParts(bytes.toString('utf8'), '#')
  const joined = parts.join('')
  if (['<!', '>!', '^!', '<|', '>|', '^|'].some((mark) => joined.includes(mark))) return 'expansion'
  // Conditions are Python expressions; their way out of gyp's empty namespace leads over such names.
  if (joined.includes('.__')) return 'expression'
  if (parts.some((part) => part === 'action' || part === 'postbuilds')) return 'action'
  return parts.some(hasCodedCharacter) ? 'escape' : ''
}

/** `\x3c` and its like, with which the marks above can be spelled. */
function hasCodedCharacter(part: string): boolean {
  for (let at = part.indexOf('\\'); at !== -1; at = part.indexOf('\\', at + 2)) {
    if ('xuUN01234567'.includes(part.charAt(at + 1) || ' ')) return true
  }
  return false
}
