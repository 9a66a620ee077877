// `cordon.yml` as a Policy, or every mistake in it at once. It reads no disk and knows no rule.
import { createHash } from 'node:crypto'
import { defaultPolicy, type Policy } from '../../domain/policy.ts'
import { type Mistake, nowhere, placeAt } from '../../domain/problem.ts'
import { readYaml, type YamlMistake, type YamlNode } from '../../yaml/read.ts'
import { conform } from '../../yaml/shape.ts'
import { checkPolicy } from './checks.ts'
import { policyShape } from './shape.ts'
import { toPolicy } from './to-policy.ts'

/** The text as it was read, and how its user names the file. */
export type PolicyText = { file: string; text: string }

export type PolicyRead = { ok: true; policy: Policy } | { ok: false; mistakes: readonly Mistake[] }

/** UTF-16 units. */
export const maxPolicyLength = 256 * 1024
/** A file that is wrong throughout is not listed line by line. */
const maxMistakes = 100

/** `now`, in milliseconds since 1970, is what a year ahead is counted from. */
export function readPolicy(given: PolicyText, now: number): PolicyRead {
  if (given.text.length > maxPolicyLength) return { ok: false, mistakes: [tooLarge(given)] }
  const { source, root, mistakes: syntax } = treeOf(given)
  const isYaml = !syntax.some(({ code }) => code === 'yaml-syntax')
  const mistakes = isYaml && root.kind !== 'nothing' ? [...syntax, ...wrongIn(root, now)] : syntax
  if (mistakes.length > 0) return { ok: false, mistakes: placed(given.file, source, mistakes) }
  const digest = createHash('sha256').update(given.text).digest('hex')
  // A file with nothing but comments decides nothing.
  if (root.kind === 'nothing') return { ok: true, policy: { ...defaultPolicy, file: given.file, digest } }
  const lineOf = (node: YamlNode) => placeAt(given.file, source, node.at).line
  return { ok: true, policy: toPolicy(root, given.file, digest, lineOf) }
}

/** Offsets in the tree are offsets in `source`, which has no byte order mark. */
export function treeOf({ text }: PolicyText): {
  source: string
  root: YamlNode
  mistakes: readonly YamlMistake[]
} {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text
  return { source, ...readYaml(source) }
}

/** What is said with more words by the checks of a policy is not said twice. */
function wrongIn(root: YamlNode, now: number): YamlMistake[] {
  const checked = checkPolicy(root, now)
  const said = new Set(checked.filter(({ code }) => sharper.has(code)).map(({ at }) => at))
  const general = new Set(['wrong-type', 'bad-value', 'bad-age'])
  return [...conform(root, policyShape).filter(({ code, at }) => !(general.has(code) && said.has(at))), ...checked]
}

const sharper: ReadonlySet<string> = new Set(['age-without-unit', 'reason-never-allowed'])

export function placed(file: string, source: string, mistakes: readonly YamlMistake[]): Mistake[] {
  const shown = mistakes.toSorted((a, b) => a.at - b.at).slice(0, maxMistakes)
  const listed = shown.map(({ code, message, help, at }) => ({ code, message, help, place: placeAt(file, source, at) }))
  const rest = mistakes.length - shown.length
  if (rest === 0) return listed
  const message = `${rest} more mistakes in ${file}`
  return [...listed, { code: 'too-many-mistakes', message, help: 'Mend the ones above first.', place: nowhere }]
}

function tooLarge({ file, text }: PolicyText): Mistake {
  const message = `${file} has ${text.length} characters; ${maxPolicyLength} are allowed`
  const help = 'Remove what has expired.'
  return { code: 'too-large', message, help, place: { ...nowhere, file } }
}
