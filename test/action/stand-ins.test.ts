// The stand-ins of the runner, of GitHub's API and of its git server are as strict as the real ones: what those refuse,
// these refuse. Without this a green scenario would mean nothing.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inputVariables, readActionFile } from './action-file.ts'
import { mostSummaryBytes, readPairs, readSummary } from './file-commands.ts'
import { startGitHub } from './github-api.ts'
import { mistakesIn } from './github-shapes.ts'
import { newPull, person } from './github-state.ts'
import { createRepository, git } from './repository.ts'
import { readLog } from './workflow-commands.ts'

describe('output files', () => {
  test('are read as the runner reads them', () => {
    const pairs = readPairs('a=1=2\n\nb<<END\nx\ny=z\n\nEND\nc=<<no heredoc\nd<<E\nE\na=3\n')
    expect([...pairs]).toEqual([
      ['a', '3'],
      ['b', 'x\ny=z\n'],
      ['c', '<<no heredoc'],
      ['d', ''],
    ])
  })
  test.for(['a<<END\nx\n', 'a<<END\nx', 'a<<END', 'a<<\nx\n', '<<END\nx\nEND\n', '=x\n', 'no pair\n'])(
    'are refused: %j',
    (text) => expect(() => readPairs(text)).toThrow('the runner refuses'),
  )
  test('a summary ends at one MiB', () => {
    expect(readSummary(Buffer.alloc(mostSummaryBytes, 'x'))).toHaveLength(mostSummaryBytes)
    expect(() => readSummary(Buffer.alloc(mostSummaryBytes + 1, 'x'))).toThrow('refuses a summary')
  })
})

describe('workflow commands', () => {
  test('are unescaped in the order of the runner', () => {
    const { annotations } = readLog('::error file=a%3Ab%2Cc,line=3,title=t%250A::100%25%0Anext%250A\n')
    const expected = { level: 'error', file: 'a:b,c', line: 3, endLine: 0, title: 't%0A', message: '100%\nnext%0A' }
    expect(annotations).toEqual([expected])
  })
  test('begin a line, after spaces too, and end at a carriage return', () => {
    expect(readLog('  ::notice::a\rx ::error::b\r\n::unknown::c\n')).toMatchObject({
      annotations: [{ level: 'notice', message: 'a' }],
      text: 'x ::error::b\n\n::unknown::c\n'.replace('\n\n', '\n'),
    })
  })
  test('rest between stop and the token', () => {
    const token = 'a-token-that-nobody-guesses'
    const { annotations, text } = readLog(`::stop-commands::${token}\n::set-output name=a::b\n::${token}::\n::error::c`)
    expect(annotations.map(({ message }) => message)).toEqual(['c'])
    expect(text).toBe('::set-output name=a::b')
  })
  test.for([
    '::set-output name=a::b',
    '::SAVE-STATE name=a::b',
    '::set-env name=a::b',
    '::add-path::/x',
    '::add-matcher::x.json',
    'text ##[error]x',
    '::stop-commands::short',
    '::stop-commands::a-token-that-nobody-guesses',
    '::error::',
    '::error line=x::y',
    '::error path=x::y',
    `::error::${'x'.repeat(5000)}`,
  ])('are refused: %s', (line) => expect(() => readLog(line)).toThrow())
})

describe('action.yml', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cordon-action-file-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const written = (more: string) => {
    const head = 'name: a\ndescription: b\nruns: { using: node24, main: main.js }\n'
    writeFileSync(join(folder, 'action.yml'), head + more)
    return readActionFile(folder, { 'github.token': 'secret' })
  }
  const inputs = `inputs: { two words: { description: x, default: 7 }, "a-b": { description: y, default: "\${{ github.token }}" } }`

  test('inputs become variables', () => {
    expect(inputVariables(written(inputs), { 'a-b': '' })).toEqual({ INPUT_TWO_WORDS: '7', 'INPUT_A-B': '' })
    expect(inputVariables(written(inputs), {})).toEqual({ INPUT_TWO_WORDS: '7', 'INPUT_A-B': 'secret' })
  })
  test('what it does not name is no input', () => {
    expect(() => inputVariables(written(inputs), { 'a-c': '' })).toThrow('Unexpected input')
  })
  test.for([
    'inputs: { a: { description: x, fallback: y } }',
    `inputs: { a: { description: x, default: "\${{ secrets.X }}" } }`,
    'outputs: { a: { description: x, value: y } }',
  ])('is refused: %s', (text) => expect(() => written(text)).toThrow())
})

describe("GitHub's API", () => {
  const headers = {
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
    'user-agent': 'cordon',
    authorization: 'Bearer ghs_fixture',
  }
  const asked = (method: string, path: string, over: { query?: string; headers?: object; body?: string } = {}) =>
    mistakesIn({
      method,
      path,
      query: new URLSearchParams(over.query),
      headers: { ...headers, ...over.headers },
      body: over.body ?? '',
    }).length
  const json = { 'content-type': 'application/json' }

  test('documented requests are none of its mistakes', () => {
    expect(asked('GET', '/repos/acme/shop/issues/7/comments', { query: 'per_page=100&page=2' })).toBe(0)
    const body = JSON.stringify({ body: 'x' })
    expect(asked('POST', '/repos/acme/shop/issues/7/comments', { headers: json, body })).toBe(0)
    expect(asked('PATCH', '/repos/acme/shop/issues/comments/1', { headers: json, body })).toBe(0)
  })
  test('everything else is', () => {
    const path = '/repos/acme/shop/issues/7/comments'
    expect(asked('DELETE', path)).toBe(1)
    expect(asked('GET', '/repos/acme/shop/issues/007/comments')).toBe(1)
    expect(asked('GET', path, { query: 'per_page=101' })).toBe(1)
    expect(asked('GET', path, { query: 'sort=created' })).toBe(1)
    expect(asked('GET', path, { headers: { accept: '*/*' } })).toBe(1)
    expect(asked('GET', path, { headers: { 'user-agent': 'node' } })).toBe(1)
    expect(asked('GET', path, { headers: { 'x-github-api-version': '2020-01-01' } })).toBe(1)
    expect(asked('POST', path, { headers: json, body: '{"body":"x","text":"y"}' })).toBe(1)
    expect(asked('POST', path, { body: '{"body":"x"}' })).toBe(1)
  })
  test('it pages, forbids and forgets nothing', async () => {
    await using github = await startGitHub()
    const pull = newPull(person('eve'), '0'.repeat(40))
    pull.comments.push(...Array.from({ length: 3 }, (_, id) => ({ id, author: person('bo'), body: 'x', edits: 0 })))
    github.state.pulls.set(7, pull)
    const at = `${github.url}/repos/acme/shop/issues/7/comments`
    const first = await fetch(`${at}?per_page=2`, { headers })
    const [, next = ''] = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '') ?? []
    const second: unknown = await (await fetch(next, { headers })).json()
    expect([await first.json(), second]).toMatchObject([[{ id: 0 }, { id: 1 }], [{ id: 2 }]])
    github.state.permission = 'read'
    const post = { method: 'POST', headers: { ...headers, ...json }, body: '{"body":"x"}' }
    expect((await fetch(at, post)).status).toBe(403)
    github.state.permission = 'write'
    expect((await fetch(at, post)).status).toBe(201)
    expect((await fetch(at, { ...post, headers: { ...post.headers, authorization: 'Bearer x' } })).status).toBe(401)
    expect(() => github.assertDocumented()).not.toThrow()
    await fetch(`${at}?q=1`)
    expect(() => github.assertDocumented()).toThrow('q')
  })
})

describe('a checkout', () => {
  test('has one commit of a merge, and can fetch what it lacks with its own credentials', async () => {
    await using repository = await createRepository('acme/shop', 'secret')
    const base = await repository.commit('refs/heads/main', { 'a.txt': 'base' })
    const tree = { 'a.txt': 'head', link: { link: 'a.txt' } }
    const head = await repository.commit('refs/pull/7/head', tree, [base])
    const merge = await repository.commit('refs/pull/7/merge', tree, [base, head])
    const workspace = await repository.checkout(merge, 'refs/pull/7/merge')
    expect((await git(workspace, ['rev-parse', 'HEAD'])).trim()).toBe(merge)
    expect(await git(workspace, ['ls-tree', 'HEAD'])).toContain('120000')
    await expect(git(workspace, ['cat-file', '-e', `${base}^{commit}`])).rejects.toThrow()
    await git(workspace, ['fetch', '--quiet', '--depth=1', 'origin', base])
    expect(await git(workspace, ['show', `${base}:a.txt`])).toBe('base')
    const { origin } = new URL(await git(workspace, ['remote', 'get-url', 'origin']))
    await git(workspace, ['config', '--unset', `http.${origin}/.extraheader`])
    await expect(git(workspace, ['fetch', '--quiet', 'origin', head])).rejects.toThrow()
    const whole = await repository.checkout(merge, 'refs/pull/7/merge', 0)
    expect(await git(whole, ['show', `${base}:a.txt`])).toBe('base')
  })
})
