// A pull request that changes 20 packages of a 1,500-package lockfile: the action as GitHub's runner starts it, with nothing
// kept from before, beside `npm ci --ignore-scripts` of the same lockfile with an empty cache, both over one loopback
// registry (`npm run -s bench:pull-request`). It prints what was judged and the ratio of the wall times.
//   --recorded DIR   the registry's answers are kept there; the first run fills it from the user's registry
//   --runs 3         medians of several rounds
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pullRequest, repository as repositoryName } from '../test/action/events.ts'
import { createRepository, type Repository } from '../test/action/repository.ts'
import { stepOf } from '../test/action/runner.ts'
import { readFlags } from './pairs/arguments.ts'
import { before, type Lock, type Manifest, reduced } from './pull-request/lockfiles.ts'
import { startRecorder } from './pull-request/recorder.ts'
import { type Command, type Measured, measure } from './scan/run.ts'
import { usersEnvironment } from './scan/steps.ts'
import { toTable } from './scan/table.ts'

const packages = 1500
const upgrades = 20
const most = 0.25

const root = fileURLToPath(new URL('../', import.meta.url))
const given = readFlags({ recorded: 'text', runs: 'text' }, process.argv.slice(2))
const runs = given.runs === '' ? 1 : Number(given.runs)
if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs needs a number from 1 on')

const work = mkdtempSync(join(tmpdir(), 'cordon-bench-pull-'))
const upstream = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8', cwd: work }).trim()
const repository = await createRepository(repositoryName, 'token')
const recorder = await startRecorder(given.recorded === '' ? join(work, 'recorded') : given.recorded, upstream)
try {
  const head = reduced(join(root, 'bench/lockfiles/large'), packages, recorder.origin)
  const { base, changed } = await before(head, upgrades, async (name) => {
    const answer = await fetch(new URL(name.replace('/', '%2f'), recorder.origin))
    return JSON.parse(await answer.text())
  })
  const count = Object.keys(head.lock.packages).length - 1
  console.log(`${count} entries; ${changed.length} changed: ${changed.join(', ')}`)
  if (count < packages || changed.length < upgrades) throw new Error('the pull request is smaller than it should be')
  const steps: Record<'action' | 'npm', () => Promise<Command>> = {
    action: await judging(repository, head.manifest, base, head.lock),
    npm: async () => installing(head.manifest, head.lock),
  }

  // Whatever is asked for once is recorded; then nobody asks anybody else.
  for (const prepared of Object.values(steps)) await measure(await prepared())
  console.log(`recorded ${recorder.fetched()} answers`)
  recorder.forget()
  const rows = { action: [] as Measured[], npm: [] as Measured[] }
  for (let round = 0; round < runs; round++) {
    for (const name of ['action', 'npm'] as const) {
      const one = await measure(await steps[name]())
      if (name === 'npm' && one.exitCode !== 0) throw new Error(`npm ci ended with ${one.exitCode}\n${one.stdout}`)
      console.error(`${name}: ${(one.wallMs / 1000).toFixed(1)} s`)
      rows[name].push(one)
    }
  }
  if (recorder.fetched() > 0) console.error(`${recorder.fetched()} answers came from elsewhere: the figures are wrong`)
  console.log(
    toTable([
      { name: `the action, ${upgrades} changed of ${count}`, beside: 'npm ci', runs: rows.action },
      { name: 'npm ci', beside: '', runs: rows.npm },
    ]),
  )
  console.log(`allowed: ${most} of npm ci\n${rows.action[0]?.stdout ?? ''}`)
} finally {
  await Promise.all([recorder.close(), repository.close()])
  rmSync(work, { recursive: true, force: true })
}

function emptied(...folders: readonly string[]): void {
  for (const folder of folders) {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
  }
}

/** A new machine for each run: its own checkout, home and folder of temporary files. */
async function judging(
  { commit, checkout }: Repository,
  manifest: Manifest,
  base: Lock,
  lock: Lock,
): Promise<() => Promise<Command>> {
  const trees = [base, lock].map((one) => ({ 'package.json': text(manifest), 'package-lock.json': text(one) }))
  const [old = {}, now = {}] = trees
  const from = await commit('refs/heads/main', old)
  const proposed = await commit('refs/pull/7/head', now, [from])
  const merge = await commit('refs/pull/7/merge', now, [from, proposed])
  const about = { title: 'Update dependencies', headRef: 'updates', from: repositoryName, action: 'opened' }
  const event = pullRequest({ number: 7, base: from, head: proposed, merge, author: 'ada', ...about })
  // The trust data that cordon brings: sigstore's own is not on this machine.
  const inputs = { registry: recorder.origin, 'trusted-root': join(root, 'data/trust/trusted-root.json') }
  return async () => {
    const folder = join(work, 'runner')
    emptied(folder)
    const workspace = await checkout(merge, 'refs/pull/7/merge')
    const nobody = 'http://127.0.0.1:1'
    const api = { apiUrl: nobody, graphqlUrl: nobody, serverUrl: nobody, token: '' }
    // Not even the sources are compiled.
    const env = { NODE_COMPILE_CACHE: join(folder, 'compiled') }
    return stepOf({ ...event, ...api, workspace, folder, repository: repositoryName, inputs, env })
  }
}

function installing(manifest: Manifest, lock: Lock): Command {
  const [project, cache] = [join(work, 'installed'), join(work, 'cache-of-npm')]
  emptied(project, cache)
  writeFileSync(join(project, 'package.json'), text(manifest))
  writeFileSync(join(project, 'package-lock.json'), text(lock))
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error']
  const from = ['--registry', recorder.origin, '--cache', cache]
  const args = ['ci', '--ignore-scripts', '--legacy-peer-deps', ...quiet, ...from]
  return { program: 'npm', args, cwd: project, env: usersEnvironment() }
}

function text(value: Manifest | Lock): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
