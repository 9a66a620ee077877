// `cordon rules lint|show|vocabulary`: what a rule author asks. It reads packs; it judges nothing.
import { resolve } from 'node:path'
import { nearest } from '../domain/nearest.ts'
import { Problem } from '../domain/problem.ts'
import { padTo } from '../report/width.ts'
import { rulePage, vocabularyNames, vocabularyPage } from '../rules/page.ts'
import type { Rule } from '../rules/rule.ts'
import type { Arguments } from './arguments.ts'
import type { Io } from './io.ts'
import { usageMistake } from './mistakes.ts'
import { corePath, loadPacks } from './packs.ts'
import { consequenceOf, namedPacks, packLine, print } from './rules-common.ts'

export async function runLint(given: Arguments, io: Io): Promise<number> {
  const packs = await namedPacks(given, io)
  await print(
    io,
    packs.map((pack) => `${packLine(pack)}, no mistakes`),
  )
  return 0
}

export async function runShow(given: Arguments, io: Io): Promise<number> {
  const more = (given.flags.get('rules') ?? []).map((path) => resolve(io.cwd, path))
  const rules = (await loadPacks([corePath, ...more], io.cwd, consequenceOf(given))).flatMap((pack) => pack.rules)
  const [id] = given.operands
  if (id === undefined) {
    await print(io, listLines(rules))
    return 0
  }
  const rule = rules.find((one) => one.id === id)
  if (rule === undefined)
    throw unknownName(
      given,
      `there is no rule "${id}"`,
      id,
      rules.map((one) => one.id),
    )
  await print(io, rulePage(rule).trimEnd().split('\n'))
  return 0
}

export async function runVocabulary(given: Arguments, io: Io): Promise<number> {
  const [name = ''] = given.operands
  const page = vocabularyPage(name)
  if (page === '') throw unknownName(given, `there is no record "${name}"`, name, vocabularyNames())
  await print(io, page.trimEnd().split('\n'))
  return 0
}

function listLines(rules: readonly Rule[]): string[] {
  const width = Math.max(0, ...rules.map((rule) => rule.id.length))
  return rules.map((rule) => {
    const outcome = rule.status === 'draft' ? 'draft' : rule.outcome
    return `${padTo(rule.id, width)}  ${padTo(outcome, 6)}  ${rule.title}`
  })
}

function unknownName(given: Arguments, message: string, word: string, names: readonly string[]): Problem {
  const near = nearest(word, names)
  const help = near === '' ? `"cordon ${given.command}" lists them all.` : `Did you mean "${near}"?`
  return new Problem([usageMistake('unknown-name', message, help)], consequenceOf(given))
}
