// The files of a rule pack: which keys a rule, its cases and pack.yml have. `load.ts` checks files against this, and
// schemas/rule-1.schema.json is this, for editors.

import { anyText, form, idPattern } from '../yaml/forms.ts'
import { type JsonSchema, schemaOf } from '../yaml/json-schema.ts'
import type { Keys, Shape } from '../yaml/shape.ts'
import { aboutShape, caseFilesShape } from './case-schema.ts'
import { findsShape } from './expected-evidence.ts'

export const outcomes = ['block', 'review', 'note'] as const
export const ruleStatuses = ['stable', 'draft'] as const
export const expectations = ['fires', 'quiet'] as const

const id = form('bad-id', idPattern, 'lower-case words joined with hyphens, at most 64 characters', 64)
const line = form('bad-text', '^[^\\r\\n]*[^\\s][^\\r\\n]*$', 'one line of at most 200 characters', 200)
const link = form('bad-link', '^https://[^\\s]+$', 'an https:// address', 2000)
const number = '(0|[1-9][0-9]{0,8})'
const version = form('bad-version', `^${number}\\.${number}\\.${number}$`, 'a version such as 1.2.0', 40)
const needs = form('bad-version', `^>=${number}\\.${number}\\.${number}$`, 'such as ">=0.1.0"', 40)

const caseKeys = {
  name: { needed: true, shape: { kind: 'text', means: 'What happens in this example.', form: line } },
  expect: {
    needed: true,
    shape: { kind: 'words', means: 'Whether the rule fires on it or stays quiet.', words: expectations },
  },
  before: {
    needed: true,
    shape: {
      kind: 'either',
      means: 'The files of the trusted release, or "nothing" for a package that is new.',
      of: [{ kind: 'words', means: 'A new package.', words: ['nothing'] }, caseFilesShape],
    },
  },
  after: { needed: true, shape: caseFilesShape },
  about: { needed: false, shape: aboutShape },
  finds: { needed: false, shape: findsShape },
} as const satisfies Keys

export const casesShape = {
  kind: 'list',
  means: 'Examples that test the rule; a stable rule has one that fires and one that is quiet.',
  of: { kind: 'map', means: 'One example.', keys: caseKeys },
} as const satisfies Shape

const ruleKeys = {
  id: { needed: true, shape: { kind: 'text', means: 'The name of the rule and of its file.', form: id } },
  title: { needed: true, shape: { kind: 'text', means: 'What was found, in one line.', form: line } },
  outcome: { needed: true, shape: { kind: 'words', means: 'What a finding does.', words: outcomes } },
  status: {
    needed: true,
    shape: { kind: 'words', means: 'A draft rule runs and reports, but only ever as a note.', words: ruleStatuses },
  },
  when: { needed: true, shape: { kind: 'text', means: 'A CEL condition over "change".', form: anyText } },
  find: { needed: true, shape: { kind: 'text', means: 'A CEL list of facts: the evidence.', form: anyText } },
  why: {
    needed: true,
    shape: { kind: 'text', means: 'Why this matters, for the person who reads it.', form: anyText },
  },
  fix: { needed: true, shape: { kind: 'text', means: 'What to do now.', form: anyText } },
  quiet: { needed: true, shape: { kind: 'text', means: 'On what it stays quiet, and why.', form: anyText } },
  references: {
    needed: false,
    shape: {
      kind: 'list',
      means: 'Where to read more.',
      of: { kind: 'text', means: 'An https:// address.', form: link },
    },
  },
  cases: {
    needed: false,
    shape: casesShape,
  },
} as const satisfies Keys

export const ruleShape = { kind: 'map', means: 'A rule of cordon.', keys: ruleKeys } as const satisfies Shape

/** What schemas/rule-1.schema.json holds. */
export const ruleSchema = (): JsonSchema => schemaOf('cordon rule, version 1', ruleShape)

export const packShape = {
  kind: 'map',
  means: 'The name and version of a rule pack.',
  keys: {
    name: { needed: true, shape: { kind: 'text', means: 'The name of the pack.', form: id } },
    version: { needed: true, shape: { kind: 'text', means: 'The version of the pack.', form: version } },
    for: { needed: false, shape: { kind: 'text', means: 'What the pack is for.', form: anyText } },
    owner: { needed: false, shape: { kind: 'text', means: 'Who answers for it.', form: line } },
    cordon: { needed: false, shape: { kind: 'text', means: 'The oldest cordon that can read it.', form: needs } },
  },
} as const satisfies Shape
