// `cordon rules test` with what a pack expects of evidence, and of rules that are not its own.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { ruleText } from '../rules/builders.ts'
import { readStrictXml } from '../support/strict-xml.ts'
import { fakeIo } from './fake-io.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordon-rules-test-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const { io, out, err } = fakeIo({ cwd: folder })
  const code = await main(['rules', ...args], io)
  return { code, out: out(), err: err() }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

const before = 'before: { package.json: { name: tiny, version: 1.0.0 } }'
const after = 'after: { package.json: { name: tiny, version: 1.0.1, scripts: { install: x } } }'
const oneCase = (...more: string[]) =>
  `cases:\n${['  - name: one of ours', `    ${before}`, `    ${after}`, ...more.map((line) => `    ${line}`)].join('\n')}\n`

function writePack(name: string, rule: string, over: Readonly<Record<string, string>> = {}): void {
  write(`${name}/pack.yml`, `name: ${name}\nversion: 1.0.0\n`)
  write(`${name}/${rule}.yml`, ruleText({ id: `id: ${rule}`, ...over }))
}

const draft = { status: 'status: draft' }

describe('expected evidence', () => {
  test('that was found is right', async () => {
    writePack('ours', 'a', { ...draft, cases: oneCase('expect: fires', 'finds: [{ fact: script install added }]') })
    expect(await run('test', 'ours')).toEqual({ code: 0, out: 'ours 1.0.0: 1 rule, 1 case: 1 right\n', err: '' })
  })
  test('that was not is wrong', async () => {
    writePack('ours', 'a', { ...draft, cases: oneCase('expect: fires', 'finds: [{ file: x.js }]') })
    const { code, out } = await run('test', 'ours', '--format', 'json')
    const [pack] = JSON.parse(out).packs
    expect([code, pack.cases[0].result, pack.cases[0].notFound.length, pack.cases[0].unexpected.length]).toEqual([
      1,
      'wrong',
      1,
      1,
    ])
  })
})

describe('cases that a pack adds', () => {
  test('are run with the rule of another pack, named or built in', async () => {
    writePack('ours', 'a')
    writePack('theirs', 'b')
    write('ours/cases/b.yml', `rule: b\n${oneCase('expect: quiet')}`)
    write('ours/cases/install-script-added.yml', `rule: install-script-added\n${oneCase('expect: fires')}`)
    const { code, out } = await run('test', 'theirs', 'ours')
    expect(code).toBe(1)
    expect(out.split('\n').slice(1, 3)).toEqual(['noisy    b: one of ours', '           at ours/cases/b.yml:3'])
    expect(out).toContain('ours 1.0.0: 1 rule, 4 cases: 3 right, 1 noisy\n')
  })
  test.each(['test', 'lint'])('for a rule that is not there are an error of rules %s', async (command) => {
    writePack('ours', 'my-rule')
    write('ours/cases/my-rul.yml', `rule: my-rul\n${oneCase('expect: fires')}`)
    const { code, out, err } = await run(command, 'ours')
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('case-of-unknown-rule')
    expect(err).toContain('at ours/cases/my-rul.yml:1:7')
    expect(err).toContain('Did you mean "my-rule"?')
  })
  test.each([
    ['another name than its rule', 'b', `rule: a\n${oneCase('expect: fires')}`, 'id-not-file-name'],
    [
      'two cases of one name',
      'a',
      `rule: a\n${oneCase('expect: fires')}${oneCase('expect: fires').slice(7)}`,
      'duplicate-case',
    ],
    ['no cases', 'a', 'rule: a\n', 'missing-key'],
    ['a condition', 'a', `rule: a\nwhen: "true"\n${oneCase('expect: fires')}`, 'unknown-key'],
  ])('are refused with %s', async (_, file, text, code) => {
    writePack('ours', 'a')
    write(`ours/cases/${file}.yml`, text)
    const found = await run('test', 'ours')
    expect([found.code, found.out, found.err.includes(`error ${code}:`)]).toEqual([2, '', true])
  })
})

describe('the results', () => {
  test('go into a file, as JUnit', async () => {
    writePack('ours', 'a', { ...draft, cases: oneCase('expect: quiet') })
    const { code, out } = await run('test', 'ours', '--format', 'junit', '--output', 'results.xml')
    expect([code, out]).toEqual([1, ''])
    const root = readStrictXml(readFileSync(join(folder, 'results.xml'), 'utf8'))
    expect(root.attributes.get('failures')).toBe('1')
  })
  test('are not written in a format nobody knows', async () => {
    writePack('ours', 'a')
    const { code, err } = await run('test', 'ours', '--format', 'xml', '--output', 'results.xml')
    expect([code, err.includes('bad-choice'), existsSync(join(folder, 'results.xml'))]).toEqual([2, true, false])
  })
})
