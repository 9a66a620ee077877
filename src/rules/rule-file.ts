// One rule file, checked beyond its keys: id and file name, conditions, placeholders, cases.
import { placeAt } from '../domain/problem.ts'
import { itemsOf, memberOf, textOf, wordOf } from '../yaml/members.ts'
import { sourceOffset } from '../yaml/positions.ts'
import type { YamlMistake, YamlNode } from '../yaml/read.ts'
import { checkFileName, checkRepeated } from './case-checks.ts'
import { type RuleCase, toCase } from './cases.ts'
import { type Compilation, type Compiled, compileCondition, compileSelection } from './condition.ts'
import type { ConditionMistake } from './condition-mistakes.ts'
import { deadSelection, deadTerms } from './dead-terms.ts'
import type { Expression } from './expression.ts'
import { unknownPlaceholders } from './placeholders.ts'
import { needOf } from './reads.ts'
import type { CaseReading, Rule } from './rule.ts'
import type { Steps } from './satisfiable.ts'
import { outcomes, ruleStatuses } from './schema.ts'

/**
 * The rule, as a list of one; none if its conditions do not compile. Adds to `mistakes`. Of a pack whose cases are
 * skipped, because our own tests have read it whole, nothing is said about cases and about terms that cannot hold.
 */
export function toRule(
  root: YamlNode,
  path: string,
  source: string,
  reading: CaseReading,
  steps: Steps,
  mistakes: YamlMistake[],
): Rule[] {
  const id = textOf(root, 'id', '')
  const status = wordOf(root, 'status', ruleStatuses, 'draft')
  const caseNodes = itemsOf(root, 'cases').filter((node) => node.kind === 'map')
  const cases = caseNodes.map((node) => toCase(node, placeAt(path, source, node.at), mistakes))
  mistakes.push(
    ...checkFileName(id, path, memberOf(root, 'id')?.at ?? 0),
    ...checkPlaceholders(root, source),
    ...(reading === 'skip' ? [] : checkCases(root, status, caseNodes, cases)),
  )
  const lookFor = (dead: Dead): Dead => (reading === 'skip' ? () => [] : dead)
  const when = compileMember(root, 'when', source, compileCondition, lookFor(deadTerms), steps, mistakes)
  const find = compileMember(root, 'find', source, compileSelection, lookFor(deadSelection), steps, mistakes)
  return when.flatMap((condition) =>
    find.map((selection) => ({
      id,
      title: trimmed(root, 'title'),
      outcome: wordOf(root, 'outcome', outcomes, 'note'),
      status,
      when: condition,
      find: selection,
      need: needOf(condition.expression, selection.expression),
      why: trimmed(root, 'why'),
      fix: trimmed(root, 'fix'),
      quiet: trimmed(root, 'quiet'),
      references: itemsOf(root, 'references').flatMap((node) => (node.kind === 'text' ? node.value : [])),
      cases,
      file: path,
    })),
  )
}

/** The terms that cannot hold. */
type Dead = (expression: Expression, steps: Steps) => ConditionMistake[]

function compileMember<T>(
  root: YamlNode,
  key: string,
  source: string,
  compile: (text: string) => Compilation<T>,
  dead: Dead,
  steps: Steps,
  mistakes: YamlMistake[],
): Compiled<T>[] {
  const node = memberOf(root, key)
  if (node?.kind !== 'text' || node.value.trim() === '') return []
  const compiled = compile(node.value)
  const wrong = compiled.ok ? dead(compiled.value.expression, steps) : compiled.mistakes
  for (const { code, message, help, start } of wrong) {
    mistakes.push({ code, message: `${key}: ${message}`, help, at: sourceOffset(source, node, start) })
  }
  return compiled.ok ? [compiled.value] : []
}

function checkPlaceholders(root: YamlNode, source: string): YamlMistake[] {
  return ['title', 'why', 'fix'].flatMap((key) => {
    const node = memberOf(root, key)
    if (node?.kind !== 'text') return []
    return unknownPlaceholders(node.value).map(({ word, offset, help }) => {
      const at = sourceOffset(source, node, offset)
      return { code: 'unknown-placeholder', message: `{${word}} stands for nothing`, help, at }
    })
  })
}

function checkCases(
  root: YamlNode,
  status: Rule['status'],
  nodes: readonly YamlNode[],
  cases: readonly RuleCase[],
): YamlMistake[] {
  const at = memberOf(root, 'cases')?.at ?? memberOf(root, 'status')?.at ?? 0
  const help = 'Add one, or make the rule a draft.'
  const missing = (['fires', 'quiet'] as const).filter((expect) => !cases.some((one) => one.expect === expect))
  const untested = missing.map((expect) => {
    const message = `A stable rule needs a case that ${expect === 'fires' ? 'fires' : 'stays quiet'}`
    return { code: expect === 'fires' ? 'no-firing-case' : 'no-quiet-case', message, help, at }
  })
  return [...(status === 'stable' ? untested : []), ...checkRepeated(nodes, cases)]
}

function trimmed(root: YamlNode, key: string): string {
  return textOf(root, key, '').trim()
}
