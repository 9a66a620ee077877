import { expect, test } from 'vitest'
import { loadCorePack } from '../../src/cli/core-pack.ts'
import { newRuleText } from '../../src/rules/new-rule.ts'

const files = [
  { path: 'a/pack.yml', text: 'name: ours\nversion: 1.0.0\n' },
  { path: 'a/one.yml', text: newRuleText({ id: 'one', schema: '' }) },
]
const load = (changed: Partial<(typeof files)[number]> = {}, cases: 'read' | 'skip' = 'read') => {
  const [pack, rule] = files
  if (pack === undefined || rule === undefined) throw new Error('two files')
  return loadCorePack([{ ...pack }, { ...rule, ...changed }], 'nothing was judged', cases)
}

test('the same files are compiled once', () => {
  expect(load()).toBe(load())
})

test.each([
  ['another text', () => load({ text: `${files[1]?.text ?? ''}# more\n` })],
  ['another name', () => load({ path: 'b/one.yml' })],
  ['without the cases', () => load({}, 'skip')],
])('%s is another pack', (_, other) => {
  const first = load()
  const second = other()
  expect(second).not.toBe(first)
  expect([second.digest, second.rules[0]?.file, second.rules[0]?.cases.length]).not.toEqual([
    first.digest,
    first.rules[0]?.file,
    first.rules[0]?.cases.length,
  ])
})

test('a broken file is told each time', () => {
  const broken = () => load({ text: 'id: [' })
  expect(broken).toThrow()
  expect(broken).toThrow()
})
