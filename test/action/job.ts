// A job as GitHub's runner describes it to a step: the variables it sets, the machine it is on, and nothing of the machine
// that the tests run on. It knows no action.
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Inputs } from './action-file.ts'

export type Job = {
  /** GITHUB_WORKSPACE: where the repository is checked out, and the working directory of the step. */
  workspace: string
  /** A folder of this run alone: RUNNER_TEMP, the home and the command files lie in it. */
  folder: string
  /** `pull_request`, `push`, … */
  event: string
  payload: object
  repository: string
  sha: string
  ref: string
  /** GITHUB_BASE_REF and GITHUB_HEAD_REF; '' but for pull requests. */
  baseRef: string
  headRef: string
  actor: string
  /** `github.token`; '' where a job has none to give. */
  token: string
  apiUrl: string
  graphqlUrl: string
  /** Where the repository is cloned from. */
  serverUrl: string
  inputs: Inputs
  /** What the job's own `env:` adds. */
  env?: Readonly<Record<string, string>>
  /** The folder of the action; this repository unless said. */
  action?: string
  /** In this process, for variants of what others start as the runner does: all but the launcher is the same. */
  isCall?: boolean
}

const guard = new URL('../support/loopback-only.ts', import.meta.url).href
/** Every run compiles the same sources. */
const compiled = fileURLToPath(new URL('../../node_modules/.cache/cordon-compiled', import.meta.url))
/** What no step may show: GitHub masks its own tokens only. */
export const runtimeToken = 'runtime-token-of-the-job'

/** What defaults of inputs may name. */
export function contextsOf(job: Job): Record<string, string> {
  return {
    'github.token': job.token,
    'github.workspace': job.workspace,
    'github.event_name': job.event,
    'github.repository': job.repository,
    'github.sha': job.sha,
    'runner.temp': join(job.folder, 'temp'),
  }
}

/** The machine of the job: its own home, the programs that git and npm need, and no way out of here. */
export function machine(job: Job, outside: string): Record<string, string> {
  const home = join(job.folder, 'home')
  mkdirSync(home, { recursive: true })
  return {
    HOME: home,
    PATH: [dirname(process.execPath), '/usr/bin', '/bin'].join(':'),
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    NODE_COMPILE_CACHE: compiled,
    NODE_OPTIONS: `--import=${guard}`,
    CORDON_TEST_OUTSIDE_LOG: outside,
    GIT_CONFIG_NOSYSTEM: '1',
    // npm waits ten seconds before it tries again; a test must not.
    npm_config_fetch_retry_mintimeout: '10',
    npm_config_fetch_retry_maxtimeout: '50',
  }
}

/** What the runner says about itself and the event; of a JavaScript action it does not say where that lies. */
export function variables(job: Job, event: string): Record<string, string> {
  const [owner = ''] = job.repository.split('/')
  const temp = join(job.folder, 'temp')
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__self',
    GITHUB_ACTOR: job.actor,
    GITHUB_TRIGGERING_ACTOR: job.actor,
    GITHUB_API_URL: job.apiUrl,
    GITHUB_BASE_REF: job.baseRef,
    GITHUB_HEAD_REF: job.headRef,
    GITHUB_EVENT_NAME: job.event,
    GITHUB_EVENT_PATH: event,
    GITHUB_GRAPHQL_URL: job.graphqlUrl,
    GITHUB_JOB: 'cordon',
    GITHUB_REF: job.ref,
    GITHUB_REF_NAME: job.ref.replace(/^refs\/(?:heads|tags|pull)\//, ''),
    GITHUB_REF_TYPE: job.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    GITHUB_REPOSITORY: job.repository,
    GITHUB_REPOSITORY_ID: '1296269',
    GITHUB_REPOSITORY_OWNER: owner,
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '30433642',
    GITHUB_RUN_NUMBER: '562',
    GITHUB_SERVER_URL: job.serverUrl,
    GITHUB_SHA: job.sha,
    GITHUB_WORKFLOW: 'cordon',
    GITHUB_WORKFLOW_REF: `${job.repository}/.github/workflows/cordon.yml@${job.ref}`,
    GITHUB_WORKFLOW_SHA: job.sha,
    GITHUB_WORKSPACE: job.workspace,
    RUNNER_ARCH: 'X64',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'a runner',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: temp,
    RUNNER_TOOL_CACHE: join(job.folder, 'tools'),
    RUNNER_WORKSPACE: dirname(job.workspace),
    ACTIONS_RUNTIME_TOKEN: runtimeToken,
    ACTIONS_RUNTIME_URL: 'https://runtime.example.test/',
  }
}
