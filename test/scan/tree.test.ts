import { expect, test } from 'vitest'
import { distinctReleases } from '../../src/domain/locked.ts'
import { lockedFor, readTree, releasesToJudge } from '../../src/scan/tree.ts'
import { parse } from '../sources/lockfile-project.ts'

const lock = (packages: Record<string, object>) => parse({ lockfileVersion: 3, packages: { '': {}, ...packages } })
const integrity = (letter: string) => `sha512-${Buffer.alloc(64, letter).toString('base64')}`

test('a bundled package is judged again when its carrier is another one', () => {
  const carrier = (version: string) => ({ version, integrity: integrity(version), bundleDependencies: ['inner'] })
  const tree = (version: string) =>
    lock({
      'node_modules/carrier': carrier(version),
      'node_modules/carrier/node_modules/inner': { version: '1.0.0', inBundle: true },
    })
  const names = (head: string, base: string) =>
    releasesToJudge(distinctReleases(tree(head).packages), tree(base)).map(({ locked }) => locked.name)
  expect(names('2.0.0', '1.0.0')).toEqual(['carrier', 'inner'])
  expect(names('1.0.0', '1.0.0')).toEqual([])
})

test('an alias does not pass for the package whose name it took', () => {
  const tree = readTree(
    lock({
      'node_modules/ms': { version: '2.1.3', integrity: integrity('a') },
      'node_modules/a': { version: '1.0.0', integrity: integrity('b') },
      'node_modules/a/node_modules/ms': { name: 'stranger', version: '2.0.0', integrity: integrity('c') },
    }),
    'none',
  )
  expect(lockedFor(tree, 'ms', 'stranger', '^2.0.0')).toMatchObject({ name: 'stranger', version: '2.0.0' })
  expect(lockedFor(tree, 'ms', 'ms', '^2.0.0')).toMatchObject({ name: 'ms', version: '2.1.3' })
})
