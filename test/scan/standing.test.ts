// Where releases stand, read off real lockfile text.
import { describe, expect, test } from 'vitest'
import { distinctReleases, type Lockfile } from '../../src/domain/locked.ts'
import { defaultPolicy, type Policy } from '../../src/domain/policy.ts'
import type { Standing } from '../../src/domain/standing.ts'
import { createStandings } from '../../src/scan/standing.ts'
import { parseLockfile } from '../../src/sources/lockfile/read.ts'

type Entries = Record<string, object>

const integrity = `sha512-${Buffer.alloc(64, 1).toString('base64')}`
const host = 'https://registry.example.test'
const tarball = (name: string, of = host) => `${of}/${name}/-/${name.slice(name.lastIndexOf('/') + 1)}-1.0.0.tgz`

function lockfile(packages: Entries, root: object = {}): Lockfile {
  const manifest = { name: 'app', version: '1.0.0', ...root }
  const entries = { '': manifest, ...packages }
  const text = JSON.stringify({ name: 'app', lockfileVersion: 3, requires: true, packages: entries })
  const of = { file: 'package.json', text: JSON.stringify(manifest) }
  return parseLockfile({ file: 'package-lock.json', text, manifest: of, projectFolder: '' })
}

function entry(name: string, more: object = {}, of = host): object {
  return { version: '1.0.0', resolved: tarball(name, of), integrity, ...more }
}

function standing(
  name: string,
  head: Lockfile,
  base: Lockfile | 'none' = 'none',
  policy: Partial<Policy> = {},
): Standing {
  const standings = createStandings({
    head,
    base,
    fetchedFrom: (resolved) => resolved,
    accepted: { standingOf: () => 'none' },
    registryFor: () => 'https://registry.example.test/',
    policy: { ...defaultPolicy, ...policy },
  })
  const release = distinctReleases(head.packages).find(({ locked }) => locked.name === name)
  if (release === undefined) throw new Error(`no ${name}`)
  return standings(release)
}

describe('platform packages', () => {
  const asks = { dependencies: { bundle: '1.0.0' } }
  const bundle = entry('bundle', { optionalDependencies: { '@b/linux': '1.0.0', '@b/win32': '1.0.0' } })
  const tree = (script: object) =>
    lockfile(
      {
        'node_modules/bundle': bundle,
        'node_modules/@b/linux': entry('@b/linux', { os: ['linux'], optional: true }),
        'node_modules/@b/win32': entry('@b/win32', { os: ['win32'], optional: true, ...script }),
      },
      asks,
    )

  test('a script in only one of them', () => {
    expect(standing('@b/win32', tree({ hasInstallScript: true })).platformSiblings).toBe('different')
    expect(standing('@b/win32', tree({})).platformSiblings).toBe('alike')
    expect(standing('bundle', tree({})).platformSiblings).toBe('none')
  })
})

describe("the project's own names", () => {
  const tree = lockfile(
    {
      'node_modules/@acme/tools': { resolved: 'tools', link: true },
      'node_modules/@acme/widget': entry('@acme/widget'),
      'node_modules/@acme2/widget': entry('@acme2/widget'),
      'node_modules/other': entry('other', { dependencies: { '@acme/tools': '1.0.0' } }),
      'node_modules/other/node_modules/@acme/tools': entry('@acme/tools'),
      tools: { name: '@acme/tools', version: '2.0.0' },
    },
    { workspaces: ['tools'], dependencies: { '@acme/widget': '*', '@acme2/widget': '*', other: '*' } },
  )

  test('a workspace of that name, a scope of the project, neither', () => {
    expect(standing('@acme/tools', tree).ownName).toBe('package')
    expect(standing('@acme/widget', tree).ownName).toBe('scope')
    expect(standing('@acme2/widget', tree).ownName).toBe('no')
    expect(standing('other', tree).ownName).toBe('no')
  })
})

describe('hosts', () => {
  const asks = { dependencies: { '@acme/a': '*', '@acme/b': '*', c: '*' } }
  const tree = (b: string, c = host) =>
    lockfile(
      {
        'node_modules/@acme/a': entry('@acme/a'),
        'node_modules/@acme/b': entry('@acme/b', {}, b),
        'node_modules/c': entry('c', {}, c),
      },
      asks,
    )

  test('one scope from two hosts', () => {
    expect(standing('@acme/b', tree(host)).scopeHosts).toBe('one')
    expect(standing('@acme/b', tree('https://other.example.test')).scopeHosts).toBe('several')
    expect(standing('c', tree('https://other.example.test')).scopeHosts).toBe('one')
  })

  test('another host than in the base lockfile', () => {
    const moved = tree(host, 'https://other.example.test')
    expect(standing('c', moved, tree(host)).hostChange).toBe('changed')
    expect(standing('c', tree(host), tree(host)).hostChange).toBe('same')
    expect(standing('c', moved).hostChange).toBe('unknown')
  })
})

test('a folder whose name leads to another package than before', () => {
  const base = lockfile({ 'node_modules/tiny': entry('tiny') }, { dependencies: { tiny: '*' } })
  const aliased = { dependencies: { tiny: 'npm:tinny@1' } }
  const head = lockfile({ 'node_modules/tiny': entry('tinny', { name: 'tinny' }) }, aliased)
  expect(standing('tinny', head, base).nameChange).toBe('changed')
  expect(standing('tinny', head, head).nameChange).toBe('same')
  expect(standing('tinny', head).nameChange).toBe('unknown')
})

test('commands in the same folder, whichever place comes first in the lockfile', () => {
  const head = lockfile(
    {
      'node_modules/a': entry('a', { dependencies: { taker: '*' } }),
      'node_modules/a/node_modules/taker': entry('taker', { bin: { compile: 'x.js' } }),
      'node_modules/compiler': entry('compiler', { bin: { compile: 'cli.js' } }),
      'node_modules/taker': entry('taker', { bin: { compile: 'x.js' } }),
      'node_modules/single': entry('single', { bin: 'cli.js' }),
    },
    { dependencies: { a: '*', compiler: '*', taker: '*', single: '*' } },
  )
  const { bins } = standing('taker', head)
  expect(bins.get('compile')).toEqual(['compiler', 'taker'])
  expect(bins.get('single')).toEqual(['single'])
})

describe('where the policy says that packages come from', () => {
  const policy: Partial<Policy> = {
    registries: [{ scope: '@acme', hosts: ['registry.example.test'], line: 1 }],
    internalScopes: ['@acme'],
  }
  const of = (name: string, entries: Entries) => {
    const { registryAllowed, scopeOrigin } = standing(name, lockfile(entries), 'none', policy)
    return [registryAllowed, scopeOrigin]
  }
  const at = 'node_modules/@acme/tools'

  test.each<[string, object, string[]]>([
    ['its registry', entry('@acme/tools'), ['yes', 'internal']],
    ['another host', entry('@acme/tools', {}, 'https://evil.example.test'), ['no', 'internal']],
    ['the public one', entry('@acme/tools', {}, 'https://registry.npmjs.org'), ['no', 'internal-from-public']],
    ['what is configured, where the lockfile is silent', { version: '1.0.0', integrity }, ['yes', 'internal']],
  ])('%s', (_, locked, expected) => expect(of('@acme/tools', { [at]: locked })).toEqual(expected))

  test('an alias is judged by the name that the registry knows', () => {
    const alias = entry('@acme/tools', { name: '@acme/tools' }, 'https://evil.example.test')
    expect(of('@acme/tools', { 'node_modules/harmless': alias })).toEqual(['no', 'internal'])
  })

  test('an alias is judged by the name that it takes, too', () => {
    const alias = (from: string) => ({ 'node_modules/@acme/x': entry('old-friend', { name: 'old-friend' }, from) })
    expect(of('old-friend', alias('https://registry.npmjs.org'))).toEqual(['no', 'internal-from-public'])
    expect(of('old-friend', alias(host))).toEqual(['yes', 'internal'])
  })

  test('what is said of all other packages is said of the name that the registry knows', () => {
    const policy: Partial<Policy> = {
      registries: [
        { scope: '@acme', hosts: ['registry.example.test'], line: 1 },
        { scope: '*', hosts: ['mirror.example.test'], line: 2 },
      ],
    }
    const alias = lockfile({ 'node_modules/harmless': entry('@acme/tools', { name: '@acme/tools' }) })
    expect(standing('@acme/tools', alias, 'none', policy).registryAllowed).toBe('yes')
  })

  test('a commit comes from where its repository lies', () => {
    const git = { version: '1.0.0', resolved: `git+ssh://git@evil.example.test/a.git#${'a'.repeat(40)}` }
    expect(of('@acme/tools', { [at]: git })).toEqual(['no', 'internal'])
  })

  test('other scopes are ordinary', () => {
    expect(of('@other/tools', { 'node_modules/@other/tools': entry('@other/tools') })).toEqual(['unstated', 'ordinary'])
  })
})
