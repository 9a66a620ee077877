// Programs that talk to others: which hosts they name, which files they send and which they leave behind.
import { isHostName } from '../indicators/urls.ts'
import { outputOptions } from './program-names.ts'
import { type Carries, hostDeeds, namePath, type Reading } from './reading.ts'
import { carriedBy } from './script-files.ts'
import type { Given, Started } from './started.ts'

/** Hosts of a client's words; '' where none could be told. */
export function lookAtHosts({ reading, given, at }: Started): void {
  const named = given.filter(({ text, at: where }) => nameHost(reading, text, where))
  if (named.length === 0) reading.findings.argument('network-client', 'host', '', at)
}

/** A URL, or a bare host as `nc` and `curl` take it. Whether it is one. */
export function nameHost(reading: Reading, text: string, at: number): boolean {
  const scheme = text.indexOf('://')
  const rest = scheme === -1 ? text : text.slice(scheme + 3)
  const spelled = `https://${rest}`
  if (text.startsWith('-') || (rest.split(/[/?#]/, 1)[0] ?? '').includes('\0') || !URL.canParse(spelled)) return false
  const { hostname, pathname } = new URL(spelled)
  const isAddress = /^\d{1,3}(?:\.\d{1,3}){3}$/.test(hostname) && rest.startsWith(hostname)
  if (scheme === -1 && !isAddress && (!isHostName(hostname) || isFileName(rest))) return false
  reading.findings.deeds(hostDeeds(hostname), at)
  reading.findings.argument('network-client', 'host', hostname, at)
  const path = pathname
    .split('/')
    .filter((part) => part !== '')
    .slice(0, 2)
    .join('/')
  if (path !== '') reading.findings.argument('network-client', 'url-path', `/${path}`, at)
  return true
}

const fileEnding =
  /\.(?:sh|py|js|mjs|cjs|ts|json|txt|md|html|zip|gz|tgz|tar|exe|ps1|bat|bin|pl|rs|so|dll|app|mov|log|out)$/

/** `payload.sh` is a file, whatever ending some country has. */
function isFileName(text: string): boolean {
  return fileEnding.test(text)
}

/** `-d @file`, `-F name=@file`, `-T file`, `--post-file=file`; all files of a copy. */
export function filesSent({ given, reading, program }: Started): Carries {
  return given.flatMap(({ text, at }, index) => {
    const mark = text.indexOf('@')
    const isMarked = mark === 0 || text[mark - 1] === '='
    const path = isMarked ? text.slice(mark + 1) : text.slice(text.indexOf('=') + 1)
    const before = given[index - 1]?.text ?? ''
    const isUpload = isMarked || ['-T', '--upload-file', '-InFile'].includes(before) || text.startsWith('--post-file=')
    const isCopy = program === 'scp' || program === 'rsync'
    return isUpload || isCopy ? [...namePath(reading, path, at), ...carriedBy(reading, path)] : []
  })
}

export function filesLeft(given: readonly Given[], program: string): Given[] {
  const found: Given[] = []
  const url = given.find(({ text }) => text.includes('://'))
  const remote = url?.text.slice(url.text.lastIndexOf('/') + 1) ?? ''
  let named = false
  for (const [index, { text }] of given.entries()) {
    const output = outputOption(text, program)
    const next = given[index + 1]
    if (output === 'none') continue
    named = true
    if (output === 'next' && next !== undefined) found.push(next)
  }
  const isRemote = program === 'wget' || given.some(({ text }) => isRemoteName(text))
  if (!named && isRemote && url !== undefined) found.push({ ...url, text: remote })
  const last = given.at(-1)
  if ((program === 'certutil' || program === 'bitsadmin') && last !== undefined && last !== url) found.push(last)
  return found
}

/** `-o file`, `-sSLo file`; for wget `-O file` and `-qO-`, which leaves none. */
function outputOption(text: string, program: string): 'next' | 'standard' | 'none' {
  const letter = program === 'wget' ? 'O' : 'o'
  const short = /^-[A-Za-z]{1,9}-?$/.test(text)
  if (short && text.endsWith(`${letter}-`)) return 'standard'
  if (short && text.endsWith(letter) && !text.startsWith('--')) return 'next'
  return outputOptions.has(text.toLowerCase()) && !isRemoteName(text) ? 'next' : 'none'
}

/** curl's `-O`: under the name it has there. */
function isRemoteName(text: string): boolean {
  return text === '--remote-name' || /^-[A-Za-z]{0,8}O$/.test(text)
}
