// Everything around one run of the action: a registry with the packages of several scenarios, a repository, GitHub's API
// and folders of its own for every run. A test says what is committed and what happened; this puts the job together.
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { lockfileOf } from '../../src/replay/lockfile.ts'
import { type JsonObject, textOf } from '../../src/replay/package-tarball.ts'
import type { WrittenLock } from '../../src/replay/written.ts'
import { type FixtureRegistry, startRegistry } from '../support/registry.ts'
import { loadScenario, type Scenario, type ScenarioPlan } from '../support/scenario.ts'
import type { Inputs } from './action-file.ts'
import { type EventOf, type Pull, pullRequest, repository as repositoryName } from './events.ts'
import { type GitHubApi, startGitHub } from './github-api.ts'
import { newPull, person } from './github-state.ts'
import { createRepository, type Repository, type Tree } from './repository.ts'
import { runAction, type StepRun } from './runner.ts'

export type Stage = {
  plan: ScenarioPlan
  registry: FixtureRegistry
  github: GitHubApi
  repository: Repository
  /** package.json and package-lock.json as a tree, in `folder` ('' or `apps/a/`). */
  project: (manifest: JsonObject, tree: WrittenLock['tree'], folder?: string) => Tree
  /** Commits base, head and their merge; GitHub then knows the pull request. */
  pull: (base: Tree, head: Tree, over?: Partial<Pull>) => Promise<Pull>
  run: (event: EventOf, over?: Partial<Over>) => Promise<StepRun & { workspace: string }>
  /** Throws when somebody was asked for something that nobody foresaw. */
  assertForeseen: () => void
  close: () => Promise<void>
}

export type Over = {
  /** The moment, ISO. */
  now: string
  inputs: Inputs
  /** How many commits the checkout has, 0 for all. */
  depth: number
  /** What the job's token is; '' for none. */
  token: string
  env: Readonly<Record<string, string>>
  /** In this process: for variants of what is started as the runner does elsewhere. */
  isCall: boolean
  /** The folder of the action. */
  action: string
  /** Does something to the checkout before the step runs. */
  prepare: (workspace: string) => Promise<void>
}

/**
 * For variants of what another test starts as the runner does: in this process, and without asking a registry, so that all
 * that changed stays unchecked. What is compared, and who is told, is the same.
 */
export const unasked: Partial<Over> = { now: '2026-06-15T12:00:00Z', isCall: true, inputs: { offline: 'true' } }

export const axiosMoment = '2026-03-31T00:22:00Z'
export const laterMoment = '2026-06-15T12:00:00Z'

/** With the packages of these scenarios, seen from test/scenarios, and of those that a test has written itself. */
export async function setStage(scenarios: readonly string[], written: readonly Scenario[] = []): Promise<Stage> {
  const plan = registryOf([...scenarios.map(scenarioAt), ...written])
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'cordon-runner-')))
  const github = await startGitHub()
  const { token } = github.state
  const [registry, repository] = await Promise.all([startRegistry(plan), createRepository(repositoryName, token)])
  let pulls = 6
  return {
    plan,
    registry,
    github,
    repository,
    project: (manifest, tree, prefix = '') => {
      const lock = lockfileOf(plan.packages, registry.origin, { resolved: true, tree }, manifest)
      return { [`${prefix}package.json`]: textOf(manifest), [`${prefix}package-lock.json`]: textOf(lock) }
    },
    pull: async (baseTree, headTree, over = {}) => {
      const number = ++pulls
      const base = await repository.commit('refs/heads/main', baseTree)
      const head = await repository.commit(`refs/pull/${number}/head`, headTree, [base])
      const merge = await repository.commit(`refs/pull/${number}/merge`, headTree, [base, head])
      const usual = { author: 'eve', title: 'Update dependencies', headRef: 'topic', from: repositoryName }
      const pull = { number, base, head, merge, ...usual, action: 'opened', ...over }
      github.state.pulls.set(number, newPull(person(pull.author), head))
      return pull
    },
    run: async (event, over = {}) => {
      const own = mkdtempSync(join(folder, 'run-'))
      mkdirSync(join(own, 'temp'))
      const workspace = await repository.checkout(event.sha, event.ref, over.depth ?? 1)
      await over.prepare?.(workspace)
      const [, root = '', , keys = ''] = registry.trust
      const trust = { 'trusted-root': root, 'registry-keys': keys }
      const usual = {
        registry: registry.origin,
        now: over.now ?? axiosMoment,
        ...trust,
        'repo-token': over.token ?? token,
      }
      const run = await runAction({
        ...event,
        workspace,
        folder: own,
        repository: repositoryName,
        token: over.token ?? token,
        apiUrl: github.url,
        graphqlUrl: github.graphqlUrl,
        serverUrl: repository.origin,
        inputs: { ...usual, ...over.inputs },
        isCall: over.isCall ?? false,
        ...(over.env !== undefined && { env: over.env }),
        ...(over.action !== undefined && { action: over.action }),
      })
      return { ...run, workspace }
    },
    assertForeseen: () => {
      github.assertDocumented()
      registry.assertNoUnmatched()
    },
    close: async () => {
      await Promise.all([registry.close(), github.close(), repository.close()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A pull request that was just opened, judged. */
export async function opened(stage: Stage, base: Tree, head: Tree, over: Partial<Over> = {}): ReturnType<Stage['run']> {
  return stage.run(pullRequest(await stage.pull(base, head)), over)
}

function scenarioAt(file: string): Scenario {
  return loadScenario(fileURLToPath(new URL(`../scenarios/${file}`, import.meta.url)))
}

/** One registry for all of them: `now` hides what was published later. */
function registryOf(scenarios: readonly Scenario[]): ScenarioPlan {
  const plans = scenarios.map(({ registry }) => registry)
  return {
    trust: 'full',
    ownKeys: false,
    until: Number.POSITIVE_INFINITY,
    packages: new Map(plans.flatMap(({ packages }) => [...packages])),
    absent: new Set(plans.flatMap(({ absent }) => [...absent])),
    faults: plans.flatMap(({ faults }) => faults),
  }
}
