// The text of a rule to begin with: complete, tested by its own cases, and easy to turn into another. Pure.

import { idPattern } from '../yaml/forms.ts'

export type NewRule = {
  id: string
  /** Path of the JSON Schema as an editor finds it from the new file; '' where there is none. */
  schema: string
}

/** Whether a rule or a pack may be called so. */
export function isRuleId(text: string): boolean {
  return text.length <= 64 && new RegExp(idPattern, 'u').test(text)
}

/** A rule that passes `cordon rules lint` and `cordon rules test` as it is; `id` must be a rule's id. */
export function newRuleText({ id, schema }: NewRule): string {
  const completion = schema === '' ? '' : `# yaml-language-server: $schema=${schema}\n`
  return `${completion}# Every fact that a condition can read, with its values: cordon rules vocabulary
id: ${id}
title: An update adds a script that npm runs during the install
# block, review or note: what a finding does. A draft rule only ever makes notes.
outcome: review
status: stable
when: >-
  change.baseline.status != "none" &&
  change.scripts.exists(s, s.runsOnInstall && s.status == "added")
# The evidence: the facts that the condition saw.
find: change.scripts.filter(s, s.runsOnInstall && s.status == "added")
why: Code that npm runs during an install runs with the secrets of whoever installs it.
fix: Stay on {before}, and read what {package} runs before you take it.
quiet: Scripts that the release before had, and packages that are new as a whole.
cases:
  - name: an update brings a postinstall
    expect: fires
    before: { package.json: { name: tiny, version: 1.0.0 } }
    after:
      package.json: { name: tiny, version: 1.0.1, scripts: { postinstall: node setup.js } }
      setup.js: console.log('hello')
  - name: the release before had it
    expect: quiet
    before: { package.json: { name: tiny, version: 1.0.0, scripts: { postinstall: node setup.js } } }
    after: { package.json: { name: tiny, version: 1.0.1, scripts: { postinstall: node setup.js } } }
`
}

/** `name` must be a pack's name; `cordon` is the version that the pack is written with. */
export function newPackText(name: string, cordon: string): string {
  return `name: ${name}
version: 0.1.0
for: what our project must not install
# Who answers for it. Whoever pins this pack pins its version and its digest ("cordon rules lint" prints it).
owner: security@example.test
cordon: ">=${cordon}"
`
}
