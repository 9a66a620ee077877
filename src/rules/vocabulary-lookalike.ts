// What a rule author is told about names that could be taken for other names.
import type { LookalikeFact, LookalikeKind } from '../domain/change.ts'
import { choice, count, type Rows, text } from './vocabulary-rows.ts'

export const lookalikeKinds: Record<LookalikeKind, string> = {
  none: 'it resembles no name that people know, or is one itself',
  typing: 'one typing mistake away; from twelve letters on two',
  separators: 'the same letters, cut into words otherwise: babelcore, babel-core, @babel/core',
  confusable: 'letters that are drawn alike: a digit for a letter, rn for m, another script',
  scope: 'its scope resembles one that people know',
  affix: 'a known name with js, node, npm or ts before or behind it',
}

export const lookalikeRows = {
  name: text('The name that was looked at: what the registry calls the package.', 'loadsh'),
  kind: choice('How it resembles the other name.', 'typing', lookalikeKinds),
  of: text("The name it resembles; '' when none.", 'lodash'),
  whose: choice('Where that name is known from.', 'popular', {
    none: 'it resembles nothing',
    popular: 'one of the names with the most downloads',
    tree: 'the project asks for it itself',
    project: "one of the project's own packages",
  }),
  line: count('Line of the package in the lockfile.', 120),
} satisfies Rows<LookalikeFact>
