// One rule file, checked beyond its keys: id and file name, conditions, placeholders, cases.
import { placeAt } from '../domain/problem.ts'
import { itemsOf, memberOf, textOf, wordOf } from '../yaml/members.ts'
import { sourceOffset } from '../yaml/positions.ts'
import type { YamlMistake, YamlNode } from '../yaml/read.ts'
import { type RuleCase, toCase } from './cases.ts'
import { type Compilation, type Compiled, compileCondition, compileSelection } from './condition.ts'
import { unknownPlaceholders } from './placeholders.ts'
import { needOf } from './reads.ts'
import type { CaseReading, Rule } from './rule.ts'
import { outcomes, ruleStatuses } from './schema.ts'

/** With cases that were skipped nothing is said about them. The rule, as a list of one; none if its conditions do not compile. Adds to `mistakes`. */
export function toRule(
  root: YamlNode,
  path: string,
  source: string,
  reading: CaseReading,
  mistakes: YamlMistake[],
): Rule[] {
  const id = textOf(root, 'id', '')
  const status = wordOf(root, 'status', ruleStatuses, 'draft')
  const caseNodes = itemsOf(root, 'cases').filter((node) => node.kind === 'map')
  const cases = caseNodes.map((node) => toCase(node, placeAt(path, source, node.at), mistakes))
  mistakes.push(
    ...checkId(root, id, path),
    ...checkPlaceholders(root, source),
    ...(reading === 'skip' ? [] : checkCases(root, status, caseNodes, cases)),
  )
  const when = compileMember(root, 'when', source, compileCondition, mistakes)
  const find = compileMember(root, 'find', source, compileSelection, mistakes)
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

function compileMember<T>(
  root: YamlNode,
  key: string,
  source: string,
  compile: (text: string) => Compilation<T>,
  mistakes: YamlMistake[],
): Compiled<T>[] {
  const node = memberOf(root, key)
  if (node?.kind !== 'text' || node.value.trim() === '') return []
  const compiled = compile(node.value)
  if (compiled.ok) return [compiled.value]
  for (const { code, message, help, start } of compiled.mistakes) {
    mistakes.push({ code, message: `${key}: ${message}`, help, at: sourceOffset(source, node, start) })
  }
  return []
}

function checkId(root: YamlNode, id: string, path: string): YamlMistake[] {
  if (id === '' || path.endsWith(`/${id}.yml`) || path.endsWith(`\\${id}.yml`) || path === `${id}.yml`) return []
  const message = `The rule is called "${id}" and its file is not ${id}.yml`
  return [{ code: 'id-not-file-name', message, help: 'Rename one of the two.', at: memberOf(root, 'id')?.at ?? 0 }]
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
  const names = cases.map((one) => one.name)
  const repeated = nodes.filter((_, index) => names.indexOf(names[index] ?? '') !== index)
  const twice = repeated.map((node) => ({
    code: 'duplicate-case',
    message: 'Two cases have the same name',
    help: 'The name is what a failing test shows.',
    at: node.at,
  }))
  return [...(status === 'stable' ? untested : []), ...twice]
}

function trimmed(root: YamlNode, key: string): string {
  return textOf(root, key, '').trim()
}
