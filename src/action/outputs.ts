// Hands results to the runner through the files it names, in the form it documents. A value can be a stranger's words: the
// delimiter of each is random, and a value that has it is refused.
import { randomUUID } from 'node:crypto'
import { appendFileSync } from 'node:fs'

/** The names of action.yml. */
export type Outputs = {
  result: string
  'exit-code': string
  'changed-packages': string
  blocked: string
  report: string
  sarif: string
  'eligible-at': string
  incomplete: string
}

/** `file` is GITHUB_OUTPUT; without one (outside of a workflow) nothing is written. */
export function writeOutputs(file: string, outputs: Outputs, random: () => string = randomUUID): void {
  if (file === '') return
  const text = Object.entries(outputs).map(([name, value]) => outputText(name, value, `cordon_${random()}`))
  appendFileSync(file, text.join(''))
}

function outputText(name: string, value: string, delimiter: string): string {
  if (value.includes(delimiter)) throw new Error(`the output ${name} has its own delimiter`)
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`
}

/** `file` is GITHUB_STEP_SUMMARY. */
export function writeSummary(file: string, markdown: string): void {
  if (file !== '') appendFileSync(file, markdown)
}

/** Text of a log: what could be a workflow command is broken up, whoever wrote it; the older form counts anywhere in a line. */
export function logText(text: string): string {
  return text.replace(/:(?=:)/g, ':\u200b').replace(/#(?=#\[)/g, '#\u200b')
}

/** A fold of the log in which the runner obeys nothing. */
export function logGroup(title: string, text: string, random: () => string = randomUUID): string {
  const token = random()
  return `::group::${logText(title)}\n::stop-commands::${token}\n${logText(text)}\n::${token}::\n::endgroup::\n`
}

/** `::error title=…::…` for words of our own. */
export function command(kind: 'error' | 'warning' | 'notice', message: string): string {
  const data = message.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
  return `::${kind} title=cordon::${data}\n`
}
