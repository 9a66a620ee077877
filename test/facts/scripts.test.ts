import { describe, expect, test } from 'vitest'
import { compareReleases } from '../../src/facts/compare.ts'
import { baseline, candidate, contents, emptyRelease, type Files } from './support.ts'

const now = Date.parse('2026-11-20T00:00:00Z')

function manifest(scripts: Record<string, string>, more: object = {}): object {
  return { name: 'tiny', version: '1.0.0', scripts, ...more }
}

/** What a postinstall script reaches. */
function reaches(
  body: string,
  files: Files,
  more: object = {},
  others: Record<string, string> = {},
): readonly string[] {
  const found = contents({ 'package.json': manifest({ postinstall: body, ...others }, more), ...files })
  return found.scripts.find(({ name }) => name === 'postinstall')?.reaches ?? ['no script']
}

describe('files that a script reaches', () => {
  test.each<[string, Files, string[]]>([
    ['node setup.js', { 'setup.js': '' }, ['setup.js']],
    ['node ./scripts/install', { 'scripts/install.js': '' }, ['scripts/install.js']],
    ['node scripts', { 'scripts/index.js': '' }, ['scripts/index.js']],
    ['node scripts\\setup.js', { 'scripts/setup.js': '' }, ['scripts/setup.js']],
    ['sh x.sh && echo done', { 'x.sh': '' }, ['x.sh']],
    ['A=1 node -r ./a b', { 'a.js': '', 'b.js': '' }, ['a.js', 'b.js']],
    ['node --require=./a.js b.js', { 'a.js': '', 'b.js': '' }, ['a.js', 'b.js']],
    ['node "my setup.js"', { 'my setup.js': '' }, ['my setup.js']],
    ["sh -c 'node a.js'", { 'a.js': '' }, ['a.js']],
    [`node -e "try{require('./a')}catch(e){}"`, { 'a.js': '' }, ['a.js']],
    ["node -e \"require('child_process').exec('node a.js')\"", { 'a.js': '' }, ['a.js']],
    ['cd scripts && node a', { 'scripts/a.js': '' }, ['scripts/a.js']],
    ['(node a.js);node b.js||node c.js', { 'a.js': '', 'b.js': '', 'c.js': '' }, ['a.js', 'b.js', 'c.js']],
    ['node <a.js', { 'a.js': '' }, ['a.js']],
    ['node $INIT_CWD/a.js', { 'a.js': '' }, ['a.js']],
    ['node .', { 'index.js': '' }, ['index.js']],
    ['node setup', { 'setup.txt': '' }, []],
    ['node ../outside.js', { 'outside.js': '' }, []],
    ['node /setup.js', { 'setup.js': '' }, []],
    ['echo hello', { 'node.js': '', 'hello.js': '' }, []],
    ['node package.json', {}, []],
  ])('%s', (body, files, expected) => {
    expect(reaches(body, files)).toEqual(expected)
  })

  test('main of the package for a folder', () => {
    expect(reaches('node .', { 'lib/x.js': '' }, { main: './lib/x' })).toEqual(['lib/x.js'])
  })

  test('other scripts of the manifest, with their hooks, and no endless loop', () => {
    const scripts = { build: 'node b.js && npm run postinstall', prebuild: 'node pre.js', unused: 'node u.js' }
    const files = { 'b.js': '', 'pre.js': '', 'u.js': '' }
    expect(reaches('npm run build', files, {}, scripts)).toEqual(['b.js', 'pre.js'])
  })

  test('an own command', () => {
    expect(reaches('tiny-setup --now', { 'cli.js': '' }, { bin: { 'tiny-setup': './cli.js' } })).toEqual(['cli.js'])
  })

  test('what these files load, transitively; their own package.json is no news', () => {
    const files = {
      'setup.js': "require('./lib/a'); require('./package.json'); require('fs')",
      'lib/a.js': "import './b.mjs'; new Worker(new URL('../w.js', import.meta.url))",
      'lib/b.mjs': "import data from './data.json'; import 'tiny'",
      'lib/data.json': '{}',
      'w.js': '',
      'lib/unused.js': '',
    }
    const expected = ['lib/a.js', 'lib/b.mjs', 'lib/data.json', 'setup.js', 'w.js']
    expect(reaches('node setup.js', files)).toEqual(expected)
  })

  test('a program that is named without ./', () => {
    const files = {
      'setup.js': "fork(path.join(__dirname, 'child.js')); exec(join(__dirname, 'run.sh')); join('lib', 'index.js')",
      'child.js': '',
      'run.sh': 'node more.js # node not.js',
      'more.js': '',
      'not.js': '',
      'index.js': '',
    }
    expect(reaches('node setup', files)).toEqual(['child.js', 'more.js', 'run.sh', 'setup.js'])
  })

  test('a step up in a path is not the whole package', () => {
    const files = {
      'scripts/setup.js':
        "const root = path.join(__dirname,\n  '..', 'deps'); require.call(0, '..') // not seen as a path",
      'scripts/quiet.js': "join(__dirname, '..', 'deps'); path.resolve(a, '..')",
      'index.js': '',
    }
    expect(reaches('node scripts/quiet.js', files)).toEqual(['scripts/quiet.js'])
    expect(reaches('node scripts/setup.js', files)).toEqual(['index.js', 'scripts/setup.js'])
    const direct = { 'scripts/setup.js': "require('..')", 'index.js': '' }
    expect(reaches('node scripts/setup.js', direct)).toEqual(['index.js', 'scripts/setup.js'])
  })

  test('folders with a package.json of their own', () => {
    const files = { 'setup.js': "require('./sub')", 'sub/package.json': { main: 'm.js' }, 'sub/m.js': '' }
    expect(reaches('node setup', files)).toEqual(['setup.js', 'sub/m.js'])
  })

  test('only scripts that npm may run by itself reach anything', () => {
    const { scripts } = contents({ 'package.json': manifest({ test: 'node a.js', prepare: 'node a.js' }), 'a.js': '' })
    expect(scripts.map(({ name, reaches: files }) => [name, files])).toEqual([
      ['test', []],
      ['prepare', ['a.js']],
    ])
  })
})

describe('the implicit build', () => {
  const gyp = `{
    # it's a comment
    'targets': [{
      'sources': ['src/a.cc', "src/b.cc"],
      'includes': ['common.gypi'],
      'include_dirs': ["<!(node -p \\"require('./inc')\\")", '<!@(node tools/list.js)'],
    }]
  }`
  const files: Files = {
    'binding.gyp': gyp,
    'common.gypi': "{'actions': [{'action': ['python', 'gen.py']}]}",
    'src/a.cc': '',
    'src/b.cc': '',
    'inc.js': '',
    'tools/list.js': '',
    'gen.py': '',
    'unused.js': '',
  }

  test('npm builds where there is a binding.gyp and no install script, and reaches what it names', () => {
    const { scripts } = contents(files)
    expect(scripts).toEqual([
      {
        name: 'install',
        body: 'node-gyp rebuild',
        implicit: true,
        line: 0,
        reaches: ['binding.gyp', 'common.gypi', 'gen.py', 'inc.js', 'src/a.cc', 'src/b.cc', 'tools/list.js'],
      },
    ])
  })

  test.each<[string, object, number]>([
    ['an install script takes its place', manifest({ install: 'x' }), 0],
    ['a preinstall script, too', manifest({ preinstall: 'x' }), 0],
    ['gypfile false', manifest({}, { gypfile: false }), 0],
    ['an empty install script does not', manifest({ install: '' }), 1],
    ['a postinstall script does not', manifest({ postinstall: 'x' }), 1],
    ['gypfile "false" is a string', manifest({}, { gypfile: 'false' }), 1],
  ])('%s', (_, packageJson, expected) => {
    const { scripts } = contents({ ...files, 'package.json': packageJson })
    expect(scripts.filter(({ implicit }) => implicit)).toHaveLength(expected)
    expect(scripts.filter(({ name }) => name === 'install').length).toBeLessThan(2)
  })

  test('BINDING.GYP counts: macOS and Windows open it', () => {
    expect(contents({ 'BINDING.GYP': '{}' }).scripts.map(({ reaches: found }) => found)).toEqual([['BINDING.GYP']])
    expect(contents({ 'sub/binding.gyp': '{}' }).scripts).toEqual([])
  })

  test('a written node-gyp script reaches the same files', () => {
    expect(reaches('prebuild-install || node-gyp rebuild', files)).toContain('src/a.cc')
  })
})

describe('scripts against a baseline', () => {
  const compare = (before: Files, after: Files, kind: 'registry' | 'git' = 'registry') =>
    compareReleases(baseline(before), candidate(contents(after), { locked: { kind } }), now).scripts

  test('status by name and body', () => {
    const facts = compare(
      { 'package.json': manifest({ install: 'a', test: 'b', old: 'c' }) },
      { 'package.json': manifest({ install: 'a', test: 'b2', postinstall: 'd' }) },
    )
    expect(
      facts.map(({ name, status, body, bodyBefore, runsOnInstall }) => [name, status, body, bodyBefore, runsOnInstall]),
    ).toEqual([
      ['install', 'kept', 'a', 'a', true],
      ['test', 'changed', 'b2', 'b', false],
      ['postinstall', 'added', 'd', '', true],
      ['old', 'removed', '', 'c', false],
    ])
    expect(facts[0]?.line).toBe(5)
  })

  test('the same body with a changed file behind it', () => {
    const packageJson = manifest({ postinstall: 'node setup.js' })
    const [fact] = compare(
      { 'package.json': packageJson, 'setup.js': "require('./a')", 'a.js': '1' },
      { 'package.json': packageJson, 'setup.js': "require('./a')", 'a.js': '2' },
    )
    expect(fact).toMatchObject({ status: 'kept', reaches: ['a.js', 'setup.js'], reachesNew: 1 })
  })

  test('a file that only moved is nothing new', () => {
    const [fact] = compare(
      { 'package.json': manifest({ postinstall: 'node a.js' }), 'a.js': 'same' },
      { 'package.json': manifest({ postinstall: 'node b.js' }), 'b.js': 'same' },
    )
    expect(fact).toMatchObject({ status: 'changed', reachesNew: 0 })
  })

  test('prepare runs for git dependencies only', () => {
    const after = { 'package.json': manifest({ prepare: 'node a.js', prepack: 'x' }) }
    const runs = (kind: 'registry' | 'git') => compare({}, after, kind).map(({ runsOnInstall }) => runsOnInstall)
    expect(runs('registry')).toEqual([false, false])
    expect(runs('git')).toEqual([true, false])
  })

  test('an empty script does not run', () => {
    expect(compare({}, { 'package.json': manifest({ install: '' }) })[0]?.runsOnInstall).toBe(false)
  })

  test('the implicit build points at binding.gyp', () => {
    const [fact] = compareReleases(emptyRelease, candidate(contents({ 'binding.gyp': '{}' })), now).scripts
    expect(fact).toMatchObject({ implicit: true, runsOnInstall: true, file: 'binding.gyp', line: 0 })
  })
})
