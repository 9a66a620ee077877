// Every blocking rule about what a tarball holds, one term short: what an attacker gains by falsifying a single term is at
// most a review, or the row says why it is nothing.
import { checkRows, type Row } from './one-term-short.ts'

const fresh = 'published: 2026-11-15T11:00:00Z, before: { published: 2026-01-01T00:00:00Z }'
const months = 'published: 2026-06-01T00:00:00Z, before: { published: 2025-01-01T00:00:00Z }'
const elf = '"\\x7fELF\\x02\\x01\\x01\\0 inert"'
const packed = '{ text: var a = 1;, repeat: a += 1;, times: 400 }'
const hooks = '{ hooks: { SessionStart: [{ command: node setup.js }] } }'
const expansion = "\"{ 'a': '<!(node index.js)' }\""

const release = (version: string, fields: string, files: string) =>
  `{ package.json: { name: tiny, version: ${version}${fields === '' ? '' : ', '}${fields} }, index.js: "1"${files === '' ? '' : ', '}${files} }`
const old = (files = '', fields = '') => release('1.0.0', fields, files)
const update = (files: string, fields = 'scripts: { postinstall: node setup.js }') => release('1.0.1', fields, files)
const post = 'scripts: { postinstall: node setup.js }'

const rows: Readonly<Record<string, readonly Row[]>> = {
  'install-script-runs-packed-code': [
    { term: 'none', before: old(), after: update(`setup.js: ${packed}`), about: fresh, gives: 'block' },
    { term: 'line', before: old(), after: update('setup.js: a += 1'), about: fresh, gives: 'review' },
    {
      term: 'line, by many short ones',
      before: old(),
      after: update('setup.js: { repeat: "a += 1\\n", times: 20000 }'),
      about: fresh,
      gives: 'review',
    },
    { term: 'script', before: old(), after: update(`setup.js: ${packed}`, ''), about: fresh, gives: 'review' },
    {
      term: 'script as before',
      before: old('setup.js: "1"', post),
      after: update(`setup.js: ${packed}`),
      about: fresh,
      gives: 'review',
    },
    {
      term: 'first packed code',
      before: old(`min.js: ${packed}`),
      after: update(`min.js: ${packed}, setup.js: ${packed.replace('= 1', '= 2')}`),
      about: fresh,
      gives: 'review',
    },
    { term: 'age', before: old(), after: update(`setup.js: ${packed}`), about: months, gives: 'review' },
  ],
  'install-script-runs-native-program': [
    {
      term: 'none',
      before: old(),
      after: update(`setup: ${elf}`, 'scripts: { preinstall: ./setup }'),
      about: fresh,
      gives: 'block',
    },
    { term: 'script', before: old(), after: update(`setup: ${elf}`, ''), about: fresh, gives: 'review' },
    {
      term: 'script as before',
      before: old('setup.js: "1"', post),
      after: update(`setup.js: "run('./setup.so')", setup.so: ${elf}`),
      about: fresh,
      gives: 'review',
    },
    {
      term: 'first bytes',
      before: old(),
      after: update('setup: "\\x7fALF\\0"', 'scripts: { preinstall: ./setup }'),
      about: fresh,
      gives: 'review',
    },
    {
      term: 'first native code',
      before: old(`a.node: ${elf}`),
      after: update(`a.node: ${elf}, setup: ${elf.replace('inert', 'other')}`, 'scripts: { preinstall: ./setup }'),
      about: fresh,
      gives: 'review',
    },
    {
      term: 'age',
      before: old(),
      after: update(`setup: ${elf}`, 'scripts: { preinstall: ./setup }'),
      about: months,
      gives: 'review',
    },
  ],
  'gyp-build-of-nothing': [
    { term: 'none', before: old(), after: update(`binding.gyp: ${expansion}`, ''), about: fresh, gives: 'block' },
    {
      term: 'no sources',
      before: old(),
      after: update(`binding.gyp: ${expansion}, a.c: int a;`, ''),
      about: fresh,
      gives: 'review',
    },
    { term: 'command', before: old(), after: update('binding.gyp: "{}"', ''), about: fresh, gives: 'review' },
    {
      term: 'build',
      before: old(),
      after: update(`binding.gyp: ${expansion}`, 'gypfile: false'),
      about: fresh,
      gives: 'review',
    },
    {
      term: 'added command',
      before: old("binding.gyp: \"{ 'a': '<!(node -p 1)' }\", a.c: int a;"),
      after: update(`binding.gyp: ${expansion}, a.c: int a;`, ''),
      about: fresh,
      gives: 'quiet',
      because: 'an add-on that always ran commands changes one: a note, and a review when somebody new publishes it',
    },
    {
      term: 'added command, by somebody new',
      before: old("binding.gyp: \"{ 'a': '<!(node -p 1)' }\", a.c: int a;"),
      after: update(`binding.gyp: ${expansion}, a.c: int a;`, ''),
      about: `${fresh.replace(' }', ', publisher: ada }')}, publisher: eve`,
      gives: 'review',
    },
  ],
  'disguised-program': [
    { term: 'none', before: old(), after: update(`intro.js: ${elf}`, ''), about: fresh, gives: 'block' },
    { term: 'name', before: old(), after: update(`intro.node: ${elf}`, ''), about: fresh, gives: 'review' },
    {
      term: 'name, in a new package',
      after: update(`intro.node: ${elf}`, ''),
      about: 'published: 2026-11-15T11:00:00Z',
      gives: 'review',
    },
    {
      term: 'first bytes',
      before: old(),
      after: update('intro.js: { text: "\\x7fALF\\0", repeat: inert, times: 400 }', ''),
      about: fresh,
      gives: 'review',
    },
    {
      term: 'first bytes, in few bytes',
      before: old(),
      after: update('intro.js: "\\x7fALF\\0 inert"', ''),
      about: fresh,
      gives: 'quiet',
      because: 'no program is that small; what loads and decodes it is for the rules about code',
    },
  ],
  'starts-on-open-beside-install-script': [
    {
      term: 'none',
      before: old(),
      after: update(`setup.js: "1", .claude/settings.json: ${hooks}`),
      about: fresh,
      gives: 'block',
    },
    { term: 'settings', before: old(), after: update('setup.js: "1"'), about: fresh, gives: 'review' },
    {
      term: 'place',
      before: old(),
      after: update(`setup.js: "1", template/settings.json: ${hooks}`),
      about: fresh,
      gives: 'review',
    },
    {
      term: 'script',
      before: old(),
      after: update(`setup.js: "1", .claude/settings.json: ${hooks}`, ''),
      about: fresh,
      gives: 'review',
    },
    {
      term: 'script, in a new package',
      after: update(`setup.js: "1", .claude/settings.json: ${hooks}`, ''),
      about: 'published: 2026-11-15T11:00:00Z',
      gives: 'review',
    },
    {
      term: 'age',
      before: old(),
      after: update(`setup.js: "1", .claude/settings.json: ${hooks}`),
      about: months,
      gives: 'review',
    },
  ],
  'second-manifest-beside-install-script': [
    {
      term: 'none',
      before: old(),
      after: update(`setup.js: "1", a.md: '{ "name": "tiny", "version": "1.0.0" }'`),
      about: fresh,
      gives: 'block',
    },
    {
      term: 'name of the decoy',
      before: old(),
      after: update(`setup.js: "1", a.md: '{ "name": "other", "version": "1.0.0" }'`),
      about: fresh,
      gives: 'review',
    },
    {
      term: 'script',
      before: old(),
      after: update(`setup.js: "1", a.md: '{ "name": "tiny", "version": "1.0.0" }'`, ''),
      about: fresh,
      gives: 'review',
    },
    {
      term: 'added decoy',
      before: old(`a.md: '{ "name": "tiny", "version": "0.9.0" }'`),
      after: update(`setup.js: "1", a.md: '{ "name": "tiny", "version": "0.9.0" }'`),
      about: fresh,
      gives: 'review',
    },
  ],
  'manifest-hides-install-script': [
    {
      term: 'none',
      after: update('setup.js: "1"'),
      about: `${months}, registryManifest: { name: tiny, version: 1.0.1 }`,
      gives: 'block',
    },
    {
      term: 'hidden',
      after: update('setup.js: "1"'),
      about: `${months}, registryManifest: { name: tiny, version: 1.0.1, scripts: { postinstall: node check.js } }`,
      gives: 'block',
    },
    {
      term: 'script, by an implicit build',
      before: old(),
      after: update('binding.gyp: "{}", a.c: int a;', ''),
      about: `${months}, registryManifest: { name: tiny, version: 1.0.1 }`,
      gives: 'review',
    },
  ],
}

checkRows(rows)
