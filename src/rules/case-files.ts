// The files of a release in a test case, as written in YAML.
import { countOf, memberOf, textOf, toJsonText } from '../yaml/members.ts'
import type { YamlMistake, YamlNode } from '../yaml/read.ts'

export type CaseFile = { path: string; text: string }
export type CasePackage = { files: readonly CaseFile[] }

/** Adds to `mistakes`; what is no map of files has none. */
export function toPackage(node: YamlNode | undefined, mistakes: YamlMistake[]): CasePackage {
  if (node?.kind !== 'map') return { files: [] }
  const files = node.entries.map(({ key, value }) => {
    if (value.kind === 'text') return { path: key, text: value.value }
    if (!key.endsWith('.json') && memberOf(value, 'repeat') !== undefined) return { path: key, text: repeated(value) }
    if (!key.endsWith('.json')) mistakes.push(notText(key, value.at))
    return { path: key, text: `${toJsonText(value)}\n` }
  })
  return { files }
}

/** Longer files are for the tests of the extraction, not of a rule. */
const maxRepeated = 2_000_000

/** `{ text: start, repeat: more, times: 500 }`: a long file in one line of YAML. */
function repeated(node: YamlNode): string {
  const more = textOf(node, 'repeat', '')
  const times = Math.min(countOf(node, 'times', 1), Math.floor(maxRepeated / Math.max(1, more.length)))
  return textOf(node, 'text', '') + more.repeat(times)
}

function notText(path: string, at: number): YamlMistake {
  const help = 'Only .json files may be written as YAML; write this one as text: |, or as { text, repeat, times }.'
  return { code: 'wrong-type', message: `"${path}" must be text`, help, at }
}
