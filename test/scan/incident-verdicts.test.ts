// What the core rules make of every known attack from its bytes alone: as an update of a package that was fine before,
// with no age, no publisher and no list of known-bad releases to help. `verdict` stands in each incident's file.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { extract } from '../../src/facts/extract.ts'
import { loadPack } from '../../src/rules/load.ts'
import { toReleases, treesOf } from '../../src/scan/cases.ts'
import { judge } from '../../src/scan/judge.ts'
import { readPackFiles } from '../../src/sources/pack-files.ts'
import { ruleOf } from '../rules/builders.ts'

type Incident = { incident: string; verdict: string; before: object; after: object }

const folder = new URL('../code/incidents/', import.meta.url)
const incidents: Incident[] = readdirSync(folder)
  .sort()
  .map((name) => parse(readFileSync(new URL(name, folder), 'utf8')))
const core = loadPack(
  await readPackFiles(fileURLToPath(new URL('../../rules/core', import.meta.url)), 'nothing'),
  'nothing',
)

test.each(incidents.map((one) => [one.incident, one.verdict, one] as const))('%s: %s', (_, verdict, one) => {
  const { outcome, rules } = judged(one)
  expect(outcome, rules.join(', ')).toBe(verdict)
})

function judged({ before, after }: Incident): { outcome: string; rules: string[] } {
  const cases = stringify({ cases: [{ name: 'one', expect: 'fires', before, after }] })
  const [one] = ruleOf({ status: 'status: draft', cases }).cases
  if (one === undefined) throw new Error('there is no case')
  const extracted = treesOf(one).map(({ tarball, integrity, patches }) => extract(tarball, integrity, patches))
  const { baseline, candidate } = toReleases(one, extracted)
  const { findings } = judge(baseline, candidate, core.rules, one.about.now)
  const outcome = ['block', 'review'].find((wanted) => findings.some((found) => found.outcome === wanted)) ?? 'none'
  return { outcome, rules: findings.filter((found) => found.outcome !== 'note').map(({ rule }) => rule) }
}
