// Variables in a word of a command line: replaced where their text is known, named where it is not.
import type { Flavour } from './lines.ts'
import type { Reading } from './reading.ts'

const maxText = 100_000
const homes: ReadonlySet<string> = new Set(['HOME', 'home', 'USERPROFILE', 'userprofile', 'HOMEPATH', 'homepath'])
const temps: ReadonlySet<string> = new Set(['TMPDIR', 'TEMP', 'TMP', 'temp', 'tmp', 'tmpdir'])

/** `used`: names in the order of the text. A home folder becomes `~`, a temporary one `/tmp`, the unknown stays as it is. */
export function expanded(reading: Reading, text: string, flavour: Flavour): { text: string; used: readonly string[] } {
  if (!text.includes('$') && !text.includes('%')) return { text, used: [] }
  const used: string[] = []
  const pattern = flavour === 'batch' ? batchVariable : flavour === 'powershell' ? psVariable : shellVariable
  const replaced = text.slice(0, maxText).replaceAll(pattern, (spelled: string, ...groups: (string | undefined)[]) => {
    const [braced, bare] = groups
    const name = (typeof braced === 'string' ? braced : undefined) ?? (typeof bare === 'string' ? bare : '')
    const key = flavour === 'powershell' ? name.replace(/^env:/i, '') : name
    const known = reading.variables.get(key) ?? reading.variables.get(key.toLowerCase())
    if (used.length < 100) used.push(known === undefined || reading.variables.has(key) ? key : key.toLowerCase())
    if (homes.has(key)) return '~'
    if (temps.has(key)) return '/tmp'
    return known === undefined || known.text.length > 2000 ? spelled : known.text
  })
  return { text: replaced.slice(0, maxText), used }
}

/** `$NAME`, `${NAME}` and `${NAME:-other}`. */
const shellVariable = /\$(?:\{([A-Za-z_]\w{0,99})(?:[:#%/^,-][^}]{0,200})?\}|([A-Za-z_]\w{0,99}))/g
const psVariable = /\$(?:\{((?:env:)?[A-Za-z_]\w{0,99})\}|((?:env:)?[A-Za-z_]\w{0,99}))/gi
const batchVariable = /%([A-Za-z_]\w{0,99})%|!([A-Za-z_]\w{0,99})!/g
