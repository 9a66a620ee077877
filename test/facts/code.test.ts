// What code can do against what it could: by what a record says, not by where it stands.
import { describe, expect, test } from 'vitest'
import { type Code, type CodePlace, noCode, type Reach } from '../../src/domain/code.ts'
import { compareCode } from '../../src/facts/code.ts'
import { compareReleases } from '../../src/facts/compare.ts'
import { baseline, candidate, contents } from './support.ts'

const at = (file = 'a.js', reach: Reach = 'import'): CodePlace => ({ file, line: 1, column: 1, excerpt: 'x', reach })
const nothing = { before: new Set<string>(), after: new Set<string>() }

type Names = 'capabilities' | 'arguments' | 'flows' | 'disguises' | 'indicators'
const one = {
  capabilities: [{ ...at(), name: 'env-secret', subject: 'NPM_TOKEN' }],
  arguments: [{ ...at(), capability: 'network-client', kind: 'host', value: 'a.example.test' }],
  flows: [{ ...at(), source: 'secret', subject: 'NPM_TOKEN', sink: 'network', steps: ['a.js:1 env', 'a.js:2 get'] }],
  disguises: [{ ...at(), kind: 'off-screen', detail: '', files: 1 }],
  indicators: [{ ...at(), kind: 'host', value: 'a.example.test' }],
} satisfies Pick<Code, Names>
const names: readonly Names[] = ['capabilities', 'arguments', 'flows', 'disguises', 'indicators']

const code = (parts: Partial<Code>): Code => ({ ...noCode, ...parts })
const statuses = (before: Code, after: Code, name: Names) =>
  compareCode(before, after, nothing)[name].map(({ status }) => status)

describe.each(names)('%s', (name) => {
  const has = code({ [name]: one[name] })
  const moved = code({ [name]: one[name].map((record) => ({ ...record, ...at('b.min.js'), line: 90, excerpt: 'y' })) })
  test('are added, kept and removed', () => {
    expect(statuses(noCode, has, name)).toEqual(['added'])
    expect(statuses(has, has, name)).toEqual(['kept'])
    expect(statuses(has, noCode, name)).toEqual(['removed'])
  })
  test('are the same wherever they stand', () => {
    expect(statuses(has, moved, name)).toEqual(['kept'])
  })
})

describe('what is another record', () => {
  test.each([
    ['capabilities', { subject: 'OTHER_TOKEN' }],
    ['capabilities', { name: 'env' }],
    ['arguments', { value: 'b.example.test' }],
    ['arguments', { kind: 'path' }],
    ['flows', { subject: 'OTHER_TOKEN' }],
    ['flows', { sink: 'dns' }],
    ['disguises', { kind: 'invisible' }],
    ['indicators', { value: 'b.example.test' }],
    ['indicators', { kind: 'url' }],
  ] as const)('%s with %j', (name, other) => {
    const after = code({ [name]: one[name].map((record) => ({ ...record, ...other })) })
    expect(statuses(code({ [name]: one[name] }), after, name)).toEqual(['added', 'removed'])
  })
})

describe('reach', () => {
  const reached = (reach: Reach) => code({ capabilities: [{ ...at('a.js', reach), name: 'shell', subject: '' }] })
  test.each([
    ['none', 'install', 'changed'],
    ['import', 'install', 'changed'],
    ['bin', 'import', 'changed'],
    ['import', 'bin', 'kept'],
    ['install', 'none', 'kept'],
  ] as const)('from %s to %s is %s', (before, after, status) => {
    const [fact] = compareCode(reached(before), reached(after), nothing).capabilities
    expect(fact).toMatchObject({ status, reach: after, reachBefore: before })
  })
  test('of what is new was absent', () => {
    expect(compareCode(noCode, reached('bin'), nothing).capabilities).toMatchObject([{ reachBefore: 'absent' }])
  })
  test('is install for what npm runs of this kind of package only', () => {
    const installed = { before: new Set<string>(), after: new Set(['a.js']) }
    const [fact] = compareCode(reached('none'), reached('none'), installed).capabilities
    expect(fact).toMatchObject({ status: 'changed', reach: 'install' })
  })
})

test('a disguise in more files is changed, in fewer kept', () => {
  const files = (count: number) => code({ disguises: [{ ...at(), kind: 'obfuscated', detail: '', files: count }] })
  expect(compareCode(files(1), files(2), nothing).disguises).toMatchObject([{ status: 'changed', filesBefore: 1 }])
  expect(compareCode(files(2), files(1), nothing).disguises).toMatchObject([{ status: 'kept', files: 1 }])
})

test('an argument without a value could not be told', () => {
  const some = code({ arguments: [...one.arguments, { ...at(), capability: 'shell', kind: 'command', value: '' }] })
  expect(compareCode(noCode, some, nothing).arguments.map(({ resolved }) => resolved)).toEqual([true, false])
})

test('the steps of a flow are one text', () => {
  expect(compareCode(noCode, code({ flows: one.flows }), nothing).flows).toMatchObject([
    { steps: 'a.js:1 env -> a.js:2 get' },
  ])
})

describe('unreadable files', () => {
  const file = (path: string, sha256: string, why: 'crash' | 'syntax' = 'crash') =>
    code({ unreadable: [{ file: path, why, sha256, reach: 'none' }] })
  test.each([
    ['new', noCode, file('a.js', '1'), ['added']],
    ['the same bytes elsewhere', file('a.js', '1'), file('b.js', '1'), ['kept']],
    ['other bytes there', file('a.js', '1'), file('a.js', '2'), ['changed']],
    ['other bytes elsewhere', file('a.js', '1'), file('b.js', '2'), ['added', 'removed']],
    ['for another reason', file('a.js', '1'), file('a.js', '1', 'syntax'), ['added', 'removed']],
    ['gone', file('a.js', '1'), noCode, ['removed']],
  ] as const)('%s', (_name, before, after, wanted) => {
    expect(compareCode(before, after, nothing).unreadable.map(({ status }) => status)).toEqual(wanted)
  })
})

test('stand in the change of a release', () => {
  const of = candidate(contents({ 'index.js': 'function (' }))
  const change = compareReleases(baseline({ 'index.js': 'var a' }), of, 0)
  expect(change.unreadable).toMatchObject([{ status: 'added', file: 'index.js', why: 'syntax', reach: 'import' }])
})
