// What `cordon scripts --write` says it did, and what npm cannot do for it.
import type { AllowPlan, PlanNote } from '../domain/scripts-report.ts'
import { escaped } from './escape.ts'
import { hang } from './width.ts'

export type WrittenText = {
  files: readonly string[]
  plan: Pick<AllowPlan, 'notes'>
  npm11: 'refused' | 'refused-by-project' | 'held-back'
}

const noteWords: Record<PlanNote['code'], string> = {
  unpinned: 'is approved, but its lock entry has no URL that npm could pin: it is denied. "npm install" writes the URL',
  carried:
    'comes inside the tarball of another package: npm 12 never runs its scripts, and npm 11 cannot be told not to',
  'git-refused':
    'npm prepares git dependencies before it asks what is allowed: allow-git=none keeps it from those that are not approved',
  'scripts-ignored': 'ignore-scripts=true stays in .npmrc: npm runs no script at all, the approved ones neither',
}

const npm11Words: Record<WrittenText['npm11'], string> = {
  'held-back':
    'npm 12 runs exactly what is approved; npm 11 from 11.16 on runs nothing that is denied here. Older ones know nothing of allowScripts and run everything: devEngines.packageManager in package.json can refuse them',
  refused: 'npm 11 is refused by devEngines in package.json, since it would run what nobody approved',
  'refused-by-project':
    'npm 11 would run what nobody approved: have devEngines.packageManager in package.json ask for npm 12',
}

export function renderWritten({ files, plan, npm11 }: WrittenText, width: number): string {
  const what = files.length === 0 ? 'npm knows it already: nothing was written' : `wrote ${files.join(' and ')}`
  const digests =
    'npm pins versions and no digests: scripts that change under a version are held back by "cordon scripts" and "cordon scan" alone'
  const lines = [
    ...hang('', what, width),
    ...hang('note: ', npm11Words[npm11], width),
    ...hang('note: ', digests, width),
    ...plan.notes.flatMap(({ code, name }) =>
      hang('note: ', name === '' ? noteWords[code] : `${escaped(name, 120)} ${noteWords[code]}`, width),
    ),
  ]
  return `${lines.join('\n')}\n`
}
