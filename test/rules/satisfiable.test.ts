// What is said never to hold never holds: the engine is asked, over changes with every value that the conditions speak of.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Change, Status } from '../../src/domain/change.ts'
import { compileCondition } from '../../src/rules/condition.ts'
import { canBe, outside } from '../../src/rules/satisfiable.ts'
import { viewOf } from '../../src/rules/views.ts'
import { aScript, quietChange } from './builders.ts'

const ofScript = (s: string) => [
  `${s}.status == "added"`,
  `${s}.status == "kept"`,
  `"changed" == ${s}.status`,
  `${s}.status != "added"`,
  `${s}.status in ["added", "removed"]`,
  `${s}.implicit`,
  `${s}.reachesNew > 1.0`,
  `${s}.reachesNew <= 1.0`,
  `${s}.reachesNew == 1`,
  `1 > 2`,
]
const ofChange = [
  'change.package.direct',
  'change.package.direct == false',
  'change.package.name == "a"',
  'change.package.name != "a"',
  'change.package.name in ["a", "b"]',
  'change.scripts.size() == 0',
  'change.scripts.size() > 0',
  'change.scripts.size() < 2',
  'change.package.name.matches("^a")',
]

function joined(atoms: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const { whole } = fc.letrec<{ whole: string }>((tie) => ({
    whole: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      atoms,
      fc.tuple(tie('whole'), fc.constantFrom('&&', '||'), tie('whole')).map(([a, by, b]) => `(${a} ${by} ${b})`),
      tie('whole').map((one) => `!(${one})`),
      fc.tuple(tie('whole'), tie('whole'), tie('whole')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    ),
  }))
  return whole
}

const loops = fc
  .tuple(fc.constantFrom('exists', 'all', 'exists_one'), joined(fc.constantFrom(...ofScript('s'))), fc.boolean())
  .map(([name, body, filtered]) =>
    filtered ? `change.scripts.filter(s, ${body}).${name}(s, ${body})` : `change.scripts.${name}(s, ${body})`,
  )
const atoms = fc.oneof(fc.constantFrom(...ofChange), loops)
/** Many terms joined by && contradict each other often; the others say that the rest is read rightly. */
const conditions = fc.oneof(
  joined(atoms),
  fc
    .array(fc.oneof(fc.constantFrom(...ofChange), joined(fc.constantFrom(...ofChange))), { minLength: 2, maxLength: 5 })
    .map((terms) => terms.join(' && ')),
  fc
    .array(fc.constantFrom(...ofScript('s')), { minLength: 2, maxLength: 4 })
    .map((terms) => `change.scripts.exists(s, ${terms.join(' && ')})`),
)

const statuses: readonly Status[] = ['added', 'kept', 'changed', 'removed']
const oneScript = statuses.flatMap((status) =>
  [0, 1, 2].flatMap((reachesNew) => [true, false].map((implicit) => ({ ...aScript, status, reachesNew, implicit }))),
)
const changes: readonly Change[] = [true, false].flatMap((direct) =>
  ['a', 'b', 'c'].flatMap((name) =>
    [[], ...oneScript.map((one) => [one]), oneScript.slice(0, 6), oneScript].map((scripts) => ({
      ...quietChange,
      package: { ...quietChange.package, direct, name },
      scripts,
    })),
  ),
)

const views = changes.map((change) => viewOf(change))

test('what can never be is never so', () => {
  let found = 0
  fc.assert(
    fc.property(conditions, fc.boolean(), (source, wanted) => {
      const compiled = compileCondition(source)
      // Some grow larger than conditions may.
      if (!compiled.ok) expect(compiled.mistakes.map(({ code }) => code)).toEqual(['cel-limit'])
      if (!compiled.ok) return
      if (canBe(compiled.value.expression, wanted, outside, { left: 5000 })) return
      found++
      for (const view of views) {
        const result = compiled.value.evaluate(view)
        expect(result, source).toEqual({ ok: true, value: !wanted })
      }
    }),
    { numRuns: 1000 },
  )
  // Otherwise nothing was tested.
  expect(found).toBeGreaterThan(50)
})
