// How a replay file may look, as data for the reader of YAML: the types of `replay-file.ts` and `written.ts` once more, so that
// every mistake in a file is said at its place.
import { form, idPattern, moment } from '../yaml/forms.ts'
import type { Form, Keys, Shape } from '../yaml/shape.ts'
import { incidentKinds, triggers } from './replay-file.ts'
import { evidenceFaults } from './written.ts'

const words: Form = {
  code: 'bad-text',
  pattern: '\\S',
  says: 'text, and not empty',
  accepts: (one) => one.trim() !== '',
}
const spec = form('bad-spec', '^(@[^@/]+/)?[^@/]+@[^@]+$', 'a release such as name@1.0.0', 300)

const text = (means: string, is: Form = words): Shape => ({ kind: 'text', means, form: is })
const list = (means: string, of: Shape): Shape => ({ kind: 'list', means, of })
const needed = (shape: Shape) => ({ needed: true, shape })
const optional = (shape: Shape) => ({ needed: false, shape })
const json: Shape = { kind: 'anything', means: 'JSON.' }
const names = (means: string, of: Shape): Shape => ({ kind: 'names', means, of })
const flag = (means: string): Shape => ({ kind: 'flag', means })
const map = (means: string, keys: Keys): Shape => ({ kind: 'map', means, keys })

const person = { name: needed(text('The account.')), email: needed(text('Its address.')) }
const publication: Keys = {
  publisher: optional(
    map('Who published it.', {
      ...person,
      trustedPublisher: optional(map('A job, not a person.', { id: needed(text('Such as "github".')) })),
    }),
  ),
  provenance: optional(flag('Whether the registry has attestations of it.')),
  build: optional(names('The job that built it, where it is another.', text('A field of the certificate.'))),
  evidence: optional({ kind: 'words', means: 'What is wrong with the attestations.', words: evidenceFaults }),
  gitHead: optional({ kind: 'either', means: 'The commit it names.', of: [flag('One made up.'), text('A commit.')] }),
  signatures: optional(flag("Whether it has the registry's signature.")),
}

const tree = names('Files by path: text, JSON, or null for one that is taken away.', json)

const version = map('A release.', {
  ...publication,
  published: needed(text('When.', moment)),
  extends: optional(text('The version whose files it starts from.')),
  files: optional(tree),
  registryManifest: optional(json),
  deprecated: optional(text('What the registry says.')),
  tag: optional(text('The dist-tag that it moved.')),
})

const registry = map('The registry as it looked.', {
  trust: optional({ kind: 'words', means: 'Whether it shows trust data.', words: ['full', 'stripped'] }),
  absent: optional(list('Names that do not exist.', text('A name.'))),
  packages: needed(
    names(
      'Packages by name.',
      map('A package.', {
        ...publication,
        maintainers: optional(list('Who may publish.', map('A person.', person))),
        hostileKeys: optional(flag('Plants own __proto__ keys.')),
        versions: needed(names('Releases by version.', version)),
      }),
    ),
  ),
})

const lock = map('The lockfile.', {
  resolved: optional(flag('Whether entries say their URL.')),
  root: optional(json),
  tree: needed(
    names('What is installed where.', {
      kind: 'either',
      means: 'A release, or fields of the entry.',
      of: [text('A release.'), map('An entry.', { package: optional(text('A release.')), set: optional(json) })],
    }),
  ),
})

export const replayShape: Shape = map('A replay.', {
  id: needed(text('Its name.', form('bad-id', idPattern, 'lower-case words joined by -', 80))),
  about: needed(text('One sentence.')),
  told: needed(text('What the sources say.')),
  madeUp: needed(text('What nobody states.')),
  sources: needed(list('Addresses.', text('An address.', form('bad-url', '^https?://', 'an address', 500)))),
  kind: needed({ kind: 'words', means: 'What it was.', words: incidentKinds }),
  now: needed(text('The moment of judging.', moment)),
  verdict: needed({ kind: 'words', means: 'What the attack has to get at least.', words: ['blocked', 'review'] }),
  attack: needed(list('The releases that are the attack.', text('A release.', spec))),
  payload: needed(
    list(
      "Where the attack's own code is.",
      map('Of one release.', {
        release: needed(text('A release.', spec)),
        files: needed(list('Its files.', text('A path.'))),
        trigger: needed({ kind: 'words', means: 'What starts them.', words: triggers }),
      }),
    ),
  ),
  unknown: optional(
    list('What no source states.', { kind: 'words', means: 'Played both ways.', words: ['provenance'] }),
  ),
  registry: needed(registry),
  project: needed(tree),
  lock: needed(lock),
})
