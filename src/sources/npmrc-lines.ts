// The settings in the text of a project's `.npmrc`, line by line as npm's INI reader takes them (ini's lib/ini.js, and
// lib/env-replace.js of @npmcli/config). Nothing is filled in: what the environment decides stays as it is written.

export type NpmrcLine = {
  /** `section`: npm makes a setting of its name, too. */
  kind: 'setting' | 'list' | 'section'
  /** Without the `[]` of a list. */
  key: string
  /** What JSON could make of it; an empty object for a section. */
  value: unknown
  /** Its place among the pieces of `npmrcPieces`. */
  piece: number
  /** From 1. */
  line: number
}

/** ini's own expression: what does not match it in full is no section, and `[x=1` is a setting. */
const shape = /^\[([^\]]*)\]\s*$|^([^=]+)(=(.*))?$/

/** Lines at even places, what ends them at odd ones. */
export function npmrcPieces(text: string): string[] {
  return text.split(/([\r\n]+)/)
}

/** Sections, and the settings before the first of them. */
export function npmrcLines(text: string): NpmrcLine[] {
  const found: NpmrcLine[] = []
  let inSection = false
  let line = 1
  for (const [piece, written] of npmrcPieces(text).entries()) {
    if (piece % 2 === 1) line += written.match(/\r\n|\r|\n/g)?.length ?? 0
    else if (!/^\s*(?:[;#]|$)/.test(written)) {
      const [matched, section, key = '', hasValue, value = ''] = shape.exec(written) ?? []
      if (matched === undefined) continue
      if (section !== undefined) {
        inSection = true
        found.push({ kind: 'section', key: firstName(`${plain(section)}`), value: {}, piece, line })
      } else if (!inSection) {
        // A key alone is a switch that is on.
        found.push({ ...named(`${plain(key)}`, hasValue === undefined ? true : withNull(plain(value))), piece, line })
      }
    }
  }
  return found
}

function named(name: string, value: unknown): Pick<NpmrcLine, 'kind' | 'key' | 'value'> {
  if (name.length > 2 && name.endsWith('[]')) return { kind: 'list', key: name.slice(0, -2), value }
  // ini takes what holds an object, or null, for a section.
  const isSection = typeof value === 'object' && !Array.isArray(value) && name.includes('.')
  return isSection ? { kind: 'section', key: firstName(name), value } : { kind: 'setting', key: name, value }
}

function withNull(value: unknown): unknown {
  return value === 'null' ? null : value
}

/** `[a.b]` makes a setting `a` that holds `b`. */
function firstName(section: string): string {
  return section.split('.')[0] ?? ''
}

/** ini's `unsafe`: quotes hold JSON, `;` and `#` begin a comment unless a backslash stands before them. */
function plain(written: string): unknown {
  const text = written.trim()
  if ((text.startsWith('"') && text.endsWith('"')) || (text.startsWith("'") && text.endsWith("'"))) {
    return fromJson(text.startsWith("'") ? text.slice(1, -1) : text)
  }
  return (/^(?:\\[\s\S]|[^\\;#])*\\?/.exec(text)?.[0] ?? '').replace(/\\([\\;#])/g, '$1').trim()
}

/** What is no JSON stays what it is, as for ini. */
function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return text
    throw error
  }
}

/** npm fills `${NAME}` in keys, too: one that holds some is whatever it may become. */
export function mayBe(line: NpmrcLine, key: string): boolean {
  const computed = line.key.indexOf('${')
  return computed === -1 ? line.key === key : key.startsWith(line.key.slice(0, computed))
}
