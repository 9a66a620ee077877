// How judged upgrades become figures, and which limits hold.
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import type { Backtest } from '../../../src/domain/backtest.ts'
import type { Finding } from '../../../src/domain/report.ts'
import { renderBacktestJson } from '../../../src/report/backtest-json.ts'
import { loadPack } from '../../../src/rules/load.ts'
import type { UpgradeJudgement } from '../../../src/scan/backtest/judge-upgrade.ts'
import { type JudgedUpgrade, type Limit, tally } from '../../../src/scan/backtest/tally.ts'
import { ruleText } from '../../rules/builders.ts'
import { readSchema } from '../../support/schemas.ts'

const rules: Record<string, Record<string, string>> = {
  blocks: { outcome: 'outcome: block', status: 'status: draft' },
  asks: { outcome: 'outcome: review' },
  notes: { outcome: 'outcome: note' },
  'tree-wide': { outcome: 'outcome: note', when: 'when: change.lock.line > 0' },
  who: { outcome: 'outcome: note', when: 'when: change.publication.publisher == "changed"' },
}
const files = Object.entries(rules).map(([id, over]) => ({
  path: `${id}.yml`,
  text: ruleText({ id: `id: ${id}`, ...over }),
}))
const pack = loadPack([{ path: 'pack.yml', text: 'name: ours\nversion: 1.0.0\n' }, ...files], 'nothing was tested')

function judgedBy(...rules: string[]): UpgradeJudgement {
  // What a run calls its findings does not count: the rule's own file does.
  const findings = rules.map((rule): Finding => ({ ...nothingFound, rule, outcome: 'note' }))
  return { state: 'judged', findings }
}

const nothingFound: Finding = { rule: '', outcome: 'note', title: '', why: '', fix: '', evidence: [], fingerprint: '' }

function upgrades(...judgements: UpgradeJudgement[]): JudgedUpgrade[] {
  return judgements.map((judgement, index) => ({
    upgrade: { name: `p${index}`, before: '1.0.0', after: '1.0.1' },
    judgement,
  }))
}

const quiet = Array.from({ length: 96 }, () => judgedBy())
const hundred = upgrades(
  judgedBy('blocks', 'asks'),
  judgedBy('asks'),
  judgedBy('asks', 'notes'),
  judgedBy('notes'),
  ...quiet,
)

describe('rates', () => {
  test('count each upgrade once, for the worst that its rules do by their files, drafts too', () => {
    const { rates, upgrades: counted } = tally(hundred, [], [pack], [], [])
    expect(counted).toEqual({ found: 100, judged: 100 })
    const counts = [rates.block, rates.review, rates.note].map(({ perUpgrade }) => [perUpgrade.count, perUpgrade.share])
    expect(counts).toEqual([
      [1, 0.01],
      [2, 0.02],
      [1, 0.01],
    ])
  })
  test('come with the 95 % interval of Wilson, and for a pull request of twenty', () => {
    const { rates } = tally(hundred, [], [pack], [], [])
    expect(rates.block.perUpgrade.low).toBeCloseTo(0.0018, 4)
    expect(rates.block.perUpgrade.high).toBeCloseTo(0.0545, 4)
    expect(rates.block.perPullRequest.share).toBeCloseTo(1 - 0.99 ** 20, 12)
  })
  test('are of what was judged, not of what was found', () => {
    const apart: UpgradeJudgement = { state: 'wrong-times', code: 'out-of-order' }
    const { rates, upgrades: counted } = tally(upgrades(judgedBy('blocks'), apart), [], [pack], [], [])
    expect([rates.block.perUpgrade.share, counted]).toEqual([1, { found: 2, judged: 1 }])
  })
})

describe('rules', () => {
  test('say where they fired; the loudest block comes first', () => {
    const { rules: found } = tally(hundred, [], [pack], [], [])
    expect(found.map(({ rule, upgrades: where }) => [rule, where.map(({ name }) => name)])).toEqual([
      ['blocks', ['p0']],
      ['asks', ['p0', 'p1', 'p2']],
      ['notes', ['p2', 'p3']],
      ['tree-wide', []],
      ['who', []],
    ])
  })
  test('that fire twice on one upgrade count once', () => {
    const { rules: found } = tally(upgrades(judgedBy('asks', 'asks')), [], [pack], [], [])
    expect(found.find(({ rule }) => rule === 'asks')?.rate.perUpgrade.count).toBe(1)
  })
  test('are measured in part where they read a tree, or what the registry does not show', () => {
    const inPart = (unserved: Parameters<typeof tally>[4]) =>
      tally(hundred, [], [pack], [], unserved)
        .rules.filter(({ measured }) => measured === 'in-part')
        .map(({ rule }) => rule)
    expect(inPart([])).toEqual(['tree-wide'])
    expect(inPart(['publisher'])).toEqual(['tree-wide', 'who'])
  })
})

describe('what was not judged', () => {
  test('is counted by its reason, with a few examples', () => {
    const late: UpgradeJudgement = { state: 'wrong-times', code: 'out-of-order' }
    const lost: UpgradeJudgement = { state: 'unchecked', reasons: [{ code: 'not-found', detail: '' }] }
    const { notJudged } = tally(
      upgrades(late, late, late, late, late, late, lost, judgedBy()),
      [{ name: 'gone', why: { code: 'not-found', detail: '' } }],
      [pack],
      [],
      [],
    )
    expect(notJudged).toEqual([
      {
        why: 'times',
        code: 'out-of-order',
        count: 6,
        examples: ['p0@1.0.1', 'p1@1.0.1', 'p2@1.0.1', 'p3@1.0.1', 'p4@1.0.1'],
      },
      { why: 'unchecked', code: 'not-found', count: 1, examples: ['p6@1.0.1'] },
      { why: 'history', code: 'not-found', count: 1, examples: ['gone'] },
    ])
  })
})

describe('limits', () => {
  test.each<[string, Limit[], boolean[], number]>([
    ['none', [], [], 0],
    ['on the very share', [{ of: 'block', greatest: 0.01 }], [true], 0],
    ['below it', [{ of: 'block', greatest: 0.0099 }], [false], 1],
    ['reviews alone, without what is blocked', [{ of: 'review', greatest: 0.02 }], [true], 0],
    ['notes', [{ of: 'note', greatest: 0 }], [false], 1],
    ['a rule, on every upgrade it fires on', [{ of: 'asks', greatest: 0.02 }], [false], 1],
    ['a rule that never fires', [{ of: 'who', greatest: 0 }], [true], 0],
    [
      'one of two',
      [
        { of: 'block', greatest: 1 },
        { of: 'notes', greatest: 0 },
      ],
      [true, false],
      1,
    ],
  ])('%s', (_, limits, held, exitCode) => {
    const result = tally(hundred, [], [pack], limits, [])
    expect(result.limits.map((one) => one.held)).toEqual(held)
    expect(result.exitCode).toBe(exitCode)
  })
  const lost: UpgradeJudgement = { state: 'unchecked', reasons: [{ code: 'offline', detail: '' }] }
  const late: UpgradeJudgement = { state: 'wrong-times', code: 'out-of-order' }
  const gone = { name: 'gone', why: { code: 'not-found', detail: '' } } as const
  const times = <T>(count: number, one: T) => Array.from({ length: count }, () => one)
  const any: Limit[] = [{ of: 'block', greatest: 1 }]
  test.each<[string, UpgradeJudgement[], number, Limit[], number]>([
    ['nobody asks for a limit', times(900, lost), 0, [], 0],
    ['one in twenty was not', times(5, lost), 0, any, 0],
    ['more was not', times(6, lost), 0, any, 3],
    ['more was not, counted by package', times(3, lost), 3, any, 3],
    ['many have times that cannot be right', times(95, late), 0, any, 0],
    ['most have', times(96, late), 0, any, 3],
    ['what was judged is too much already', times(6, lost), 0, [{ of: 'note', greatest: -1 }], 1],
  ])('are held by what was judged, where %s', (_, others, packages, limits, exitCode) => {
    const all = upgrades(...times(95, judgedBy()), ...others)
    expect(tally(all, times(packages, gone), [pack], limits, []).exitCode).toBe(exitCode)
  })
  test('where nothing was judged nothing is held', () => {
    const lost: UpgradeJudgement = { state: 'unchecked', reasons: [{ code: 'offline', detail: '' }] }
    expect(tally(upgrades(lost), [], [pack], [{ of: 'block', greatest: 1 }], []).exitCode).toBe(3)
    expect(tally([], [], [pack], [], []).exitCode).toBe(3)
  })
})

test('what comes of it is as its schema says', () => {
  const lost: UpgradeJudgement = { state: 'unchecked', reasons: [{ code: 'offline', detail: '' }] }
  const { pack: name, version, digest } = pack
  const result: Backtest = {
    schemaVersion: 1,
    tool: { name: 'cordon', version: '0.0.0' },
    packs: [{ pack: name, version, digest }],
    from: 'package-lock.json',
    last: 5,
    packages: { asked: 101, known: 101 },
    ...tally([...hundred, ...upgrades(lost)], [], [pack], [{ of: 'block', greatest: 0.001 }], []),
    seconds: 0.1,
  }
  const check = new Ajv2020({ strict: true, strictRequired: true, allErrors: true }).compile(
    readSchema('backtest-1.schema.json'),
  )
  check(JSON.parse(renderBacktestJson(result)))
  expect(check.errors ?? []).toEqual([])
})
