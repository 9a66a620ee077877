import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decisionsOf, pruned, toRemoval } from '../../src/baseline/policy/decisions.ts'
import { readPolicy } from '../../src/baseline/policy/read.ts'

const now = Date.parse('2026-11-22T12:00:00Z')
const sha512 = `sha512-${'A'.repeat(86)}==`

function prune(text: string, report: Parameters<typeof toRemoval>[1] = 'none'): string | undefined {
  const read = readPolicy({ file: 'cordon.yml', text }, now)
  if (!read.ok) throw new Error(read.mistakes.map(({ code, place }) => `${place.line} ${code}`).join(', '))
  return pruned({ file: 'cordon.yml', text }, read.policy, toRemoval(read.policy, report, now), now)
}

const rest = `versions: 1.x, integrity: ${sha512}, reason: "a, b: c # d", owner: ada`
const flow = (name: string, until: string) => `{ rule: a-rule, package: ${name}, ${rest}, until: ${until} }`
const gone = '2026-11-21'
const there = '2026-11-22'

describe('what has expired is cut out, and nothing else', () => {
  const cases: Record<string, [string, string]> = {
    'one in the middle, with comments around': [
      `# ours\nexceptions: # a: b\n  # one\n  - ${flow('a', there)} # keep\n  # two\n  - ${flow('b', gone)} # its own\n\n  # three\n  - ${flow('c', there)}\nminAge: 72h # end\n`,
      `# ours\nexceptions: # a: b\n  # one\n  - ${flow('a', there)} # keep\n  # two\n\n  # three\n  - ${flow('c', there)}\nminAge: 72h # end\n`,
    ],
    'one over many lines': [
      `exceptions:\n- rule: a-rule   # x\n  # inside\n  package: a\n  versions: 1.x\n  integrity: >-\n    ${sha512}\n  reason: |\n    read\n  owner: ada\n  until: ${gone}   # y\n# after\n- ${flow('b', there)}\n`,
      `exceptions:\n# after\n- ${flow('b', there)}\n`,
    ],
    'one whose dash stands alone': [
      `exceptions:\n  -\n    ${flow('a', gone)}\n  - ${flow('b', there)}\n`,
      `exceptions:\n  - ${flow('b', there)}\n`,
    ],
    'the last one, without a newline at the end': [
      `exceptions:\n  - ${flow('b', there)}\n  - ${flow('a', gone)}`,
      `exceptions:\n  - ${flow('b', there)}\n`,
    ],
    'all of them': [
      `exceptions: # e\n  # why\n  - ${flow('a', gone)}\n  - ${flow('b', gone)}\nminAge: 1h\n`,
      `exceptions: [] # e\n  # why\nminAge: 1h\n`,
    ],
    'one of a list in brackets': [
      `exceptions: [${flow('a', gone)}, ${flow('b', there)}]\n`,
      `exceptions: [${flow('b', there)}]\n`,
    ],
    'the last of a list in brackets': [
      `exceptions: [\n  ${flow('a', there)}, # keep\n  ${flow('b', gone)}\n]\n`,
      `exceptions: [\n  ${flow('a', there)}, # keep\n  \n]\n`,
    ],
    'all of a list in brackets': [`exceptions: [${flow('a', gone)}]\n`, `exceptions: []\n`],
    'with line ends of Windows': [
      `minAge: 1h\r\nexceptions:\r\n  - ${flow('a', gone)}\r\n  - ${flow('b', there)}\r\n`,
      `minAge: 1h\r\nexceptions:\r\n  - ${flow('b', there)}\r\n`,
    ],
    'behind a byte order mark': [
      `\uFEFFexceptions:\n  - ${flow('a', gone)}\n  - ${flow('b', there)}\n`,
      `\uFEFFexceptions:\n  - ${flow('b', there)}\n`,
    ],
    'of both lists': [
      `unchecked:\n  - { package: a, version: 1.0.0, integrity: ${sha512}, reason: timeout, why: x, owner: ada, until: ${gone} }\nexceptions:\n  - ${flow('a', gone)}\n`,
      `unchecked: []\nexceptions: []\n`,
    ],
    'of a file that is one map in braces': [`{ exceptions: [${flow('a', gone)}] }\n`, `{ exceptions: [] }\n`],
    nothing: [`exceptions:\n  - ${flow('b', there)}\n`, `exceptions:\n  - ${flow('b', there)}\n`],
  }
  for (const [name, [before, after]] of Object.entries(cases)) {
    test(name, () => expect(prune(before)).toBe(after))
  }
})

test('what cannot be cut out safely is left to people', () => {
  expect(prune(`exceptions:\n  - # why\n    ${flow('a', gone)}\n  - ${flow('b', there)}\n`)).toBe(undefined)
})

test('what a report calls unused goes, too; what was not judged stays', () => {
  const text = `exceptions:\n  - ${flow('a', there)}\n  - ${flow('b', there)}\n  - ${flow('c', there)}\n`
  const exceptions = [{ state: 'unused' }, { state: 'not-judged' }, { state: 'used' }]
  expect(prune(text, { exceptions, allowances: [] })).toBe(
    `exceptions:\n  - ${flow('b', there)}\n  - ${flow('c', there)}\n`,
  )
})

test('whatever is kept keeps its comments, and what is left means the rest', () => {
  const item = fc.record({ expired: fc.boolean(), comment: fc.boolean(), blank: fc.boolean(), long: fc.boolean() })
  fc.assert(
    fc.property(fc.array(item, { minLength: 1, maxLength: 8 }), fc.boolean(), (items, inBrackets) => {
      const names = items.map((_, index) => `p${index}`)
      const entries = items.map(({ expired, comment, blank, long }, index) => {
        const until = expired ? gone : there
        const entry = long
          ? `{ rule: a-rule,\n      package: p${index}, ${rest}, until: ${until} }`
          : flow(`p${index}`, until)
        const lead = `${blank ? '\n' : ''}${comment ? `  # comment ${index}\n` : ''}`
        return inBrackets ? `${lead}  ${entry}` : `${lead}  - ${entry}`
      })
      const text = inBrackets
        ? `exceptions: [\n${entries.join(',\n')}\n]\nminAge: 1h\n`
        : `exceptions:\n${entries.join('\n')}\nminAge: 1h\n`
      const after = prune(text)
      if (after === undefined) return false
      const isAll = items.every(({ expired }) => expired)
      const kept = names.filter((_, index) => items[index]?.expired === false)
      const read = readPolicy({ file: 'x', text: after }, now)
      const comments = items.flatMap(({ comment }, index) => (comment ? `# comment ${index}\n` : []))
      return (
        read.ok &&
        JSON.stringify(read.policy.exceptions.map((one) => one.package)) === JSON.stringify(kept) &&
        ((inBrackets && isAll) || comments.every((comment) => after.includes(comment)))
      )
    }),
  )
})

test('the list is by date, the first to end first', () => {
  const text = `exceptions:\n  - ${flow('a', '2026-12-06')}\n  - ${flow('b', '2026-12-05')}\n  - ${flow('c', gone)}\n`
  const read = readPolicy({ file: 'x', text }, now)
  const lines = read.ok ? decisionsOf(read.policy, now) : []
  expect(lines.map(({ state, until, package: name }) => [state, until, name])).toEqual([
    ['expired', gone, 'c@1.x'],
    ['ends soon', '2026-12-05', 'b@1.x'],
    ['active', '2026-12-06', 'a@1.x'],
  ])
})
