// A pack as one file that a build made of it: what `loadPack` gives without the cases, as JSON. Reading it needs neither
// YAML nor a compiled condition. The rule files stay the truth; a test holds the two against each other.
import { restoreCondition, restoreSelection, type Written } from './condition.ts'
import type { Rule, RulePack } from './rule.ts'

/** `rules` name their files as the pack does; `madeBy` is the version of cordon. */
type BuiltPack = { madeBy: string; pack: Omit<RulePack, 'rules'>; rules: readonly BuiltRule[] }
type BuiltRule = Omit<Rule, 'when' | 'find' | 'cases'> & { when: Written; find: Written }

/** Of a pack that was loaded without its cases and lies in no folder of anybody's. */
export function writeBuiltPack({ rules, ...pack }: RulePack, toolVersion: string): string {
  const built: BuiltPack = { madeBy: toolVersion, pack, rules: rules.map(toBuilt) }
  return `${JSON.stringify(built)}\n`
}

/** `fileOf` says how the user would name a file of the pack. `none`: another cordon wrote it. */
export function readBuiltPack(text: string, toolVersion: string, fileOf: (name: string) => string): RulePack | 'none' {
  const built: unknown = JSON.parse(text)
  if (!isMadeBy(toolVersion, built)) return 'none'
  const rules = built.rules.map(({ when, find, file, ...rule }) => ({
    ...rule,
    when: restoreCondition(when),
    find: restoreSelection(find),
    cases: [],
    file: fileOf(file),
  }))
  return { ...built.pack, rules }
}

function toBuilt({ when, find, cases: _, ...rule }: Rule): BuiltRule {
  return { ...rule, when: toWritten(when), find: toWritten(find) }
}

function toWritten({ source, expression }: Written): Written {
  return { source, expression }
}

/** It is a part of cordon as its code is: only which cordon's is asked. */
function isMadeBy(toolVersion: string, built: unknown): built is BuiltPack {
  return typeof built === 'object' && built !== null && 'madeBy' in built && built.madeBy === toolVersion
}
