// Which rule packs a command works with: the built-in one, and those the user names.
import { fileURLToPath } from 'node:url'
import { type Mistake, nowhere, Problem } from '../domain/problem.ts'
import { loadPack } from '../rules/load.ts'
import type { CaseReading, RulePack } from '../rules/rule.ts'
import { readPackFiles } from '../sources/pack-files.ts'
import { shownPath } from './shown-path.ts'
import { toolVersion } from './version.ts'

/** The built-in pack, two folders up from `src/cli` and `dist/cli` alike. */
export const corePath = fileURLToPath(new URL('../../rules/core', import.meta.url))

/**
 * Absolute paths of folders or files. Throws one `Problem` with the mistakes of all packs. `coreCases`: whoever judges
 * needs no examples of the built-in rules, and they are most of their text.
 */
export async function loadPacks(
  paths: readonly string[],
  cwd: string,
  consequence: string,
  coreCases: CaseReading = 'read',
): Promise<RulePack[]> {
  const casesOf = (path: string) => (path === corePath ? coreCases : 'read')
  const loaded = await Promise.all(paths.map((path) => loadOrMistakes(path, cwd, consequence, casesOf(path))))
  const packs = loaded.flatMap((one) => ('rules' in one ? [one] : []))
  const mistakes = [...loaded.flatMap((one) => ('rules' in one ? [] : one)), ...repeatedRules(packs)]
  if (mistakes.length > 0) throw new Problem(mistakes, consequence)
  return packs
}

async function loadOrMistakes(
  path: string,
  cwd: string,
  consequence: string,
  cases: CaseReading,
): Promise<RulePack | readonly Mistake[]> {
  try {
    const files = await readPackFiles(path, consequence)
    return loadPack(
      files.map((file) => ({ path: shownPath(file.path, cwd), text: file.text })),
      consequence,
      toolVersion(),
      cases,
    )
  } catch (error) {
    if (error instanceof Problem) return error.mistakes
    throw error
  }
}

/** One finding must lead to one rule, also in an exception or a link. */
function repeatedRules(packs: readonly RulePack[]): Mistake[] {
  const rules = packs.flatMap((pack) => pack.rules.map((rule) => ({ pack: pack.pack, rule })))
  return [...Map.groupBy(rules, ({ rule }) => rule.id)].flatMap(([id, [first, ...others]]) =>
    others.map(({ rule }) => ({
      code: 'rule-in-two-packs',
      message: `the pack ${first?.pack ?? ''} has a rule "${id}" already`,
      help: 'Give it another id.',
      place: { ...nowhere, file: rule.file },
    })),
  )
}
