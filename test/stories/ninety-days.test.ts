// One project from day one to day ninety, through the command line with a moving clock and real git: what people
// accept, except and let expire, what they merge, and what somebody tampers with. The whole story is one transcript.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { lockfileOf } from '../../src/replay/lockfile.ts'
import { textOf } from '../../src/replay/package-tarball.ts'
import { findRelease } from '../../src/replay/published.ts'
import { stageProject } from '../../src/replay/stage.ts'
import { transcript } from '../support/cli.ts'
import { runInProcess } from '../support/cli-in-process.ts'
import { startRegistry } from '../support/registry.ts'
import { loadScenario, type ScenarioPlan } from '../support/scenario.ts'

const scenario = loadScenario(fileURLToPath(new URL('ninety-days.yml', import.meta.url)))
const manifest = scenario.project['package.json']
if (typeof manifest !== 'object' || manifest === null) throw new Error('the story needs a package.json')
const dayOne = Date.parse('2026-08-01T09:00:00Z')

test('ninety days', { timeout: 240_000 }, async () => {
  await using registry = await startRegistry({ ...scenario.registry, until: Number.POSITIVE_INFINITY })
  await using stage = await stageProject(scenario, registry.origin)
  const place = { cwd: stage.project, home: stage.home, registry: registry.origin, trust: registry.trust }
  const told: string[] = []
  let today = ''

  const day = (number: number, what: string) => {
    today = new Date(dayOne + (number - 1) * 86_400_000).toISOString()
    told.push(`## Day ${number}: ${what}`)
  }
  const cordon = async (exitCode: number, args: readonly string[], where = place) => {
    registry.forget()
    const run = await runInProcess([...args, '--now', today], where)
    told.push(transcript({ ...run, args }, where).trimEnd())
    expect(run.exitCode, told.at(-1)).toBe(exitCode)
    return `${run.stdout}${run.stderr}`
  }
  const plain = async (exitCode: number, args: readonly string[]) => {
    const run = await runInProcess(args, place)
    told.push(transcript(run, place).trimEnd())
    expect(run.exitCode, told.at(-1)).toBe(exitCode)
  }
  const git = (...args: string[]) => {
    const run = execFileSync('git', ['-c', 'init.defaultBranch=main', ...args], {
      cwd: stage.project,
      env: gitEnv(stage.home),
    })
    return run.toString()
  }
  const path = (file: string) => join(stage.project, file)
  const read = (file: string) => readFileSync(path(file), 'utf8')
  const install = (...specs: string[]) => {
    const tree = Object.fromEntries(specs.map((spec) => [`node_modules/${spec.slice(0, spec.indexOf('@'))}`, spec]))
    writeFileSync(path('package-lock.json'), textOf(lockfileOf(scenario.packages, registry.origin, { tree }, manifest)))
  }
  const commit = (message: string) => {
    git('add', '-A')
    git('commit', '-qm', message)
  }

  git('init', '-q')
  git('config', 'user.email', 'eve@example.test')
  git('config', 'user.name', 'Eve')
  writeFileSync(path('cordon.yml'), 'failOn: review\n')

  day(1, 'cordon comes; one release is younger than three days')
  install('fresh@1.0.1', 'left@1.0.0', 'tool@1.0.0', 'web@1.0.0')
  await cordon(0, ['init'])
  await cordon(4, ['scan'])
  expect(read('cordon.lock').match(/^release .* initial /gm)).toHaveLength(3)
  commit('cordon')

  day(5, 'the young one has come of age; nothing else is fetched')
  await cordon(0, ['scan'])
  expect(registry.requests.filter(({ kind, path: of }) => kind === 'tarball' && !of.includes('fresh'))).toEqual([])

  day(12, 'an upgrade is judged, and only that')
  install('fresh@1.0.1', 'left@1.0.0', 'tool@1.0.0', 'web@1.1.0')
  await cordon(0, ['scan'])

  day(20, 'an install script changed; somebody reads it and accepts the release')
  install('fresh@1.0.1', 'left@1.0.0', 'tool@1.1.0', 'web@1.1.0')
  await cordon(1, ['scan'])
  await cordon(2, ['accept', 'tool@1.1.0'])
  await cordon(0, ['accept', 'tool@1.1.0', '--note', 'only a flag of check.js, read in full'])
  await cordon(0, ['scan'])
  commit('tool 1.1.0')

  day(25, 'an honest release that a rule stops at: an exception for exactly these bytes, for five weeks')
  install('fresh@1.0.1', 'left@1.1.0', 'tool@1.1.0', 'web@1.1.0')
  await cordon(1, ['scan'])
  const integrity = findRelease(scenario.registry.packages, 'left@1.1.0').tarball.integrity
  writeFileSync(
    path('cordon.yml'),
    [
      'failOn: review',
      '# what we live with for now',
      'exceptions:',
      `  - { rule: network-taken-over, package: left, versions: "1.1.0", integrity: "${integrity}", reason: "counts requests, see ticket 12", owner: eve, until: 2026-10-01 }`,
      '',
    ].join('\n'),
  )
  await cordon(0, ['scan'])

  day(55, 'the exception is about to end')
  await cordon(0, ['scan'])

  day(63, 'it has ended, and is pruned')
  await cordon(1, ['scan'])
  await cordon(0, ['exceptions', 'prune'])
  expect(read('cordon.yml')).toContain('# what we live with for now')
  await cordon(0, ['accept', 'left@1.1.0', '--note', 'ticket 12 is closed: it stays'])
  await cordon(0, ['scan'])
  commit('left 1.1.0')

  day(70, 'two branches accept different releases and are merged')
  git('checkout', '-qb', 'one')
  install('fresh@1.0.1', 'left@1.1.0', 'tool@1.1.0', 'web@1.2.0')
  await cordon(0, ['accept', 'web@1.2.0', '--note', 'only a README'])
  commit('web 1.2.0')
  git('checkout', '-q', 'main')
  git('checkout', '-qb', 'two')
  install('fresh@1.0.1', 'left@1.1.0', 'tool@1.2.0', 'web@1.1.0')
  await cordon(0, ['accept', 'tool@1.2.0', '--note', 'only a README, too'])
  commit('tool 1.2.0')
  git('checkout', '-q', 'main')
  git('merge', '-q', '--no-edit', 'one')
  // Fails on a conflict.
  git('merge', '-q', '--no-edit', 'two')
  install('fresh@1.0.1', 'left@1.1.0', 'tool@1.2.0', 'web@1.2.0')
  expect(read('cordon.lock').match(/^release (?:tool|web)@1\.2\.0 /gm)).toHaveLength(2)
  await cordon(0, ['scan'])

  day(80, 'somebody tampers with cordon.lock')
  const honest = read('cordon.lock')
  const line = honest.split('\n').find((one) => one.startsWith('release web@1.2.0 ')) ?? ''
  const other = `sha512-${Buffer.alloc(64, 7).toString('base64')}`
  writeFileSync(path('cordon.lock'), honest.replace(line, line.replace(/sha512-\S+/, other)))
  await cordon(1, ['scan'])
  writeFileSync(path('cordon.lock'), honest.replace('release web@1.2.0', 'relaese web@1.2.0'))
  await cordon(2, ['scan'])
  writeFileSync(path('cordon.lock'), honest)

  day(85, 'a registry has other bytes under a version that was accepted')
  const packages = withBytesOf(scenario.registry.packages, 'web@1.2.0', 'web@1.1.0')
  await using swapped = await startRegistry({ ...scenario.registry, until: Number.POSITIVE_INFINITY, packages })
  await cordon(1, ['scan'], { ...place, registry: swapped.origin, trust: swapped.trust })

  day(90, 'what is no longer installed is no longer accepted')
  install('fresh@1.0.1', 'left@1.1.0', 'tool@1.2.0', 'web@1.2.0')
  await cordon(0, ['accept', '--prune'])
  await cordon(0, ['scan'])
  expect(read('cordon.lock')).not.toContain('release web@1.0.0 ')

  await plain(0, ['exceptions'])
  expect(await stage.planted()).toEqual([])
  await expect(`${told.join('\n\n')}\n`).toMatchFileSnapshot('transcripts/ninety-days.txt')
})

function gitEnv(home: string): NodeJS.ProcessEnv {
  const when = '2026-08-01T09:00:00Z'
  return {
    PATH: process.env.PATH,
    HOME: home,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_DATE: when,
    GIT_COMMITTER_DATE: when,
  }
}

/** The registry's packages with `spec` made of the tarball of another release. */
function withBytesOf(packages: ScenarioPlan['packages'], spec: string, other: string): ScenarioPlan['packages'] {
  const { name, version } = findRelease(packages, spec)
  const { tarball } = findRelease(packages, other)
  const found = packages.get(name)
  if (found === undefined) throw new Error(`no ${name}`)
  const releases = found.releases.map((one) => (one.version === version ? { ...one, tarball } : one))
  return new Map(packages).set(name, { ...found, releases })
}
