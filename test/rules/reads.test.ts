import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Change, DependencyFact, ScriptFact, Status } from '../../src/domain/change.ts'
import { type Compiled, compileCondition, compileSelection } from '../../src/rules/condition.ts'
import { needOf } from '../../src/rules/reads.ts'
import type { BaselineNeed } from '../../src/rules/rule.ts'
import { viewOf } from '../../src/rules/views.ts'
import { aContent, aDependency, aFile, aManifest, aScript, quietChange } from './builders.ts'

function compiled(when: string): Compiled<boolean> {
  const result = compileCondition(when)
  if (!result.ok) throw new Error(`${when}: ${result.mistakes.map((mistake) => mistake.message).join()}`)
  return result.value
}

function need(when: string, find = '[change.package]'): BaselineNeed {
  const selection = compileSelection(find)
  if (!selection.ok) throw new Error(find)
  return needOf(compiled(when).expression, selection.value.expression)
}

const needs: Record<BaselineNeed, string[]> = {
  never: [
    'true',
    'change.package.direct',
    'change.publication.ageHours < 72',
    'change.publication.trust == "lowered" && change.publication.gitHead == "lost"',
    'change.baseline.status == "none"',
    '!(change.lock.integrity == "different")',
    'change.manifest.exists(m, m.field == "scripts")',
    'change.manifest.all(m, m.field == "scripts")',
    'change.manifest.filter(m, m.field == "scripts").size() == 0',
    'change.package.kind in ["git", "remote"]',
    'change.package.direct ? change.package.dev : change.package.optional',
    'change.publication.ageHours == -1',
  ],
  'if-fires': [
    'change.scripts.exists(s, s.status == "added")',
    'change.scripts.exists(s, "added" == s.status)',
    'change.scripts.exists(s, s.status == "added" && s.runsOnInstall)',
    'change.scripts.exists(s, s.runsOnInstall && !s.implicit && s.status == "added")',
    'change.scripts.exists(s, s.status == "added" || s.status == "changed")',
    'change.scripts.exists(s, s.status in ["added", "changed"])',
    'change.scripts.exists(s, s.status != "removed")',
    'change.scripts.exists(s, s.status != "removed" && s.status != "kept")',
    'change.scripts.exists(s, !(s.status == "removed") && !(s.status == "kept"))',
    'change.scripts.exists(s, !(s.status == "removed" || s.status == "kept"))',
    'change.scripts.exists(s, s.status != "removed" && s.reachesNew > 0)',
    'change.scripts.exists(s, s.status != "removed" && 1 <= s.reachesNew)',
    'change.scripts.exists(s, s.status != "removed" && (s.status == "added" || s.reachesNew >= 2))',
    'change.scripts.filter(s, s.status == "added").exists(s, s.runsOnInstall)',
    'change.scripts.filter(s, s.runsOnInstall).exists(s, s.status == "added")',
    'change.scripts.filter(s, s.status == "added").size() > 0',
    'size(change.scripts.filter(s, s.status == "added")) >= 2',
    '0 < change.scripts.filter(s, s.status == "added").size()',
    'change.dependencies.exists(d, d.status == "added" && d.imported == "no" && d.packageAgeHours < 72)',
    'change.dependencies.exists(d, d.status == "added") || change.scripts.exists(s, s.status == "added")',
    'change.publication.trust == "lowered" && change.dependencies.exists(d, d.status == "added")',
    'change.publication.trust == "lowered" || change.dependencies.exists(d, d.status == "added")',
    'change.scripts.exists(s, s.status != "removed" && change.files.exists(f, f.path in s.reaches && f.status == "added"))',
    'change.manifest.exists(m, change.scripts.exists(s, s.name == m.key && s.status == "added"))',
    'change.scripts.exists(s, s.status == "added" && s.reaches.exists(p, p.endsWith(".js")))',
    'change.oddities.exists(o, o.kind == "second-manifest" && o.status == "added")',
    'change.files.exists(f, f.status == "added" && f.firstOfType)',
    'change.files.exists(f, f.status != "removed" && f.lineFactor >= 5 && f.grown > 1000 && f.factor >= 10)',
    'change.content.grown > 1000',
    'change.content.grown > 1000 && 10 <= change.content.factor',
    'change.scripts.exists(s, (s.status == "added" && s.implicit) || (s.status == "added" && s.runsOnInstall))',
  ],
  always: [
    // A removed script exists only in real contents: nothing here rules it out.
    'change.scripts.exists(s, s.runsOnInstall)',
    'change.scripts.exists(s, s.status != "kept")',
    'change.scripts.exists(s, s.status in ["added", "removed"])',
    'change.scripts.exists(s, s.reachesNew > 0)',
    'change.scripts.exists(s, s.status != "removed" || s.runsOnInstall)',
    'change.scripts.filter(s, s.runsOnInstall).size() > 0',
    'change.scripts.size() > 0',
    // Nothing is changed, kept or removed against the empty contents.
    'change.scripts.exists(s, s.status == "changed")',
    'change.scripts.exists(s, s.status == "kept")',
    'change.scripts.exists(s, s.status == "removed")',
    'change.scripts.exists(s, s.status in ["changed", "kept"])',
    'change.scripts.exists(s, !(s.status == "added"))',
    // Absence, counting and comparing can be made true by more facts as well as by fewer.
    '!change.scripts.exists(s, s.status == "added")',
    'change.scripts.all(s, s.status == "added")',
    'change.scripts.exists_one(s, s.status == "added")',
    'change.scripts.filter(s, s.status == "added").size() == 1',
    'change.scripts.filter(s, s.status == "added").size() < 3',
    '3 > change.scripts.filter(s, s.status == "added").size()',
    'change.scripts.exists(s, s.status == "added") == false',
    'change.scripts.exists(s, s.status == "added") ? true : change.package.dev',
    'change.scripts.exists(s, s.status != "removed" && s.reachesNew == 0)',
    'change.scripts.exists(s, s.status != "removed" && s.reachesNew < 2)',
    'change.scripts.exists(s, s.status == "added" && s.bodyBefore == "")',
    'change.dependencies.exists(d, d.status == "added" && d.specBefore != d.spec)',
    'change.files.exists(f, f.status != "removed" && f.size > f.sizeBefore)',
    'change.files.exists(f, f.status == "added" && !f.firstOfType)',
    'change.files.exists(f, f.status == "added" && f.firstOfType == true)',
    'change.files.exists(f, f.lineFactor > 5)',
    'change.content.grown < 1000',
    'change.content.bytes > change.content.bytesBefore',
    'change.content.filesBefore < 3',
    'change.scripts.map(s, s.status).exists(t, t == "added")',
    '"postinstall" in change.scripts.map(s, s.name)',
    'change.scripts.filter(s, s.status == "added").map(s, s.name).exists(n, n == "install")',
    'change.scripts.exists(s, s.status == "added" && change.files.all(f, f.status == "added"))',
    'change.scripts.exists(s, s.status == "added" && change.files.size() / 2 > 1)',
    '(change.scripts + change.scripts).exists(s, s.status == "added")',
    'change.scripts.exists(change, change.status == "added" && change.reachesNew == 1)',
  ],
}

describe('which baseline a rule needs', () => {
  for (const [expected, conditions] of Object.entries(needs)) {
    for (const condition of conditions) test(`${expected}: ${condition}`, () => expect(need(condition)).toBe(expected))
  }

  test('evidence never decides, but what it shows needs the baseline', () => {
    expect(need('change.package.direct', 'change.scripts')).toBe('if-fires')
    expect(need('change.package.direct', 'change.scripts.filter(s, s.status == "kept")')).toBe('if-fires')
    expect(need('change.package.direct', 'change.manifest')).toBe('never')
  })
})

// The claim itself, on conditions and contents nobody thought of.
const statuses: Status[] = ['added', 'changed', 'removed', 'kept']
const statusWord = fc.constantFrom(...statuses)

const scripts = fc.record({
  status: statusWord,
  name: fc.constantFrom('install', 'test'),
  runsOnInstall: fc.boolean(),
  implicit: fc.boolean(),
  reachesNew: fc.integer({ min: 0, max: 2 }),
  bodyBefore: fc.constantFrom('', 'x'),
})
const dependencies = fc.record({ status: statusWord, imported: fc.constantFrom('no' as const, 'loaded' as const) })

const changes = fc
  .record({
    scripts: fc.array(scripts, { maxLength: 4 }),
    dependencies: fc.array(dependencies, { maxLength: 3 }),
    more: fc.integer({ min: 0, max: 2 }),
    direct: fc.boolean(),
    manifest: fc.boolean(),
    longer: fc.integer({ min: 0, max: 2 }),
    first: fc.boolean(),
    grown: fc.integer({ min: 0, max: 2 }),
  })
  .map((drawn): { real: Change; empty: Change } => {
    const real: Change = {
      ...quietChange,
      package: { ...quietChange.package, direct: drawn.direct },
      manifest: drawn.manifest ? [aManifest] : [],
      scripts: drawn.scripts.map((one): ScriptFact => ({ ...aScript, ...one })),
      dependencies: drawn.dependencies.map((one): DependencyFact => ({ ...aDependency, ...one, specBefore: '^0.9.0' })),
      files: [{ ...aFile, lineFactor: drawn.longer, firstOfType: drawn.first }],
      content: { ...aContent, grown: drawn.grown },
    }
    const empty: Change = {
      ...real,
      scripts: real.scripts
        .filter((one) => one.status !== 'removed')
        .map((one) => ({ ...one, status: 'added', bodyBefore: '', reachesNew: one.reachesNew + drawn.more })),
      dependencies: real.dependencies
        .filter((one) => one.status !== 'removed')
        .map((one) => ({ ...one, status: 'added', specBefore: '' })),
      files: [{ ...aFile, lineFactor: drawn.longer + drawn.more, firstOfType: drawn.first || drawn.more > 0 }],
      content: { ...aContent, grown: drawn.grown + drawn.more },
    }
    return { real, empty }
  })

type Drawn = fc.Arbitrary<string>

function joined(one: Drawn, other: Drawn): Drawn {
  return fc.tuple(one, fc.constantFrom('&&', '||'), other).map(([a, operator, b]) => `(${a} ${operator} ${b})`)
}

function negated(one: Drawn): Drawn {
  return one.map((text) => `!(${text})`)
}

/** Tests of one script; half of them such as rules are made of, half of them anything. */
const anyTest: Drawn = fc.oneof(
  fc.tuple(fc.constantFrom('==', '!='), statusWord).map(([operator, word]) => `s.status ${operator} "${word}"`),
  fc.subarray(statuses, { minLength: 1 }).map((words) => `s.status in [${words.map((word) => `"${word}"`).join()}]`),
  fc.tuple(fc.constantFrom('>', '>=', '<', '=='), fc.nat(2)).map(([operator, n]) => `s.reachesNew ${operator} ${n}`),
  fc.constantFrom('s.runsOnInstall', 's.name == "install"', 's.bodyBefore == ""', 'change.package.direct'),
  fc.constantFrom('change.dependencies.exists(d, d.status == "added")', 'change.manifest.exists(m, m.key != s.name)'),
)
const usualTest: Drawn = fc.constantFrom(
  's.status == "added"',
  's.status != "removed"',
  's.status in ["added", "changed"]',
  's.reachesNew > 0',
  's.runsOnInstall',
  '(s.status == "added" || s.status == "changed")',
)
const simple = fc.oneof(anyTest, usualTest, usualTest)
const scriptTest = fc.oneof(simple, joined(simple, simple), joined(joined(simple, simple), simple), negated(simple))

const list: Drawn = fc.oneof(
  fc.constant('change.scripts'),
  scriptTest.map((one) => `change.scripts.filter(s, ${one})`),
  fc.tuple(scriptTest, scriptTest).map(([a, b]) => `change.scripts.filter(s, ${a}).filter(s, ${b})`),
)
const exists = fc.tuple(list, scriptTest).map(([from, one]) => `${from}.exists(s, ${one})`)
const size = fc
  .tuple(list, fc.constantFrom('>', '>=', '<', '=='), fc.nat(2))
  .map(([from, operator, n]) => `${from}.size() ${operator} ${n}`)
const others = fc
  .tuple(list, fc.constantFrom('all', 'exists_one'), scriptTest)
  .map(([from, name, one]) => `${from}.${name}(s, ${one})`)
const part = fc.oneof(
  exists,
  exists,
  exists,
  size,
  others,
  fc.constantFrom('change.package.direct', 'change.manifest.size() > 0'),
  fc.constantFrom(
    'change.content.grown > 1',
    'change.content.grown < 2',
    'change.files.exists(f, f.status == "added" && f.lineFactor > 1)',
    'change.files.exists(f, f.status == "added" && !f.firstOfType)',
  ),
)
const conditions = fc.oneof(part, part, joined(part, part), negated(part))

test('a rule that can wait for its baseline is never quieter without one', () => {
  const seen = { never: 0, 'if-fires': 0, always: 0 }
  fc.assert(
    fc.property(conditions, fc.array(changes, { minLength: 8, maxLength: 8 }), (when, drawn) => {
      const parsed = compileCondition(when)
      // Too deep or too many loops: refused, so never evaluated.
      if (!parsed.ok) return
      const needed = need(when)
      seen[needed]++
      for (const { real, empty } of drawn) {
        const withBaseline = parsed.value.evaluate(viewOf(real))
        const without = parsed.value.evaluate(viewOf(empty))
        if (needed === 'never') expect(without).toEqual(withBaseline)
        if (needed === 'if-fires' && withBaseline.ok && withBaseline.value) expect(without).toEqual(withBaseline)
      }
    }),
    { numRuns: 2000 },
  )
  expect(seen.never).toBeGreaterThan(50)
  expect(seen['if-fires']).toBeGreaterThan(50)
  expect(seen.always).toBeGreaterThan(50)
})
