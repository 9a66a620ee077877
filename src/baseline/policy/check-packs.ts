// What the shape of a policy cannot say about its packs: where they come from, and in which order they are rolled out.
import { itemsOf, memberOf, textOf } from '../../yaml/members.ts'
import type { YamlMistake, YamlNode } from '../../yaml/read.ts'
import { toDay } from './forms.ts'
import { mistake } from './mistake.ts'

export function checkPack(pack: YamlNode): YamlMistake[] {
  const use = memberOf(pack, 'use')
  if (use?.kind !== 'text') return []
  return [...checkPackSource(pack, use.value, use.at), ...checkStages(pack)]
}

function checkPackSource(pack: YamlNode, use: string, at: number): YamlMistake[] {
  const version = memberOf(pack, 'version')
  if (!use.startsWith('npm:')) {
    const source = memberOf(pack, 'source')
    const help = 'Remove it, or use the pack as npm:name@version.'
    return source === undefined ? [] : [mistake('source-of-folder', 'A folder has no provenance', help, source.at)]
  }
  const written = versionOf(use)
  if (written === '' && version === undefined) {
    return [mistake('pack-without-version', 'The registry has many versions of it', `Write ${use}@1.2.0.`, at)]
  }
  if (written === '' || version === undefined || textOf(pack, 'version', '') === written) return []
  return [mistake('pack-two-versions', `It says ${written} above`, 'Write the version once.', version.at)]
}

/** `1.2.0` of `npm:@acme/rules@1.2.0`, '' for none. */
export function versionOf(use: string): string {
  const at = use.lastIndexOf('@')
  return at <= 'npm:'.length ? '' : use.slice(at + 1)
}

function checkStages(pack: YamlNode): YamlMistake[] {
  const stages = itemsOf(pack, 'rollout').filter(({ kind }) => kind === 'map')
  return stages.slice(1).flatMap((stage, index) => {
    const from = toDay(textOf(stage, 'from', ''))
    if (memberOf(stage, 'from') === undefined) {
      return mistake('stage-without-date', 'When does this step begin?', 'Add "from: 2026-12-31".', stage.at)
    }
    const before = toDay(textOf(stages[index], 'from', '')) ?? Number.NEGATIVE_INFINITY
    if (from === undefined || from > before) return []
    const help = 'Steps stand in the order of their dates.'
    return mistake('stage-order', 'This step does not begin after the one above', help, stage.at)
  })
}
