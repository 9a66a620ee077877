// The keys of a rule's test case: the files of its two releases, and what is known about them from elsewhere.
import { trustLevels } from '../domain/release.ts'
import { anyText, form, moment } from '../yaml/forms.ts'
import type { Keys, Shape } from '../yaml/shape.ts'
import { evidenceKeys } from './case-evidence.ts'
import { treeKeys } from './case-tree.ts'
import { caseEntriesShape } from './list-schema.ts'

const name = form('bad-text', '^[^\\s]+$', 'a name without blanks', 214)
const emailAddress = form('bad-text', '^[^\\s]*$', 'an e-mail address', 254)
const version = form(
  'bad-version',
  '^[0-9][^\\s]*$',
  'a version such as 1.2.0 (in quotes if it has only one point)',
  256,
)

const unavailable: Shape = { kind: 'words', means: 'This registry does not show it.', words: ['unavailable'] }
const time: Shape = { kind: 'text', means: 'A moment in UTC.', form: moment }

function orUnavailable(means: string, ...of: readonly Shape[]): Shape {
  return { kind: 'either', means, of: [unavailable, ...of] }
}

function listOfNames(means: string): Shape {
  return { kind: 'list', means, of: { kind: 'text', means: 'A name.', form: name } }
}

/** What the registry says of a release. What a case does not say did not change between its releases. */
const releaseKeys = {
  published: { needed: false, shape: orUnavailable('When it was published.', time) },
  publisher: {
    needed: false,
    shape: orUnavailable(
      'Who published it.',
      { kind: 'text', means: 'The name of the account.', form: name },
      {
        kind: 'map',
        means: 'The account.',
        keys: {
          name: { needed: true, shape: { kind: 'text', means: 'Its name.', form: name } },
          email: { needed: true, shape: { kind: 'text', means: 'Its e-mail address.', form: emailAddress } },
        },
      },
    ),
  },
  gitHead: {
    needed: false,
    shape: orUnavailable(
      'The commit it names.',
      { kind: 'words', means: 'It names none.', words: ['none'] },
      { kind: 'text', means: 'A commit.', form: form('bad-text', '^[0-9a-f]{7,64}$', 'a commit in hex digits', 64) },
    ),
  },
  provenance: {
    needed: false,
    shape: {
      kind: 'words',
      means: 'What the registry claims of how it was published.',
      words: [...trustLevels, 'unavailable'],
    },
  },
  workflow: {
    needed: false,
    shape: { kind: 'flag', means: 'The registry names a CI job as the publisher; so it does with trustedPublisher.' },
  },
  deprecated: { needed: false, shape: { kind: 'text', means: 'The deprecation message.', form: anyText } },
} as const satisfies Keys

const newcomerShape: Shape = {
  kind: 'either',
  means: 'What is known of the name of a dependency.',
  of: [
    {
      kind: 'words',
      means: 'The registry has no such package, or could not be asked.',
      words: ['not-found', 'unavailable'],
    },
    {
      kind: 'map',
      means: 'Its history.',
      keys: {
        created: { needed: false, shape: { ...time, means: 'When its first version was published.' } },
        resolved: {
          needed: false,
          shape: { kind: 'text', means: 'The version that would be installed.', form: version },
        },
        published: { needed: false, shape: { ...time, means: 'When that version was published.' } },
        releases: { needed: false, shape: { kind: 'count', means: 'How many versions it has.' } },
        installScript: { needed: false, shape: { kind: 'flag', means: 'That version has an install script.' } },
        publisher: {
          needed: false,
          shape: { kind: 'text', means: 'The account that published that version.', form: name },
        },
        newToTree: { needed: false, shape: { kind: 'flag', means: 'No entry of the base lockfile has this name.' } },
      },
    },
  ],
}

export const caseFilesShape = {
  kind: 'names',
  means: 'The files of a release: path and text; .json files may be YAML, long files { text, repeat, times }.',
  of: {
    kind: 'either',
    means: 'The text of the file.',
    of: [
      {
        kind: 'text',
        means: 'The text of the file.',
        form: { ...anyText, pattern: '', says: 'text', accepts: () => true },
      },
      { kind: 'names', means: 'JSON.', of: { kind: 'anything', means: 'JSON.' } },
      { kind: 'list', means: 'JSON.', of: { kind: 'anything', means: 'JSON.' } },
    ],
  },
} as const satisfies Shape

const patchShape = {
  needed: false,
  shape: {
    ...caseFilesShape,
    means: "The files that the project's own patch changes or adds (npm 12), as they are after it.",
  },
} as const

export const aboutShape = {
  kind: 'map',
  means: 'What is known of the release from elsewhere; everything left out is as quiet as can be.',
  keys: {
    ...releaseKeys,
    before: {
      needed: false,
      shape: { kind: 'map', means: 'The same of the trusted release.', keys: { ...releaseKeys, patch: patchShape } },
    },
    history: {
      needed: false,
      shape: {
        kind: 'list',
        means: 'Other versions of the package.',
        of: {
          kind: 'map',
          means: 'One version.',
          keys: {
            version: { needed: true, shape: { kind: 'text', means: 'The version.', form: version } },
            ...releaseKeys,
          },
        },
      },
    },
    now: { needed: false, shape: { ...time, means: 'The moment of judging.' } },
    direct: { needed: false, shape: { kind: 'flag', means: 'The project asks for it itself.' } },
    dev: { needed: false, shape: { kind: 'flag', means: 'Only there because of devDependencies.' } },
    optional: { needed: false, shape: { kind: 'flag', means: 'Only there because of optionalDependencies.' } },
    kind: {
      needed: false,
      shape: {
        kind: 'words',
        means: 'How the lockfile brings it.',
        words: ['registry', 'alias', 'remote', 'git', 'bundled', 'patched', 'workspace', 'link', 'file'],
      },
    },
    ...treeKeys,
    ...evidenceKeys,
    integrity: {
      needed: false,
      shape: {
        kind: 'words',
        means: "The locked integrity against the registry's.",
        words: ['equal', 'different', 'absent', 'weak'],
      },
    },
    source: {
      needed: false,
      shape: { kind: 'words', means: 'Where resolved leads.', words: ['registry', 'elsewhere', 'unstated'] },
    },
    newToTree: {
      needed: false,
      shape: { kind: 'words', means: 'Whether the name is new to the tree.', words: ['yes', 'no', 'unknown'] },
    },
    requestedBy: {
      needed: false,
      shape: {
        kind: 'text',
        means: 'name@version of what asked for it.',
        form: form('bad-text', '^[^\\s]+@[^\\s]+$', 'name@version', 500),
      },
    },
    newcomers: {
      needed: false,
      shape: {
        kind: 'names',
        means: 'What is known of the dependencies, by name; others are old and ordinary.',
        of: newcomerShape,
      },
    },
    locked: {
      needed: false,
      shape: {
        kind: 'text',
        means: 'name@version in the lockfile, where it is not what package.json says.',
        form: form('bad-text', '^[^\\s]+@[^\\s]+$', 'name@version', 500),
      },
    },
    registryManifest: {
      needed: false,
      shape: {
        kind: 'names',
        means: "The registry's manifest, where it is not the tarball's package.json.",
        of: { kind: 'anything', means: 'JSON.' },
      },
    },
    popularNames: { needed: false, shape: listOfNames('Names that are popular; no others are.') },
    directNames: { needed: false, shape: listOfNames('Names that the project asks for itself.') },
    ownNames: { needed: false, shape: listOfNames("Names of the project's own packages.") },
    burstPackages: {
      needed: false,
      shape: { kind: 'count', means: 'Other packages of the tree that the publisher published in the same hour.' },
    },
    mirror: { needed: false, shape: { kind: 'flag', means: 'The registry shows no publisher, commit or provenance.' } },
    patch: patchShape,
    knownBad: { needed: false, shape: caseEntriesShape },
  },
} as const satisfies Shape
