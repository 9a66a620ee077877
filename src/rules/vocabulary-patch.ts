// What a rule author is told about a patch of the project, as npm 12 applies it. What it makes of the files shows in all
// other facts: they are those of the patched package.
import type { PatchFact } from '../domain/change.ts'
import { status } from './vocabulary-contents.ts'
import { count, flag, type Rows, text, texts } from './vocabulary-rows.ts'

export const patchRows = {
  status,
  path: text("The patch file as the lockfile names it; '' when removed.", 'patches/tiny.patch'),
  integrity: text('The sha512 of the patch file, which the lockfile pins.', 'sha512-AAAA'),
  files: texts("The package's files that it changes, adds or takes away.", '["index.js"]'),
  added: count('Lines that it adds.', 3),
  removed: count('Lines that it takes away.', 1),
  touchesManifest: flag('package.json is one of the files.'),
  changesInstall: flag('It changes what npm runs on install: a script, or a file that one reaches.'),
  line: count('Line of the package in the lockfile.', 120),
} satisfies Rows<PatchFact>
