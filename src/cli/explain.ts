// `cordon explain`: a rule's page, what it makes of two releases, or why a release of this project's lockfile gets its verdict. It judges as a scan does
// and decides nothing; its exit code says only whether there was something to explain.
import { nearest } from '../domain/nearest.ts'
import { type Mistake, Problem } from '../domain/problem.ts'
import { renderExplanationJson } from '../report/explain-json.ts'
import { renderExplanationText } from '../report/explain-text.ts'
import { rulePage } from '../rules/page.ts'
import type { Rule } from '../rules/rule.ts'
import { explainRelease } from '../scan/explain.ts'
import type { Arguments } from './arguments.ts'
import { commandOf } from './commands.ts'
import { runExplainOn } from './explain-on.ts'
import { type Io, interrupted, wantsColor, widthOf } from './io.ts'
import { missingFrom } from './locked-target.ts'
import { usageMistake } from './mistakes.ts'
import { deliverText, refuseOutput } from './output.ts'
import { corePath, loadPacks } from './packs.ts'
import { withProject } from './project.ts'
import { print } from './rules-common.ts'
import { type ScanOptions, toScanOptions } from './scan-options.ts'

export async function runExplain(given: Arguments, io: Io): Promise<number> {
  const { consequence } = commandOf(given.command)
  const options = { ...toScanOptions(given, io.cwd, io.now()), dir: io.cwd }
  refuseOutput(options.output, consequence)
  const [text] = given.operands
  if (text === undefined) {
    const help = 'Name a rule ("cordon rules show" lists them), or a release of this lockfile as name@version.'
    throw problem(usageMistake('no-target', 'it was not said what to explain', help), consequence)
  }
  if (given.flags.has('on')) {
    return runExplainOn(await findRule(text, options, consequence, io), given, options, consequence, io)
  }
  const [, surplus] = given.operands
  if (surplus !== undefined) {
    const help = 'One thing is explained; a rule on two releases is "cordon explain <rule> --on <before> <after>".'
    throw problem(usageMistake('too-many-operands', `"${surplus}" is one too many`, help), consequence)
  }
  // A scope begins with its `@`; the one that separates the version comes later.
  const at = text.lastIndexOf('@')
  if (at <= 0) return explainRule(text, options, consequence, io)
  const [name, version] = [text.slice(0, at), text.slice(at + 1)]
  const explanation = await withProject(options, consequence, io, (input) => {
    const missing = missingFrom(input.lockfile, name, version)
    if (missing !== 'none') throw problem(missing, consequence)
    return explainRelease(input, name, version)
  })
  if (io.interrupt.aborted) return interrupted
  const color = options.output === '' && wantsColor(io.env, io.stdout)
  const rendered =
    options.format === 'json'
      ? renderExplanationJson(explanation)
      : renderExplanationText(explanation, { width: widthOf(io.stdout), color, all: options.all })
  await deliverText(options.output, rendered, io)
  return 0
}

async function findRule(id: string, options: ScanOptions, consequence: string, io: Io): Promise<Rule> {
  const rules = (await loadPacks([corePath, ...options.rules], io.cwd, consequence)).flatMap((pack) => pack.rules)
  const rule = rules.find((one) => one.id === id)
  if (rule === undefined) {
    const near = nearest(
      id,
      rules.map((one) => one.id),
    )
    const help = `${near === '' ? '' : `Did you mean "${near}"? `}A release is written with its version: ${id}@1.2.3.`
    throw problem(usageMistake('unknown-name', `there is no rule "${id}"`, help), consequence)
  }
  return rule
}

async function explainRule(id: string, options: ScanOptions, consequence: string, io: Io): Promise<number> {
  const rule = await findRule(id, options, consequence, io)
  if (options.format === 'json' || options.output !== '') {
    const help = 'Leave --format and --output away; they are for releases.'
    throw problem(usageMistake('rule-page-is-text', "a rule's page is text on the terminal", help), consequence)
  }
  await print(io, rulePage(rule).trimEnd().split('\n'))
  return 0
}

function problem(mistake: Mistake, consequence: string): Problem {
  return new Problem([mistake], consequence)
}
