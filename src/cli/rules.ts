// `cordon rules lint|show|vocabulary`: what a rule author asks. It reads packs; it judges nothing.
import { nearest } from '../domain/nearest.ts'
import { Problem } from '../domain/problem.ts'
import { toCount } from '../report/ages.ts'
import { padTo } from '../report/width.ts'
import { noticeText } from '../report/words.ts'
import { rulePage, vocabularyNames, vocabularyPage } from '../rules/page.ts'
import { digestText } from '../rules/pins.ts'
import type { Rule, RulePack } from '../rules/rule.ts'
import type { Arguments } from './arguments.ts'
import type { Io } from './io.ts'
import { usageMistake } from './mistakes.ts'
import { withPackNetwork } from './pack-network.ts'
import { packPath } from './pack-path.ts'
import { corePath, loadAllPacks, loadPacks, onlyNamed } from './packs.ts'
import { consequenceOf, packLine, print, rulesFor } from './rules-common.ts'
import { boundYoungObjects } from './young-objects.ts'

/** Packs may come from a registry here: whoever pins one wants its digest. */
export async function runLint(given: Arguments, io: Io): Promise<number> {
  boundYoungObjects()
  const consequence = consequenceOf(given)
  const named = given.operands.length === 0 ? [corePath] : given.operands.map((text) => packPath(text, io.cwd))
  const { loaded, notices } = await withPackNetwork(given, io, (network) =>
    loadAllPacks({ ...onlyNamed(named, io.cwd, consequence), network }),
  )
  await rulesFor(
    loaded.map(({ pack }) => pack),
    io.cwd,
    consequence,
  )
  await print(io, [
    ...loaded.flatMap(({ pack }) => [
      `${packLine(pack)}, no mistakes`,
      `  digest: ${digestText(pack.digest)}`,
      ...entryLines(pack, io.now()),
    ]),
    ...notices.map(noticeText),
  ])
  return 0
}

/** Expired entries are no mistake, and nobody should think that they still count. */
function entryLines({ lists }: RulePack, now: number): string[] {
  return lists.map(({ name, entries }) => {
    const expired = entries.filter(({ until }) => now >= until).length
    const gone = expired === 0 ? '' : `, ${toCount(expired)} expired`
    const count = entries.length === 1 ? '1 entry' : `${toCount(entries.length)} entries`
    return `  list ${name}: ${count}${gone}`
  })
}

export async function runShow(given: Arguments, io: Io): Promise<number> {
  const more = (given.flags.get('rules') ?? []).map((text) => packPath(text, io.cwd))
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
