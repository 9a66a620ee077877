// What no npm could be held to is refused before it is started.
import { expect, test } from 'vitest'
import { everywhere, refuseUnpinned, withNpmFlags } from '../../src/cli/gate.ts'
import { readNpmArguments } from '../../src/cli/npm-arguments.ts'
import { toScanOptions } from '../../src/cli/scan-options.ts'
import { Problem } from '../../src/domain/problem.ts'
import { parseLockfile } from '../../src/sources/lockfile/read.ts'

const sha = `sha512-${'A'.repeat(86)}==`

function refused(entry: object, version: string, name = 'a', spec = '1.0.0', more = {}): string[] {
  const packages = {
    '': { dependencies: { [name]: spec } },
    [`node_modules/${name}`]: { version: '1.0.0', ...entry },
    ...more,
  }
  const text = JSON.stringify({ lockfileVersion: 3, packages })
  const lockfile = parseLockfile({ file: 'package-lock.json', text, manifest: 'none', projectFolder: '' })
  try {
    refuseUnpinned(lockfile, { node: 'node', cli: 'npm', version }, 'nothing was installed')
    return []
  } catch (error) {
    if (error instanceof Problem) return error.mistakes.map(({ code }) => code)
    throw error
  }
}

const git = 'git+ssh://git@example.test/a/a.git'
const commit = { resolved: `${git}#${'0'.repeat(40)}` }
const url = 'https://example.test/a.tgz'
const link = { resolved: '../../a', link: true, version: undefined }
const elsewhere = refused(link, '12.2.0', 'a', 'file:../../a', { '../../a': { name: 'a', version: '1.0.0' } })

test.each<[string, string[], string[]]>([
  ['an integrity', refused({ integrity: sha }, '11.19.1'), []],
  ['none', refused({}, '12.2.0'), ['no-integrity']],
  ['one that proves nothing', refused({ integrity: 'md5-AAAAAAAAAAAAAAAAAAAAAA==' }, '12.2.0'), ['no-integrity']],
  ['a URL with none', refused({ resolved: url }, '12.2.0', 'a', url), ['no-integrity']],
  ['a folder elsewhere', elsewhere, ['outside-repository']],
  ['a commit under npm 11', refused(commit, '11.19.1', 'a', git), ['git-needs-npm-12']],
  ['a commit under an npm that does not say', refused(commit, '', 'a', git), ['git-needs-npm-12']],
  ['a commit under npm 12', refused(commit, '12.2.0', 'a', git), []],
])('%s', (_, found, expected) => {
  expect(found).toEqual(expected)
})

test('what npm is told of registry, cache and network, judging is told as well', () => {
  const { options } = readNpmArguments(['--registry', 'https://r.example.test/', '--cache=/c', '--offline', '-D'])
  const given = { command: 'ci', operands: [], forNpm: [], flags: new Map() } as const
  const asked = toScanOptions(withNpmFlags(given, options), '/p', 0)
  expect(everywhere(asked)).toEqual(['--registry=https://r.example.test/', '--cache=/c', '--offline'])
  expect(everywhere(toScanOptions(given, '/p', 0))).toEqual([])
})
