// What the gyp files of a package lead to when node-gyp reads them: command lines that they get run. Their own bytes, and
// the sources they name, count as a whole. What cannot be read for sure is said.
import { extensionOf } from '../../domain/package-path.ts'
import { quotedParts } from './shell-words.ts'

const extensions: ReadonlySet<string> = new Set(['gyp', 'gypi'])
const maxLength = 1_000_000
const maxCommands = 200
/** gyp's pylib/gyp/input.py: early, late and latest expansion. */
const marks = ['<!', '>!', '^!'] as const
const otherMarks = ['<|', '>|', '^|'] as const
/** Keys under which a build runs something, or names what runs instead of the usual. */
const running: ReadonlySet<string> = new Set(
  'action actions rules postbuilds make_global_settings CC CXX LD LDPLUSPLUS'.split(' '),
)
/** Of the keys for Visual Studio those that only set options of its compiler and linker. */
const settingOnly: ReadonlySet<string> = new Set(
  (
    'msvs_settings msvs_version msvs_disabled_warnings msvs_cygwin_shell msvs_configuration_attributes ' +
    'VCCLCompilerTool VCLinkerTool VCLibrarianTool VCManifestTool VCMIDLTool VCResourceCompilerTool'
  ).split(' '),
)

export function isGyp(path: string): boolean {
  return extensions.has(extensionOf(path))
}

/** Command lines in a gyp file; `beyond` where there may be others. */
export function gypCommands(bytes: Uint8Array): readonly string[] | 'beyond' {
  if (bytes.length > maxLength) return 'beyond'
  const text = Buffer.from(bytes).toString('utf8')
  const parts = quotedParts(text, '#').map(unescaped)
  if (parts.includes('beyond') || parts.some((part) => runs(part) || leadsOut(part))) return 'beyond'
  if (includesOther(text, parts)) return 'beyond'
  const joined = parts.join('')
  // Python joins neighbouring texts: a mark or a key may stand across two of them.
  const whole = [...marks, ...otherMarks, '..', 'includes', 'msvs_', 'VCP', ...running]
  const isSplit = whole.some((mark) => count(joined, mark) !== sum(parts, mark))
  if (isSplit || otherMarks.some((mark) => joined.includes(mark)) || joined.includes('.__')) return 'beyond'
  const lines: string[] = []
  for (const part of parts) {
    const found = marks.reduce((total, mark) => total + count(part, mark), 0)
    if (found === 0) continue
    const line = lineIn(part)
    if (found > 1 || line === undefined) return 'beyond'
    lines.push(line)
  }
  return lines.length > maxCommands ? 'beyond' : lines
}

/** What stands in `<!(…)` or `<!@(…)`; `<!name(…)` would run a module of Python. */
function lineIn(part: string): string | undefined {
  const open = part.search(/[<>^]!/) + 2
  const start = part.charAt(open) === '@' ? open + 1 : open
  if (part.charAt(start) !== '(') return undefined
  let depth = 0
  for (let at = start; at < part.length; at++) {
    if (part.charAt(at) === '(') depth++
    if (part.charAt(at) === ')' && --depth === 0) return part.slice(start + 1, at)
  }
  return undefined
}

/** `\"` and its like; any other escape could spell a mark. */
function unescaped(part: string): string {
  const plain = part.replaceAll(/\\(["'\\])/g, (_, character: string) => (character === '\\' ? '\0' : character))
  return plain.includes('\\') ? 'beyond' : plain.replaceAll('\0', '\\')
}

function runs(part: string): boolean {
  const isForVisualStudio = part.startsWith('msvs_') || /^VC\w*Tool$/.test(part)
  return running.has(part) || (isForVisualStudio && !settingOnly.has(part))
}

/** A path out of the package, in an option too (`@../x.rsp`), or a gyp file whose name is computed. */
function leadsOut(part: string): boolean {
  // `file.gyp:target#toolset`
  const [path = ''] = part.split(':', 1)
  const isGypFile = isGyp(path)
  const isComputed = isGypFile && /[<>]/.test(path)
  // Two variables side by side, or one beside a dot, may spell `..`.
  const mayClimb = /\)[<>^]@?\(|(?:^|[/\\])\.[<>^]@?\(|\)\.(?:[/\\]|$)/.test(part)
  return isComputed || mayClimb || /\.\.(?:[/\\:]|$)/.test(part) || isAbsolute(part)
}

/** `/EHsc`, `/std:c++17` are options of Microsoft's compiler. */
function isAbsolute(part: string): boolean {
  return /^[a-zA-Z]:[/\\]/.test(part) || (part.startsWith('/') && !/^\/\w[\w:+-]*$/.test(part))
}

/** What `includes` names is read as gyp whatever it is called; here only gyp files are. */
function includesOther(text: string, parts: readonly string[]): boolean {
  const lists = [...text.matchAll(/(["'])includes\1\s*:\s*\[([^\]#]{0,2000})\]/g)]
  if (lists.length !== parts.filter((part) => part === 'includes').length) return true
  return lists.some(([, , list = '']) => quotedParts(list, '#').some((part) => !isGyp(part)))
}

function count(text: string, mark: string): number {
  return text.split(mark).length - 1
}

function sum(parts: readonly string[], mark: string): number {
  return parts.reduce((total, part) => total + count(part, mark), 0)
}
