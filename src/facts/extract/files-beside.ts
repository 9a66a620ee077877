// Code that is loaded by the folder it lies in: `require(join(__dirname, 'lib', 'a.js'))`, `` import(`${__dirname}/a.js`) ``,
// `new Worker(new URL('a.js', import.meta.url))`. Lexical, as all that is known of reach.
import { extensionOf } from '../../domain/package-path.ts'
import { exactFile, type PackageFiles, resolveFile } from './package-files.ts'
import { eachQuoted, type Quoted } from './quoted.ts'

/** Longer files are data. */
const maxSource = 4_000_000

const codeExtensions = new Set('js cjs mjs ts cts mts node'.split(' '))
/** Code that knows in which folder it lies. */
const places = ['__dirname', '__filename', 'import.meta']
const anyByte = new Uint8Array(256).fill(1)

/** Paths of own files; '' may be among them. */
export function filesBeside(files: PackageFiles, folder: string, bytes: Buffer): string[] {
  if (!places.some((word) => bytes.includes(word))) return []
  const source = bytes.toString('latin1', 0, Math.min(bytes.length, maxSource))
  const found = new Set<string>()
  let chain = { path: '', end: -1 }
  const visit = ({ text, offset }: Quoted) => {
    const before = source.slice(Math.max(0, offset - maxGap), offset - 1).trimEnd()
    const isJoined = before.endsWith(',') || before.endsWith('+')
    const bare = before.slice(0, -1).trimEnd()
    const name = text.startsWith('/') ? text.slice(1) : text
    const isNext =
      isJoined &&
      chain.end >= offset - maxGap &&
      chain.path.length < maxPath &&
      source.slice(chain.end, offset - 1).trim().length === 1
    if (isNext) chain = { path: `${chain.path}/${name}`, end: offset + text.length + 1 }
    else if (isJoined && bare.endsWith('dirname')) chain = { path: name, end: offset + text.length + 1 }
    else chain = { path: '', end: -1 }
    if (chain.end >= 0) found.add(resolveFile(files, folder, `./${chain.path}`))
    // Whoever keeps the folder in a variable names the file with its ending.
    if (codeExtensions.has(extensionOf(name))) found.add(exactFile(files, folder, name))
  }
  eachQuoted(source, anyByte, visit)
  for (const path of afterTemplates(source)) found.add(resolveFile(files, folder, `./${path}`))
  return [...found]
}

/** More blanks than these are no join. */
const maxGap = 64

const templateEnd = 'dirname}/'

/** What stands behind `${__dirname}/` in a template, up to its end or its next value. */
function afterTemplates(source: string): string[] {
  const found: string[] = []
  for (let at = source.indexOf(templateEnd); at !== -1; at = source.indexOf(templateEnd, at + 1)) {
    const text = source.slice(at + templateEnd.length, at + templateEnd.length + maxPath)
    const end = text.indexOf('`')
    if (end !== -1 && !text.slice(0, end).includes('${')) found.push(text.slice(0, end))
  }
  return found
}

const maxPath = 200
