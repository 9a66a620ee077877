import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import npm from '@npmcli/config/lib/definitions/index.js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Problem } from '../../src/domain/problem.ts'
import { loadNpmSettings, type NpmConfigInput } from '../../src/sources/npm-config.ts'
import { namesCode, namesPlace, transportKeys, treeKeys } from '../../src/sources/project-npmrc.ts'
import { findUserNpm } from '../../src/sources/user-npm.ts'
import { findOnPath } from '../../src/sources/user-path.ts'

const registry = 'https://registry.example.test/'

/** A machine of its own: a home, a Node with an npm, a project, and nothing of the real environment. */
let root = ''
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'cordon-npmrc-test-')))
  file('usr/lib/node_modules/npm/bin/npm-cli.js', '')
  file('usr/bin/node', '')
  symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', join(root, 'usr/bin/npm'))
  file('home/.npmrc', `registry=${registry}`)
  file('project/package.json', '{}')
})
afterEach(() => rmSync(root, { recursive: true }))

function file(path: string, text: string): string {
  const full = join(root, path)
  mkdirSync(dirname(full), { recursive: true })
  writeFileSync(full, text)
  return full
}

type Changes = { npmrc?: string; env?: Record<string, string>; flags?: Partial<NpmConfigInput['flags']> }

function load({ npmrc, env = {}, flags = {} }: Changes = {}) {
  return loadNpmSettings({
    projectDir: join(root, 'project'),
    projectNpmrc: npmrc === undefined ? 'from-disk' : { text: npmrc },
    env: { HOME: join(root, 'home'), PATH: join(root, 'usr/bin'), ...env },
    platform: 'linux',
    execPath: join(root, 'elsewhere/bin/node'),
    flags: { registry: '', cacheDir: '', offline: false, ...flags },
  })
}

/** As an .npmrc names an environment variable. */
const variable = (name: string) => `\${${name}}`

const codes = async (changes: Changes) => (await load(changes)).notices.map(({ code, detail }) => `${code} ${detail}`)
const problemOf = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    () => 'nothing thrown',
    (thrown: unknown) => thrown,
  )
  return error instanceof Problem ? error.mistakes[0]?.code : error
}

describe('the user’s npm', () => {
  test('gives cache and registries', async () => {
    file('home/.npmrc', `registry=${registry}\n@corp:registry=https://corp.example.test/npm/\ncache=~/c`)
    const settings = await load()
    expect(settings.registryFor('left')).toBe(registry)
    expect(settings.registryFor('@corp/left')).toBe('https://corp.example.test/npm/')
    expect(settings.registryFor('@other/left')).toBe(registry)
    expect(settings.registryFor('@__proto__')).toBe(registry)
    expect(settings.cacheDir).toBe(join(root, 'home/c'))
    expect(settings.fetchOptions.cache).toBe(join(root, 'home/c/_cacache'))
    expect(settings.offline).toBe(false)
    expect(settings.notices).toEqual([])
  })

  test('without any file, npm’s own defaults', async () => {
    rmSync(join(root, 'home/.npmrc'))
    expect((await load()).registryFor('left')).toBe(npm.definitions.registry?.default)
  })

  test('global file from the prefix of the user’s Node, not of ours', async () => {
    rmSync(join(root, 'home/.npmrc'))
    file('elsewhere/etc/npmrc', 'registry=https://wrong.example.test/')
    file('usr/etc/npmrc', 'registry=https://global.example.test/')
    expect((await load()).registryFor('left')).toBe('https://global.example.test/')
  })

  test('builtin file of npm, below user and global', async () => {
    file('usr/lib/node_modules/npm/npmrc', 'registry=https://builtin.example.test/\nmaxsockets=3')
    const settings = await load()
    expect(settings.registryFor('left')).toBe(registry)
    expect(settings.fetchOptions).toMatchObject({ maxSockets: 3, retry: { retries: 2 }, timeout: 300_000 })
  })

  test('environment above files, flags above environment', async () => {
    const env = { npm_config_registry: 'https://env.example.test/', NPM_CONFIG_CACHE: join(root, 'env-cache') }
    expect((await load({ env })).registryFor('left')).toBe('https://env.example.test/')
    expect((await load({ env })).cacheDir).toBe(join(root, 'env-cache'))
    const flags = { registry: 'https://flag.example.test', cacheDir: join(root, 'flag'), offline: true }
    const settings = await load({ env, flags })
    expect(settings.registryFor('left')).toBe('https://flag.example.test/')
    expect(settings.fetchOptions.cache).toBe(join(root, 'flag/_cacache'))
    expect(settings.offline).toBe(true)
    expect(settings.fetchOptions.offline).toBe(true)
  })

  test('what `npm run` sets is the user’s npm speaking', async () => {
    const globalconfig = file('other/npmrc', '@corp:registry=https://corp.example.test/')
    const userconfig = file('other/user', 'registry=https://user.example.test/')
    const env = { npm_config_globalconfig: globalconfig, npm_config_userconfig: userconfig }
    const settings = await load({ env })
    expect(settings.registryFor('left')).toBe('https://user.example.test/')
    expect(settings.registryFor('@corp/left')).toBe('https://corp.example.test/')
  })
})

describe('the project’s .npmrc', () => {
  test('is read from disk, above the user’s', async () => {
    file('project/.npmrc', 'registry=https://project.example.test/')
    expect((await load()).registryFor('left')).toBe('https://project.example.test/')
  })

  test('is the base’s text where that is given', async () => {
    file('project/.npmrc', 'registry=https://attacker.example.test/')
    expect((await load({ npmrc: '' })).registryFor('left')).toBe(registry)
    const settings = await load({ npmrc: 'registry=https://base.example.test/' })
    expect(settings.registryFor('left')).toBe('https://base.example.test/')
  })

  test('gives a host its token, expanded as npm does', async () => {
    const npmrc = `//project.example.test/:_authToken=${variable('TOKEN')}\n//project.example.test/:unknown=x`
    const { fetchOptions } = await load({ npmrc, env: { TOKEN: 'secret' } })
    expect(fetchOptions['//project.example.test/:_authToken']).toBe('secret')
    expect(Object.keys(fetchOptions).filter((key) => key.startsWith('//'))).toHaveLength(1)
  })

  test('shapes trees as npm would, and no request', async () => {
    file('home/.npmrc', `registry=${registry}\nsave-prefix=~\nmin-release-age=3\nomit-lockfile-registry-resolved=true`)
    const settings = await load({ npmrc: 'legacy-peer-deps=true\nsave-exact=true\ninstall-strategy=nested\nomit=dev' })
    expect(settings.treeOptions).toMatchObject({ legacyPeerDeps: true, savePrefix: '', installStrategy: 'nested' })
    expect(settings.treeOptions).toMatchObject({ omitLockfileRegistryResolved: true })
    expect(settings.treeOptions.before).toBeInstanceOf(Date)
    expect(settings.treeOptions).not.toHaveProperty('omit')
    const both = Object.keys(settings.treeOptions).filter((key) => key in settings.fetchOptions)
    expect([both, settings.notices]).toEqual([[], []])
  })
  test.each([...namesCode])('names no program: %s', async (key) => {
    expect(await codes({ npmrc: `${key}=./evil` })).toEqual([`npmrc-executable-ignored ${key}`])
    expect(Object.values((await load({ npmrc: `${key}=./evil` })).fetchOptions)).not.toContain('./evil')
  })

  test('a key that hides behind a variable is still that key', async () => {
    expect(await codes({ npmrc: `g${variable('NOTHING?')}it=./evil` })).toEqual(['npmrc-executable-ignored git'])
  })

  test('moves no file, and no cache', async () => {
    file('project/evil', 'registry=https://attacker.example.test/')
    for (const key of ['userconfig', 'globalconfig', 'prefix', 'cache']) {
      const npmrc = `${key}=./evil`
      expect(await codes({ npmrc })).toEqual([`npmrc-location-ignored ${key}`])
      expect((await load({ npmrc })).registryFor('left')).toBe(registry)
      expect((await load({ npmrc })).cacheDir).toBe(join(root, 'home/.npm'))
    }
  })

  test.each(['_auth=eDp5', '_authToken=x', '_password=x', 'username=x', 'key=x', 'cert=x'])(
    'gives no credential to no host in particular: %s',
    async (npmrc) => {
      const settings = await load({ npmrc })
      expect(settings.notices.map(({ code }) => code)).toEqual(['npmrc-credential-ignored'])
      const [key = '', value] = npmrc.split('=')
      expect(settings.fetchOptions[key]).not.toBe(value)
    },
  )

  test('switches certificates off aloud', async () => {
    const settings = await load({ npmrc: 'strict-ssl=false' })
    expect(settings.fetchOptions.strictSSL).toBe(false)
    expect(settings.notices.map(({ code }) => code)).toEqual(['strict-ssl-off'])
  })

  test('finds its certificate file from the project’s folder', async () => {
    file('project/ca.pem', '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n')
    const { fetchOptions } = await load({ npmrc: 'cafile=./ca.pem' })
    expect(fetchOptions.ca).toEqual(['-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----'])
  })

  test('a certificate file that never ends is refused', async () => {
    expect(await problemOf(load({ npmrc: 'cafile=/dev/zero' }))).toBe('npm-config-broken')
    const certfile = '//registry.example.test/:certfile=/dev/zero'
    expect(await problemOf(load({ npmrc: certfile }))).toBe('npm-config-broken')
  })

  test('values of the wrong type are dropped aloud, keys named __proto__ harmless', async () => {
    const npmrc = '__proto__=x\n[__proto__]\nregistry=https://attacker.example.test/\n[x]\nregistry=1'
    expect((await load({ npmrc })).registryFor('left')).toBe(registry)
    expect((await codes({ npmrc: 'registry=nonsense' }))[0]).toContain('npmrc-invalid-value')
    expect((await load({ npmrc: 'registry=nonsense' })).registryFor('left')).toBe(registry)
  })

  test('a folder, a link to a device or a huge file in its place', async () => {
    mkdirSync(join(root, 'project/.npmrc'))
    expect(await codes({})).toEqual([`npmrc-unreadable ${join(root, 'project/.npmrc')}`])
    rmSync(join(root, 'project/.npmrc'), { recursive: true })
    symlinkSync('/dev/zero', join(root, 'project/.npmrc'))
    expect(await codes({})).toEqual([`npmrc-unreadable ${join(root, 'project/.npmrc')}`])
    rmSync(join(root, 'project/.npmrc'))
    file('project/.npmrc', '#'.repeat(2_000_000))
    expect(await problemOf(load())).toBe('npmrc-too-large')
  })

  test('is the user’s file where the project is the home folder', async () => {
    file('project/.npmrc', `registry=${registry}\ncache=~/from-home`)
    const settings = await load({ env: { HOME: join(root, 'project') } })
    expect(settings.cacheDir).toBe(join(root, 'project/from-home'))
    expect(settings.notices).toEqual([])
  })
})

describe('what is wrong is said', () => {
  test.each(['nonsense', 'file:///etc/passwd', 'javascript:1'])('--registry %s', async (flag) =>
    expect(await problemOf(load({ flags: { registry: flag } }))).toBe('invalid-registry'),
  )

  test('an unreadable user file', async () => {
    rmSync(join(root, 'home/.npmrc'))
    mkdirSync(join(root, 'home/.npmrc'))
    expect(await codes({})).toEqual([`npmrc-unreadable ${join(root, 'home/.npmrc')}`])
  })

  test('where npm itself would stop', async () => {
    const path = join(root, 'home/.npmrc')
    expect(await problemOf(load({ env: { npm_config_globalconfig: path } }))).toBe('npm-config-broken')
  })
})

test('neither the environment nor any file is changed', async () => {
  const environment = { ...process.env }
  const npmrc = file('project/.npmrc', 'omit=dev\nuser-agent=x\nregistry=https://project.example.test/')
  file('home/.npmrc', 'omit=dev\nuser-agent=x')
  await load()
  expect({ ...process.env }).toEqual(environment)
  expect(readFileSync(npmrc, 'utf8')).toContain('user-agent=x')
})

test('every key in our tables is a setting of npm', () => {
  const known = new Set(Object.keys(npm.definitions))
  expect([...transportKeys, ...treeKeys, ...namesCode, ...namesPlace].filter((key) => !known.has(key))).toEqual([])
})

describe('finding npm', () => {
  const disk = (links: Record<string, string>) => ({
    isFile: (path: string) => path in links,
    realPath: (path: string) => links[path] ?? path,
  })

  test('on the PATH, but never what a project puts there', () => {
    const links = {
      '/work/node_modules/.bin/npm': '/work/node_modules/npm/bin/npm-cli.js',
      '/work/node_modules/.bin/node': '/work/node_modules/node/bin/node',
      './bin/npm': '/work/bin/npm',
      '/usr/bin/npm': '/usr/lib/node_modules/npm/bin/npm-cli.js',
      '/usr/lib/node_modules/npm/bin/npm-cli.js': '/usr/lib/node_modules/npm/bin/npm-cli.js',
      '/usr/bin/node': '/opt/node/bin/node',
    }
    const env = { PATH: './bin::/work/node_modules/.bin:/work/node_modules/.bin/:/usr/bin' }
    const found = findUserNpm({ env, platform: 'linux', disk: disk(links) })
    expect(found).toEqual({ npmPath: '/usr/lib/node_modules/npm', nodePath: '/opt/node/bin/node' })
  })

  test('as `npm run` names it', () => {
    const links = { '/n/npm/bin/npm-cli.js': '/n/npm/bin/npm-cli.js', '/n/bin/node': '/n/bin/node' }
    const env = { npm_execpath: '/n/npm/bin/npm-cli.js', npm_node_execpath: '/n/bin/node', PATH: '/usr/bin' }
    const found = findUserNpm({ env, platform: 'linux', disk: disk(links) })
    expect(found).toEqual({ npmPath: '/n/npm', nodePath: '/n/bin/node' })
  })

  test('not where another package manager or a shim stands in', () => {
    const links = { '/y/bin/yarn.js': '/y/bin/yarn.js', '/usr/bin/npm': '/usr/bin/volta-shim' }
    const env = { npm_execpath: '/y/bin/yarn.js', PATH: '/usr/bin' }
    expect(findUserNpm({ env, platform: 'linux', disk: disk(links) })).toEqual({ npmPath: '', nodePath: '' })
  })

  test('on Windows, beside npm.cmd', () => {
    const npmCli = 'C:\\nodejs\\node_modules\\npm\\bin\\npm-cli.js'
    const links = { 'C:\\nodejs\\npm.cmd': '', 'C:\\nodejs\\node.exe': 'C:\\nodejs\\node.exe', [npmCli]: npmCli }
    const env = { Path: 'D:\\work\\node_modules\\.bin;C:\\nodejs' }
    const found = findUserNpm({ env, platform: 'win32', disk: disk(links) })
    expect(found).toEqual({ npmPath: 'C:\\nodejs\\node_modules\\npm', nodePath: 'C:\\nodejs\\node.exe' })
    expect(findOnPath(['git.exe'], { env, platform: 'win32', disk: disk(links) })).toBe('')
  })
})

describe('a proxy that the project names', () => {
  const own = '//registry.example.test/:_authToken'
  const theirs = '//other.example.test/:_authToken'
  beforeEach(() => file('home/.npmrc', `registry=${registry}\n${own}=secret`))

  test.each(['proxy', 'https-proxy'])('%s gets none of the user’s credentials', async (key) => {
    const npmrc = `${key}=http://proxy.example.test/\n${theirs}=token`
    const { fetchOptions, notices } = await load({ npmrc })
    expect([fetchOptions[own], fetchOptions[theirs]]).toEqual([undefined, 'token'])
    expect(notices).toEqual([{ code: 'npmrc-proxy-without-credentials', detail: key }])
  })

  test('the user’s own proxy gets them', async () => {
    const { fetchOptions, notices } = await load({ npmrc: '', env: { npm_config_proxy: 'http://proxy.example.test/' } })
    expect([fetchOptions[own], notices]).toEqual(['secret', []])
  })
})
