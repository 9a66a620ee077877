// The GitHub Action from its environment to its exit code: reads what is asked, has it judged, and says it everywhere.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { renderBug, renderProblem } from '../cli/errors.ts'
import { refuseOutput } from '../cli/output.ts'
import { Problem } from '../domain/problem.ts'
import { fence } from '../report/escape-markdown.ts'
import { deliver } from './deliver.ts'
import { readEvent } from './event.ts'
import { openGitHub } from './github.ts'
import { readInputs } from './inputs.ts'
import { judge } from './judge.ts'
import { command, logText, writeOutputs, writeSummary } from './outputs.ts'
import { dropSecrets, type Environment, findRepository, quietEnvironment, refuseLinkedOutput } from './repository.ts'

type Print = (text: string) => void

/** Gives the exit code. Never throws. */
export async function runAction(
  processEnv: NodeJS.ProcessEnv = process.env,
  print: Print = (text) => void process.stdout.write(text),
): Promise<number> {
  const env = dropSecrets(processEnv)
  try {
    return await run(env, print)
  } catch (error) {
    const text = error instanceof Problem ? renderProblem(error, 100) : renderBug(error)
    fail(text, env, print)
    return 2
  }
}

async function run(env: Environment, print: Print): Promise<number> {
  const inputs = readInputs(env)
  const event = readEvent(env)
  const workspace = resolve(env.GITHUB_WORKSPACE ?? process.cwd())
  const place = findRepository(workspace, inputs.workingDirectory)
  if (inputs.sarifFile !== '') {
    refuseLinkedOutput(workspace, inputs.sarifFile)
    refuseOutput(resolve(workspace, inputs.sarifFile), 'nothing was judged', 'sarif-file')
  }
  const folder = mkdtempSync(join(env.RUNNER_TEMP ?? tmpdir(), 'cordon-'))
  const quiet = quietEnvironment(env, place.root, folder)
  const github =
    inputs.repoToken === ''
      ? ('none' as const)
      : openGitHub({
          url: env.GITHUB_API_URL ?? '',
          graphqlUrl: env.GITHUB_GRAPHQL_URL ?? '',
          token: inputs.repoToken,
          pause: (ms) => setTimeout(ms),
        })
  const setting = {
    inputs,
    event,
    place,
    workspace,
    folder,
    github,
    env: quiet,
    repository: env.GITHUB_REPOSITORY ?? '',
    server: env.GITHUB_SERVER_URL ?? '',
    eventCommit: env.GITHUB_SHA ?? '',
    now: Date.now,
  }
  const judged = await judge(setting)
  return deliver(judged, setting, {
    output: env.GITHUB_OUTPUT ?? '',
    summary: env.GITHUB_STEP_SUMMARY ?? '',
    print,
  })
}

/** Nothing was judged: said in the log, in the summary and in the outputs. */
function fail(text: string, env: Environment, print: Print): void {
  print(`${logText(text)}${command('error', text.trim().slice(0, 4000))}`)
  const lines = text.trimEnd().split('\n').slice(0, 200)
  writeSummary(env.GITHUB_STEP_SUMMARY ?? '', `### cordon: nothing was judged\n\n${fence('text', lines)}\n`)
  writeOutputs(env.GITHUB_OUTPUT ?? '', {
    result: 'error',
    'exit-code': '2',
    'changed-packages': '0',
    blocked: '0',
    report: '',
    sarif: '',
    'eligible-at': '',
    incomplete: 'true',
  })
}
