// A package.json with the bodies of its scripts taken out, for npm's own code to read and to write, and put back into
// what it wrote. Pure text.
import { member, parsed } from './json-value.ts'

/** npm looks only at whether there is one. */
const inertBody = 'cordon: taken out'

/** As npm reads it but for the scripts; the same text where there are none, or where it is no JSON. */
export function asInert(source: string): string {
  const manifest = parsed(source)
  const scripts = member(manifest, 'scripts')
  if (!isObject(manifest) || !isObject(scripts)) return source
  const bodies = Object.keys(scripts).map((name) => [name, inertBody])
  return written({ ...manifest, scripts: Object.fromEntries(bodies) }, source)
}

/** `text` as npm would have written it out of `source`; `source` itself where npm wrote nothing. */
export function withOwnScripts(text: string, source: string): string {
  if (text === asInert(source)) return source
  const manifest = parsed(text)
  const scripts = member(parsed(source), 'scripts')
  return isObject(manifest) && isObject(scripts) ? written({ ...manifest, scripts }, text) : text
}

/** Indentation and line ends of `like`, as json-parse-even-better-errors finds them and @npmcli/package-json writes them. */
function written(manifest: object, like: string): string {
  const [, newline = '\n', indent = '  '] = /^\s*[{[]((?:\r?\n)+)([\s\t]*)/.exec(like) ?? []
  return `${JSON.stringify(manifest, null, indent)}\n`.replaceAll('\n', newline)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
