// An approval holds for as long as what install scripts depend on stays the same, and no longer.
import { describe, expect, test } from 'vitest'
import type { Contents } from '../../src/domain/release.ts'
import { fixedPrograms, machinePrograms } from '../../src/facts/extract/install-tools.ts'
import { approvalOf, hasInstallScripts, type Owner, type Owners } from '../../src/facts/script-approval.ts'
import { contents, type Files } from './support.ts'

type Manifest = Record<string, unknown>

const scripts = { postinstall: 'node install.js' }
const files: Files = {
  'install.js': "const { config } = require('./package.json')\nrequire('./lib/setup')(config.target)\n",
  'lib/setup.js': "require('detect-libc')\nmodule.exports = () => {}\n",
  'lib/never-run.js': 'module.exports = 1\n',
}
const gyp = `{
  'targets': [{
    'target_name': 'tiny', 'sources': ['a.cc'], 'includes': ['more.gypi'],
    'include_dirs': ["<!(node -p \\"require('node-addon-api').include\\")"],
  }],
}`
const gypFiles: Files = { 'binding.gyp': gyp, 'more.gypi': "{ 'defines': ['A'] }", 'a.cc': 'int a;\n' }

const pinned = (name: string, bytes = `sha512-${name}`): Owner => ({ status: 'package', name, bytes })
const owners: Owners = {
  program: (name) => {
    if (fixedPrograms.has(name) || machinePrograms.has(name)) return { status: 'nobody' }
    return pinned(name.replace(/-test$/, ''))
  },
  module: (name) => pinned(name),
  above: [],
}

function approve(release: Contents, from: Owners = owners, bytes = 'sha512-release') {
  return approvalOf(release, 'registry', bytes, from)
}

function release(manifest: Manifest, more: Files = {}): Contents {
  return contents({ 'package.json': { name: 'tiny', version: '1.0.0', ...manifest }, ...more })
}

const before = release({ scripts, config: { target: 1 } }, files)

test('the same script over ten versions is one digest', () => {
  const digests = Array.from({ length: 10 }, (_, index) => {
    const manifest = { version: `1.0.${index}`, description: `release ${index}`, scripts, config: { target: 1 } }
    const other = { ...files, 'lib/never-run.js': `module.exports = ${index}\n`, 'README.md': `${index}` }
    return approve(release(manifest, other), owners, `sha512-${index}`)
  })
  expect(new Set(digests.map(({ digest }) => digest)).size).toBe(1)
  expect(digests[0]).toMatchObject({ boundTo: 'content', open: [] })
  expect(digests[0]?.digest).toMatch(/^sha256-[0-9a-f]{64}$/)
})

const changed: readonly [string, Contents, Owners?][] = [
  ['the script itself', release({ scripts: { postinstall: 'node ./install.js' }, config: { target: 1 } }, files)],
  ['another event', release({ scripts: { preinstall: 'node install.js' }, config: { target: 1 } }, files)],
  ['one more event', release({ scripts: { ...scripts, preinstall: 'echo' }, config: { target: 1 } }, files)],
  [
    'a byte in the file it runs',
    release({ scripts, config: { target: 1 } }, { ...files, 'install.js': `${files['install.js']} ` }),
  ],
  [
    'a byte in a file that requires',
    release({ scripts, config: { target: 1 } }, { ...files, 'lib/setup.js': `${files['lib/setup.js']} ` }),
  ],
  ['a config field that it reads', release({ scripts, config: { target: 2 } }, files)],
  ['the kind of its modules', release({ scripts, config: { target: 1 }, type: 'module' }, files)],
  ['a package that it loads', before, { ...owners, module: (name) => pinned(name, 'sha512-other') }],
  [
    'a command in the place of node',
    before,
    { ...owners, program: (name) => (name === 'node' ? pinned('node') : owners.program(name)) },
  ],
  ['a package in whose folder it lies', before, { ...owners, above: [pinned('outer')] }],
]

test.each(changed)('%s changes the digest', (_, after, from) => {
  const approval = approve(after, from)
  expect(approval.boundTo).toBe('content')
  expect(approval.digest).not.toBe(approve(before).digest)
})

test('where Node has two files to choose from both count', () => {
  const both = (text: string, other = files['lib/setup.js']) =>
    approve(release({ scripts, config: { target: 1 } }, { ...files, 'lib/setup': text, 'lib/setup.js': other ?? '' }))
      .digest
  expect(new Set([approve(before).digest, both('a()'), both('b()'), both('a()', 'c()')]).size).toBe(4)
  expect(approve(release({ scripts, config: { target: 1 } }, { ...files, 'lib/setup': 'eval(a)' })).boundTo).toBe(
    'release',
  )
})

describe('an implicit build', () => {
  const digest = (more: Files, from?: Owners) => approve(release({}, { ...gypFiles, ...more }), from).digest

  test('is bound to the content', () => {
    expect(approve(release({}, gypFiles))).toMatchObject({ boundTo: 'content', open: [] })
    expect(approve(release({ version: '9.9.9' }, gypFiles)).digest).toBe(digest({}))
  })

  test.each<[string, Files, Owners?]>([
    ['binding.gyp', { 'binding.gyp': `${gyp} ` }],
    ['a file that it includes', { 'more.gypi': "{ 'defines': ['B'] }" }],
    ['a file that node-gyp takes along', { 'config.gypi': '{}' }],
    ['a source', { 'a.cc': 'int b;\n' }],
    ['a file that only a compiler may read', { 'opts.rsp': '-fplugin=./e.so' }],
    ['the package that its command loads', {}, { ...owners, module: (name) => pinned(name, 'sha512-other') }],
  ])('%s changes the digest', (_, more, from) => {
    expect(digest(more, from)).not.toBe(digest({}))
  })
})

describe('a program of another package', () => {
  const built = (version: string, more: Files = {}) =>
    release({ version, scripts: { install: 'node-gyp-build' } }, { 'prebuilds/linux/a.node': 'abc', ...more })

  test('that is known: what it reads counts, and whose it is', () => {
    const { digest, boundTo } = approve(built('1.0.0'))
    expect(boundTo).toBe('content')
    expect(approve(built('1.0.1', { 'index.js': '2' })).digest).toBe(digest)
    expect(approve(built('1.0.1', { 'prebuilds/linux/a.node': 'abd' })).digest).not.toBe(digest)
    expect(approve(built('1.0.1', { 'Prebuilds/linux/b.node': 'abd' })).digest).not.toBe(digest)
    expect(approve(built('1.0.1', gypFiles)).digest).not.toBe(digest)
    const other = {
      ...owners,
      program: (name: string) => (name === 'node-gyp-build' ? pinned(name, 'sha512-2') : owners.program(name)),
    }
    expect(approve(built('1.0.0'), other).digest).not.toBe(digest)
  })

  test('that only has the name of a known one binds to the release', () => {
    const other = {
      ...owners,
      program: (name: string) => (name === 'node-gyp-build' ? pinned('eve') : owners.program(name)),
    }
    expect(approve(built('1.0.0'), other)).toMatchObject({ boundTo: 'release', open: [{ end: 'program-of-another' }] })
  })

  test('that nobody knows may read any file', () => {
    const setUp = (version: string, text: string) =>
      approve(release({ version, scripts: { install: 'my-tool --quiet' } }, { 'rules.json': text }))
    expect(setUp('1.0.0', '{}')).toMatchObject({ boundTo: 'content', digest: setUp('1.0.1', '{}').digest })
    expect(setUp('1.0.0', '{}').digest).not.toBe(setUp('1.0.0', '{ }').digest)
  })
})

const fields: readonly [string, Manifest, string, boolean][] = [
  ['one field', { config: { x: 1 } }, "require('./package.json').config.x", true],
  ['another field', { keywords: ['x'] }, "require('./package.json').config.x", false],
  ['taken by a pattern', { config: { x: 1 } }, "const { config } = require('./package.json')", true],
  ['handed on as a whole', { keywords: ['x'] }, "console.log(require('./package.json'))", true],
  ['read as text', { keywords: ['x'] }, "require('node:fs').readFileSync(__dirname + '/package.json')", true],
  ['by what npm tells', { config: { x: 1 } }, 'process.env.npm_package_config_x', true],
  ['of the version alone', { keywords: ['x'] }, "require('./package.json').version", false],
]

test.each(fields)('package.json, %s', (_, manifest, code, asksAgain) => {
  const digest = (more: Manifest) => approve(release({ scripts, ...more }, { 'install.js': code }))
  expect(digest({}).boundTo).toBe('content')
  expect(digest(manifest).digest !== digest({}).digest).toBe(asksAgain)
  expect(digest({ version: '9.9.9' }).digest).toBe(digest({}).digest)
})

const open: readonly [string, Manifest, Files, string, string?][] = [
  ['a computed require', scripts, { 'install.js': "require('./' + process.argv[2])" }, 'computed-load'],
  ['a computed import', scripts, { 'install.js': 'import(process.env.X)' }, 'computed-load'],
  ['eval', scripts, { 'install.js': "eval('1')" }, 'runs-text'],
  ['vm', scripts, { 'install.js': "require('node:vm').runInThisContext(process.argv[2])" }, 'runs-text'],
  [
    'a computed command',
    scripts,
    { 'install.js': "require('node:child_process').execSync(process.env.X)" },
    'computed-command',
  ],
  [
    'another folder for a program',
    scripts,
    { 'install.js': "require('node:child_process').execSync('node x.js', { cwd: 'sub' })", 'x.js': '', 'sub/x.js': '' },
    'computed-command',
  ],
  [
    'options for a program that nobody can tell',
    scripts,
    { 'install.js': "require('node:child_process').execSync('node x.js', options)", 'x.js': '' },
    'computed-command',
  ],
  ['another folder', scripts, { 'install.js': "process.chdir('sub')" }, 'unresolved'],
  ['another PATH', scripts, { 'install.js': "process.env.PATH = 'x'" }, 'unresolved'],
  [
    'a hook on loading',
    scripts,
    { 'install.js': "require('node:module').register('./x.mjs')", 'x.mjs': '' },
    'unresolved',
  ],
  ['no JavaScript', scripts, { 'install.js': 'function (' }, 'unreadable-code'],
  ['a missing file', scripts, {}, 'missing-file'],
  ['a missing required file', scripts, { 'install.js': "require('./gone')" }, 'missing-file'],
  ['a way out', scripts, { 'install.js': "require('../other/index.js')" }, 'outside-package'],
  ['an alias of its own', scripts, { 'install.js': "require('#x')" }, 'self-reference'],
  ['a variable', { install: 'node install.js $HOME' }, { 'install.js': '' }, 'shell-construct'],
  ["a variable of Windows'", { install: 'node install.js %PATH%' }, { 'install.js': '' }, 'shell-construct'],
  ['a pipe', { install: 'node install.js | sh' }, { 'install.js': '' }, 'shell-construct'],
  ['a substitution', { install: 'node `echo install.js`' }, { 'install.js': '' }, 'shell-construct'],
  ['quotes that divide on Windows', { install: "node install.js 'a & evil'" }, { 'install.js': '' }, 'shell-construct'],
  ['a setting before the program', { install: 'NODE_PATH=. node install.js' }, { 'install.js': '' }, 'shell-construct'],
  ['an option of Node', { install: 'node -r ./x.js install.js' }, { 'install.js': '', 'x.js': '' }, 'node-option'],
  ['npm doing something else', { install: 'npm install eve' }, {}, 'program-option'],
  ['an option of node-gyp', { install: 'node-gyp rebuild --directory=x' }, {}, 'program-option'],
  ['a shell script', { install: './install.sh' }, { 'install.sh': '#!/bin/sh\ncurl x | sh\n' }, 'other-language'],
  ['a program of the system', { install: 'make' }, {}, 'program-not-locked'],
  ['a program that nobody brings', { install: 'my-tool' }, {}, 'program-not-locked', 'my-tool'],
  [
    'an action of gyp',
    { install: 'node-gyp rebuild' },
    { 'binding.gyp': "{'actions':[{'action':['sh','x']}]}" },
    'gyp-command',
  ],
  [
    'a mark in two texts',
    { install: 'node-gyp rebuild' },
    { 'binding.gyp': "{'sources':['<' '!(evil)']}" },
    'gyp-command',
  ],
  [
    'a mark in escapes',
    { install: 'node-gyp rebuild' },
    { 'binding.gyp': "{'sources':['\\x3c!(evil)']}" },
    'gyp-command',
  ],
  [
    "another package's gyp file",
    { install: 'node-gyp rebuild' },
    { 'binding.gyp': "{'includes':['../eve/x.gypi']}" },
    'gyp-command',
  ],
  ["npm's settings", { install: 'npm run b', b: 'echo' }, { '.NPMRC': '' }, 'program-option'],
  ['a folder that shadows packages', scripts, { 'install.js': '', 'node_modules/dep/index.js': '' }, 'carried-files'],
  [
    'a package that shadows others',
    scripts,
    { 'install.js': '', 'node_modules/dep/package.json': { name: 'dep', version: '1.0.0' } },
    'carried-files',
  ],
  ['a command that shadows others', scripts, { 'install.js': '', 'x/node_modules/.bin/node': '' }, 'carried-files'],
  ['paths that differ in case', scripts, { 'install.js': '', 'Install.js': '' }, 'case-collision'],
  [
    'another interpreter',
    { install: './run.js' },
    { 'run.js': '#!/usr/bin/env -S node --require ./x.js\n' },
    'other-language',
  ],
  [
    'a program with a NUL',
    { install: 'node a.bin' },
    { 'a.bin': "require('./e') // \0", 'e.js': '' },
    'unreadable-code',
  ],
  ['no interpreter', { install: './run.js' }, { 'run.js': 'process.exit()' }, 'other-language'],
  ["package.json's options for node-gyp", { install: 'node-gyp rebuild' }, {}, 'program-option'],
  ['a list of folders for packages', scripts, { 'install.js': "module.paths.push('x')" }, 'unresolved'],
  ["everybody's list of them", scripts, { 'install.js': "require('module').globalPaths.push('x')" }, 'unresolved'],
  ['a list of them in parts', scripts, { 'install.js': "const { paths } = module\npaths.push('x')" }, 'unresolved'],
  ['module handed on', scripts, { 'install.js': "Reflect.get(module, 'pa' + 'ths')" }, 'unresolved'],
  ['a setting of npm', scripts, { 'install.js': "process.env.NPM_config_shell = 'x'" }, 'unresolved'],
  ['all variables', scripts, { 'install.js': "process.env = { PATH: 'x' }" }, 'unresolved'],
  ['variables by the handful', scripts, { 'install.js': "Object.assign(process.env, { Path: 'x' })" }, 'unresolved'],
  [
    "a setting of npm for a program's run",
    scripts,
    {
      'install.js': "require('node:child_process').execSync('npm run x', { env: { npm_config_shell: 'x' } })",
    },
    'computed-command',
  ],
]

const gypsBeyond: readonly [string, string][] = [
  ['a target of another package', "{'dependencies':['../eve/x.gyp:x#host']}"],
  ['a gyp file of another name', "{'includes':['more.txt']}"],
  ['a key in two texts', "{'incl' 'udes':['more.txt']}"],
  ['an option with a way out', "{'ldflags':['@../opts.rsp']}"],
  ['a plugin outside', "{'cflags':['-fplugin=..\\\\e.so']}"],
  ['a way out in two texts', "{'sources':['.' './a.cc']}"],
  ['a way out in variables', "{'sources':['<(dot)<(dot)/a.cc']}"],
  ['an absolute path', "{'sources':['/eve/a.cc']}"],
  ['a step of Visual Studio', "{'msvs_prebuild':'node e.js'}"],
  ["a step in its tools' settings", "{'msvs_settings':{'VCPreBuildEventTool':{'CommandLine':'node e.js'}}}"],
  ['another compiler', "{'xcode_settings':{'CC':'eve'}}"],
]

test.each(gypsBeyond)('gyp: %s binds to the release', (_, source) => {
  const { boundTo, open: ends } = approve(release({}, { 'binding.gyp': source, 'more.txt': '{}' }))
  expect([boundTo, ends.map(({ end }) => end)]).toEqual(['release', ['gyp-command']])
})

test('gyp: options for compilers do not', () => {
  const options =
    "{'msvs_settings':{'VCCLCompilerTool':{'AdditionalOptions':['/EHsc','/std:c++17']}},'cflags':['-O2'],'include_dirs':['.','src']}"
  expect(approve(release({}, { 'binding.gyp': options })).boundTo).toBe('content')
})

test.each(['sh', 'bash', 'cmd'])('an own command in the place of %s asks again', (name) => {
  const bin = { [name]: 'e.js' }
  const mine: Owners = { ...owners, program: (one) => (one === name ? { status: 'itself' } : owners.program(one)) }
  const after = approve(release({ scripts, config: { target: 1 }, bin }, { ...files, 'e.js': '' }), mine)
  expect(after.open.map(({ end }) => end)).toContain('program-of-another')
  expect(after.digest).not.toBe(approve(before).digest)
})

test.each(['make', 'python3', 'clang++'])('a command in the place of %s asks again after a build', (name) => {
  const theirs: Owners = { ...owners, program: (one) => (one === name ? pinned('eve') : owners.program(one)) }
  for (const build of [release({}, gypFiles), release({ scripts: { install: 'node-gyp-build' } }, gypFiles)]) {
    expect(approve(build, theirs)).toMatchObject({ boundTo: 'release', open: [{ end: 'program-of-another' }] })
    expect(approve(build, theirs).digest).not.toBe(approve(build).digest)
  }
})

test('node-gyp-build runs a file that package.json names', () => {
  const tried = (text: string, file = 'e.js') =>
    approve(release({ scripts: { install: 'node-gyp-build' }, prebuild: { test: file } }, { 'e.js': text, 'f.js': '' }))
  expect(tried('1').boundTo).toBe('content')
  expect(new Set([tried('1'), tried('2'), tried('1', 'f.js')].map(({ digest }) => digest)).size).toBe(3)
  const other = {
    ...owners,
    program: (name: string) => (name === 'node-gyp-build-test' ? pinned('eve') : owners.program(name)),
  }
  const built = release({ scripts: { install: 'node-gyp-build' } })
  expect(approve(built, other).open.map(({ end }) => end)).toEqual(['program-of-another'])
})

test('prebuild-install takes addons out of the package, and more where settings say so', () => {
  const install = (more: Files) => approve(release({ scripts: { install: 'prebuild-install' } }, more)).digest
  expect(install({ 'a.txt': '1' })).toBe(install({ 'a.txt': '2' }))
  expect(install({ 'prebuilds/a.tar.gz': '1' })).not.toBe(install({ 'prebuilds/a.tar.gz': '2' }))
  const settings = { '.prebuild-installRC': 'local-prebuilds=x' }
  expect(install({ ...settings, 'x/a.tar.gz': '1' })).not.toBe(install({ ...settings, 'x/a.tar.gz': '2' }))
})

test('a package that it loads may read any file, but for a few that are known', () => {
  const loads = (name: string, more: Files, from?: Owners) =>
    approve(release({ scripts }, { 'install.js': `require('${name}')`, ...more }), from)
  expect(loads('@babel/register', {}).boundTo).toBe('content')
  expect(loads('@babel/register', { '.babelrc': '1' }).digest).not.toBe(loads('@babel/register', {}).digest)
  expect(loads('detect-libc', { '.babelrc': '1' }).digest).toBe(loads('detect-libc', {}).digest)
  const fork = { ...owners, module: (name: string) => pinned(`${name}-fork`) }
  expect(loads('detect-libc', {}, fork).open.map(({ end }) => end)).toEqual(['program-of-another'])
})

test('a release, too, is bound to whose programs and packages it starts', () => {
  const evil = release({ scripts: { install: 'my-tool && node install.js' } }, { 'install.js': 'eval(x)' })
  const bytes = (one: string): Owners => ({
    ...owners,
    program: (name) => (name === 'my-tool' ? pinned(name, one) : owners.program(name)),
  })
  expect(approve(evil, bytes('sha512-a')).boundTo).toBe('release')
  expect(approve(evil, bytes('sha512-a')).digest).not.toBe(approve(evil, bytes('sha512-b')).digest)
  expect(approve(evil, bytes('sha512-a'), 'sha512-1').digest).not.toBe(
    approve(evil, bytes('sha512-a'), 'sha512-2').digest,
  )
})

test.each(open)('%s binds to the release', (_, events, more, end, nobodys = '') => {
  const from = {
    ...owners,
    program: (name: string): Owner => (name === nobodys ? { status: 'nobody' } : owners.program(name)),
  }
  const approval = approve(release({ scripts: events, config: { node_gyp_dir: 'x' } }, more), from)
  expect(approval).toMatchObject({ digest: 'sha512-release', boundTo: 'release' })
  expect(approval.open.map((one) => one.end)).toContain(end)
})

test('a program that a script starts counts like one in the script itself', () => {
  const starts = (line: string, more: Files = {}) =>
    approve(
      release(
        { scripts },
        { 'install.js': `require('node:child_process').execSync('${line}', { stdio: 'inherit' })`, ...more },
      ),
    )
  expect(starts('node-gyp rebuild', gypFiles)).toMatchObject({ boundTo: 'content' })
  expect(starts('node-gyp rebuild', { ...gypFiles, 'a.cc': 'int b;' }).digest).not.toBe(
    starts('node-gyp rebuild', gypFiles).digest,
  )
  expect(starts('node x.js', { 'x.js': '1' }).digest).not.toBe(starts('node x.js', { 'x.js': '2' }).digest)
  expect(starts('my-tool')).toMatchObject({ boundTo: 'content' })
})

test('scripts that a script runs count, with what runs before and after them', () => {
  const build = (more: Manifest) =>
    approve(release({ scripts: { postinstall: 'npm run -s build', build: 'echo 1', ...more } }))
  expect(build({}).boundTo).toBe('content')
  expect(build({ test: 'x' }).digest).toBe(build({}).digest)
  for (const more of [{ build: 'echo 2' }, { prebuild: 'echo' }, { postbuild: 'echo' }]) {
    expect(build(more).digest).not.toBe(build({}).digest)
  }
})

test('a checkout is bound to its commit, a patched release to both digests, nothing pinned to nothing', () => {
  const commit = 'a'.repeat(40)
  const git = approvalOf(before, 'git', commit, owners)
  expect(git).toMatchObject({ boundTo: 'release', open: [{ end: 'prepared-from-source' }] })
  expect(git.digest).toMatch(/^sha256-[0-9a-f]{64}$/)
  expect(git.digest).not.toBe(approvalOf(before, 'git', 'b'.repeat(40), owners).digest)
  const evil = release({ scripts }, { 'install.js': 'eval(x)' })
  expect(approvalOf(evil, 'patched', 'sha512-a+sha512-b', owners).digest).toMatch(/^sha256-/)
  expect(approvalOf(evil, 'registry', '', owners)).toMatchObject({ digest: '', boundTo: 'nothing' })
})

test('a package without such scripts has none', () => {
  expect(hasInstallScripts(release({ scripts: { test: 'x', prepare: 'y' } }), 'registry')).toBe(false)
  expect(hasInstallScripts(release({ scripts: { prepare: 'y' } }), 'git')).toBe(true)
  expect(hasInstallScripts(release({}, gypFiles), 'registry')).toBe(true)
})
