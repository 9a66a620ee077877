// Which install scripts run after an install: place by place, the project's own folders among them.
import { expect, test } from 'vitest'
import type { LockedPackage } from '../../src/domain/locked.ts'
import type { Directive } from '../../src/domain/project.ts'
import { newPlaces, ownPlaces, planScriptRun, rootEvents, type ScriptedPackage } from '../../src/facts/script-run.ts'
import { parseLockfile } from '../../src/sources/lockfile/read.ts'

const packages = parseLockfile({
  file: 'package-lock.json',
  manifest: 'none',
  projectFolder: '',
  text: JSON.stringify({
    lockfileVersion: 3,
    packages: {
      '': { workspaces: ['packages/*'], dependencies: { good: '1', carrier: '1', ours: 'file:tools/ours' } },
      'node_modules/good': { version: '1.0.0', integrity: 'sha512-x' },
      'node_modules/carrier': {
        version: '1.0.0',
        integrity: 'sha512-y',
        bundleDependencies: ['good'],
        dependencies: { good: '1' },
      },
      'node_modules/carrier/node_modules/good': { version: '1.0.0', inBundle: true },
      'node_modules/mine': { resolved: 'packages/mine', link: true },
      'packages/mine': { version: '1.0.0' },
      'node_modules/ours': { resolved: 'tools/ours', link: true },
      'tools/ours': { version: '1.0.0' },
    },
  }),
}).packages
const at = (location: string): LockedPackage => {
  const found = packages.find((one) => one.location === location)
  if (found === undefined) throw new Error(location)
  return found
}
const good: ScriptedPackage = {
  locked: at('node_modules/good'),
  locations: ['node_modules/good'],
  state: 'approved',
  entry: 'unreviewed',
}
const everywhere = new Set(packages.map(({ location }) => location))

test('what is approved runs where it lies, and nowhere else', () => {
  const here = { ...good, locations: ['node_modules/good', 'node_modules/a/node_modules/good'] }
  expect(planScriptRun([here], everywhere)).toEqual({ locations: ['node_modules/good'], notRun: [] })
  expect(planScriptRun([good], new Set())).toEqual({ locations: [], notRun: [] })
})

test('what was there before has had its turn, unless its bytes are others', () => {
  const [changed] = [{ ...at('node_modules/good'), integrity: 'sha512-z' }]
  expect(newPlaces(packages, packages).size).toBe(0)
  expect([...newPlaces([changed, at('node_modules/carrier')], packages)]).toEqual(['node_modules/good'])
  const carried = {
    ...good,
    locked: at('node_modules/carrier/node_modules/good'),
    locations: ['node_modules/carrier/node_modules/x'],
  }
  expect(planScriptRun([carried], new Set(['node_modules/good'])).notRun).toEqual([])
  expect(planScriptRun([carried], new Set(['node_modules/carrier'])).notRun).toHaveLength(1)
})

test.each<[string, Partial<ScriptedPackage>, string]>([
  ['nobody approved', { state: 'new' }, 'new'],
  ['was approved as something else', { state: 'changed' }, 'changed'],
  ['nobody could read', { state: 'unread' }, 'unread'],
  ['allowScripts denies', { entry: 'denied' }, 'denied'],
  ['is carried under a name that is approved', { locked: at('node_modules/carrier/node_modules/good') }, 'carried'],
  ['is a git checkout', { locked: { ...at('node_modules/good'), kind: 'git' } }, 'prepare'],
])('what %s stays off', (_, over, why) => {
  const { locations, notRun } = planScriptRun([{ ...good, ...over }], everywhere)
  expect([locations, notRun.map((one) => one.why)]).toEqual([[], [why]])
})

test("the project's folders: npm 12 runs a workspace always, another folder where it is allowed", () => {
  const directive = (value: string): Directive[] => [
    { field: 'allowScripts', key: 'file:tools/ours', value, file: 'package.json', line: 1 },
  ]
  const all = ['node_modules/mine', 'node_modules/ours']
  expect(ownPlaces(packages, [], false, () => true)).toEqual(all)
  expect(ownPlaces(packages, [], true, () => true)).toEqual(['node_modules/mine'])
  expect(ownPlaces(packages, directive('true'), true, () => true)).toEqual(all)
  expect(ownPlaces(packages, directive('false'), false, () => true)).toEqual(['node_modules/mine'])
  expect(ownPlaces(packages, [], false, (folder) => folder === 'tools/ours')).toEqual(['node_modules/ours'])
})

test('a link into node_modules leads to no folder of the project', () => {
  const inside = packages.map((one) =>
    one.location === 'packages/mine'
      ? { ...one, location: 'node_modules/good/evil' }
      : { ...one, resolved: one.resolved === 'packages/mine' ? 'node_modules/good/evil' : one.resolved },
  )
  expect(ownPlaces(inside, [], false, () => true)).toEqual(['node_modules/ours'])
})

test('preinstall of the project comes first under npm 12', () => {
  expect(rootEvents(true).before).toEqual(['preinstall'])
  expect(rootEvents(false).after.slice(0, 3)).toEqual(['preinstall', 'install', 'postinstall'])
})
