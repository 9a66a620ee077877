// Which keys `cordon.yml` has. `read.ts` checks files against this, and schemas/policy-1.schema.json is this, for editors.
import { type JsonSchema, schemaOf } from '../../yaml/json-schema.ts'
import type { Form, Keys, Shape } from '../../yaml/shape.ts'
import * as forms from './forms.ts'
import { allowable } from './reasons.ts'

export const rollOuts = ['off', 'observe', 'review', 'block'] as const
export const stageOutcomes = ['observe', 'review', 'block'] as const
export const failOns = ['block', 'review'] as const
export const groups = ['production', 'development', 'optional'] as const

function text(means: string, form: Form): Shape {
  return { kind: 'text', means, form }
}

function needed(shape: Shape): Keys[string] {
  return { needed: true, shape }
}

function optional(shape: Shape): Keys[string] {
  return { needed: false, shape }
}

function listOf(means: string, of: Shape): Shape {
  return { kind: 'list', means, of }
}

const until = needed(text('The last day on which it holds; at most one year ahead.', forms.date))
const owner = needed(text('Who answers for it.', forms.line))
const since = (means: string) => optional(text(means, forms.date))

const stage: Shape = {
  kind: 'map',
  means: 'One step of a roll-out.',
  keys: {
    outcome: needed({ kind: 'words', means: 'The most that a finding of this pack does.', words: stageOutcomes }),
    from: since('The first day of this step; only the first step may leave it out.'),
  },
}

const pack: Shape = {
  kind: 'map',
  means: 'A rule pack.',
  keys: {
    use: needed(text('A folder, a file, a .tgz, or npm:name@version.', forms.path)),
    version: optional(text('The version it must have.', forms.packVersion)),
    digest: optional(text('The digest it must have, as "cordon rules lint" shows it.', forms.sha256)),
    source: optional(text('The repository that the provenance of a package must name.', forms.repository)),
    rollout: optional(listOf('What its rules do at most, from when on.', stage)),
  },
}

const setting: Shape = {
  kind: 'map',
  means: 'What the findings of one rule do, whatever its file says.',
  keys: {
    rule: needed(text('The id of the rule.', forms.ruleId)),
    outcome: needed({ kind: 'words', means: 'observe reports notes, off nothing.', words: rollOuts }),
    reason: needed(text('Why; the report says it.', forms.sentence)),
    from: since('The first day on which it holds.'),
  },
}

const allowance: Shape = {
  kind: 'map',
  means: 'One release that may stay unchecked for one reason.',
  keys: {
    package: needed(text('The name of the package.', forms.packageName)),
    version: needed(text('Its version.', forms.version)),
    integrity: needed(text('The bytes it is allowed for.', forms.bytes)),
    reason: needed({ kind: 'words', means: 'The reason, as the report has it.', words: allowable }),
    why: needed(text('Why this is acceptable.', forms.sentence)),
    owner,
    until,
  },
}

const exception: Shape = {
  kind: 'map',
  means: 'Silences one rule for one package, and only for the bytes that are named.',
  keys: {
    rule: needed(text('The id of the rule.', forms.ruleId)),
    package: needed(text('The name of the package.', forms.packageName)),
    versions: needed(text('Its versions, as a range.', forms.range)),
    integrity: optional(text('The bytes it is silenced for.', forms.bytes)),
    scripts: optional(text('Instead of integrity: the digest of its install scripts.', forms.scriptDigest)),
    reason: needed(text('Why the finding is no danger here.', forms.sentence)),
    owner,
    until,
  },
}

const auditImport: Shape = {
  kind: 'map',
  means: 'A cordon.lock of other people.',
  keys: {
    from: needed(text('A file, seen from the folder of this file, or an https:// address.', forms.path)),
    digest: needed(text('The sha256 of that file.', forms.sha256)),
    authors: needed(listOf('Whose entries count here.', text('An author as that file has it.', forms.line))),
  },
}

export const policyShape = {
  kind: 'map',
  means: 'What a project demands of every release, and what its people decided.',
  keys: {
    minAge: optional(text('Younger releases wait: 72h, 3d, 90m, 1w.', forms.age)),
    failOn: optional({ kind: 'words', means: 'What makes the exit code 1.', words: failOns }),
    groups: optional(
      listOf('Which packages count for the exit code.', { kind: 'words', means: 'A group.', words: groups }),
    ),
    packs: optional(listOf('Rule packs beside the built-in one.', pack)),
    rules: optional(listOf('Rules that do something else than their files say.', setting)),
    registries: optional({
      kind: 'names',
      means: 'The hosts that packages of a scope come from; "*" is for all others.',
      of: listOf('Hosts.', text('A host.', forms.host)),
    }),
    internalScopes: optional(listOf('Scopes that never come from the public registry.', text('A scope.', forms.scope))),
    knownBad: optional({
      kind: 'map',
      means: 'Records of known-bad releases.',
      keys: {
        from: needed(listOf('Files or folders of OSV records.', text('A file or folder.', forms.path))),
        greatestAge: optional(text('Older records make the run incomplete.', forms.age)),
      },
    }),
    trust: optional({
      kind: 'map',
      means: 'The keys and logs that signatures are verified with.',
      keys: { greatestAge: needed(text('Older trust data makes the run incomplete.', forms.age)) },
    }),
    letFixesThrough: optional({
      kind: 'flag',
      means: 'A young release that mends a known vulnerability of the version in use need not wait.',
    }),
    unchecked: optional(listOf('Releases that may stay unchecked.', allowance)),
    exceptions: optional(listOf('Findings that are silenced.', exception)),
    imports: optional(listOf('What other people accepted.', auditImport)),
    approvers: optional(
      listOf('Who may approve what a pull request accepts.', text('A login of the code host, without @.', forms.login)),
    ),
  },
} as const satisfies Shape

/** What schemas/policy-1.schema.json holds. */
export const policySchema = (): JsonSchema => schemaOf('cordon policy, version 1', policyShape)
