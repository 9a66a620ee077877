// Says what a run came to, in every place that GitHub has for it. What cannot be written, such as a comment from a fork, is
// said, and changes no verdict.
import { resolve } from 'node:path'
import { writeOutput } from '../cli/output.ts'
import { type Commented, commentKey, writeComment } from './comment.ts'
import type { Judged } from './judge.ts'
import { command, writeOutputs, writeSummary } from './outputs.ts'
import { renderAll, renderCodeScanning, renderComment, renderLog, renderSummary, type Said } from './render.ts'
import type { Setting } from './setting.ts'

export type Delivery = {
  /** GITHUB_OUTPUT and GITHUB_STEP_SUMMARY; '' for none. */
  output: string
  summary: string
  print: (text: string) => void
}

/** Gives the exit code. */
export async function deliver(judged: Judged, setting: Setting, to: Delivery): Promise<number> {
  const { inputs, place, workspace, now } = setting
  const { outcome, scans } = judged
  // A trial with a release of the past is told as of then.
  const asOf = inputs.now === '' ? now() : Date.parse(inputs.now)
  const said: Said = { ...judged, now: asOf, warnOnly: inputs.warnOnly, root: place.root }
  to.print(renderLog(said))
  to.print(renderAll(said))
  const sarif = inputs.sarifFile === '' ? '' : resolve(workspace, inputs.sarifFile)
  if (sarif !== '') writeOutput(sarif, renderCodeScanning(scans))
  const commented = await comment(said, setting, outcome.exitCode === 0 && !judged.isDeciding)
  const notes = commented.status === 'failed' ? [`There is no comment in the pull request: ${commented.why}.`] : []
  for (const note of notes) to.print(command('notice', note))
  writeSummary(to.summary, renderSummary(said, notes))
  writeOutputs(to.output, {
    result: outcome.result,
    'exit-code': String(outcome.exitCode),
    'changed-packages': String(outcome.changedPackages),
    blocked: String(outcome.blocked),
    report: scans.flatMap(({ report, file }) => (report === 'none' ? [] : [file])).join('\n'),
    sarif,
    'eligible-at': outcome.eligibleAt,
    incomplete: String(outcome.isIncomplete),
  })
  return inputs.warnOnly ? 0 : outcome.exitCode
}

/** `isWell`: there is nothing that anybody has to know. */
async function comment(said: Said, setting: Setting, isWell: boolean): Promise<Commented> {
  const { event, github, inputs, repository } = setting
  if (event.kind !== 'pull-request' || inputs.comment === 'never') return { status: 'not-needed' }
  if (github === 'none') return { status: 'failed', why: 'there is no token' }
  return writeComment(github, {
    repository,
    number: event.pull.number,
    key: commentKey(
      [...(inputs.workingDirectory === '.' ? [] : [inputs.workingDirectory]), ...inputs.lockfiles].join('\n'),
    ),
    body: renderComment(said),
    onlyIfThere: isWell && inputs.comment === 'on-failure',
  })
}
