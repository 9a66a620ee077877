// Packages that everybody knows, judged as if nobody had ever trusted a release of theirs: everything in them is new. They
// start programs, download, build and read secrets, because that is what they are for, and are not blocked for it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openSetting } from '../bench/pairs/setting.ts'
import { defaultPolicy } from '../src/domain/policy.ts'
import { judgeSpec } from '../src/scan/judge-spec.ts'

const releases: readonly [string, string][] = [
  ['esbuild', '0.25.9'],
  ['axios', '1.14.0'],
  ['puppeteer', '24.16.0'],
  ['sharp', '0.34.3'],
  ['web3', '4.16.0'],
  ['node-gyp', '11.4.2'],
  ['husky', '9.1.7'],
  ['electron', '37.2.6'],
  ['cypress', '14.5.4'],
  ['core-js', '3.45.0'],
  ['@sentry/cli', '2.52.0'],
  ['npm', '11.5.2'],
]

const versionsOf = (wanted: string) =>
  new Set(releases.flatMap(([name, version]) => (name === wanted ? [version] : [])))
const cacheDir = mkdtempSync(join(tmpdir(), 'cordon-well-known-'))
const setting = await openSetting({ online: true, cacheDir, rules: [], versionsOf })
afterAll(async () => {
  await setting.close()
  rmSync(cacheDir, { recursive: true, force: true })
})

test.each(releases)('%s@%s', async (name, version) => {
  const rules = setting.packs.flatMap((pack) => pack.rules)
  // No release is ever old enough to be trusted.
  const policy = { ...defaultPolicy, minAgeHours: 1e9 }
  const judged = await judgeSpec(name, version, { ...setting, rules, policy, now: Date.now() }, false)
  if (!judged.ok) throw new Error(judged.why.detail)
  const own = judged.value.map(({ judged: one }) => one)
  expect(own.flatMap(({ reasons }) => reasons).filter(({ code }) => code !== 'too-young')).toEqual([])
  expect(own.flatMap(({ findings }) => findings).filter(({ outcome }) => outcome === 'block')).toEqual([])
})
