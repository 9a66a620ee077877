// What a file with test cases must keep to beyond its keys: it is called like the rule it is about, and each case has a
// name of its own.
import type { YamlMistake, YamlNode } from '../yaml/read.ts'
import type { RuleCase } from './cases.ts'

/** `at` is where the rule is named. */
export function checkFileName(id: string, path: string, at: number): YamlMistake[] {
  if (id === '' || path.endsWith(`/${id}.yml`) || path.endsWith(`\\${id}.yml`) || path === `${id}.yml`) return []
  const message = `The rule is called "${id}" and its file is not ${id}.yml`
  return [{ code: 'id-not-file-name', message, help: 'Rename one of the two.', at }]
}

/** `nodes` are those of the cases. */
export function checkRepeated(nodes: readonly YamlNode[], cases: readonly RuleCase[]): YamlMistake[] {
  const names = cases.map((one) => one.name)
  const repeated = nodes.filter((_, index) => names.indexOf(names[index] ?? '') !== index)
  return repeated.map((node) => ({
    code: 'duplicate-case',
    message: 'Two cases have the same name',
    help: 'The name is what a failing test shows.',
    at: node.at,
  }))
}
