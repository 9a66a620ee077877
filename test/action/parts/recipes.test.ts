// What people copy: the workflows of docs/action.md and of this repository. Everything is pinned, may as little as it needs,
// and names only inputs and outputs that exist.
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

const root = new URL('../../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')
const action: { inputs: object; outputs: object } = parse(read('action.yml'))
const docs = read('docs/action.md')
const blocks = [...`${docs}\n${read('README.md')}`.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, text = '']) => text)
const workflows = readdirSync(new URL('.github/workflows/', root)).map((name) => read(`.github/workflows/${name}`))
const recipes = [...blocks, ...workflows].filter((text) => text.includes('uses:'))

test('there are some', () => {
  expect(recipes.length).toBeGreaterThan(4)
  for (const text of [...blocks, ...workflows]) expect(() => parse(text)).not.toThrow()
})

test('every action is pinned by commit, with its version beside it', () => {
  const uses = recipes.flatMap((text) => text.split('\n').filter((line) => /^\s*-?\s*uses:/.test(line)))
  const pinned = /uses: (?:[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|OWNER\/cordon@COMMIT\b.*|\.\/)$/
  expect(uses.filter((line) => !pinned.test(line.trim()))).toEqual([])
})

test('every workflow says what it may, and none runs on pull_request_target', () => {
  for (const text of recipes.filter((one) => /^on:/m.test(one))) {
    expect(text).toMatch(/^permissions: \{\}$/m)
    expect(text).not.toContain('pull_request_target')
  }
})

test('every input and output is told, and no other', () => {
  const rows = [...docs.matchAll(/^\| ((?:`[a-z-]+`(?:, )?)+) \|/gm)].flatMap(([, names = '']) =>
    [...names.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name),
  )
  const known = [...Object.keys(action.inputs), ...Object.keys(action.outputs)]
  expect(known.filter((name) => !rows.includes(name))).toEqual([])
  const used = recipes.flatMap((text) =>
    [...text.matchAll(/steps\.cordon\.outputs\.([a-z-]+)/g)].map(([, name]) => name),
  )
  expect(used.filter((name) => !Object.hasOwn(action.outputs, name ?? ''))).toEqual([])
})
