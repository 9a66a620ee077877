// What a rule author is told about who built and signed a release: what was verified, never what a registry only claims.
import type { ProvenanceFact } from '../domain/change.ts'
import type { ProvenanceCode, ProvenanceStatus, SignatureState, TrustShown } from '../domain/provenance.ts'
import { choice, count, type Rows, text } from './vocabulary-rows.ts'

const statuses: Record<ProvenanceStatus, string> = {
  verified: 'signed by a build job, logged, and about exactly these bytes',
  none: 'the registry advertises nothing for this version',
  unavailable: 'it does so for no version: a mirror, or no registry at all',
  'advertised-unavailable': 'it advertises evidence and does not hand it out',
  incomplete: 'it hands out less than it advertises',
  unverifiable: 'our trust data does not know who signed: it may be too old',
  invalid: 'the cryptography says no',
  mismatch: 'it is about other bytes or another package',
  'identity-violation': 'signed, but not by what may sign it',
}

const codes: Record<ProvenanceCode, string> = {
  '': 'none failed, or there was nothing to check',
  'not-found': 'the registry says there is no evidence',
  'not-served': 'the registry could not be asked for it',
  'too-large': 'it is larger than is read',
  'not-json': 'it is no JSON',
  'not-attestations': 'it lists no attestations',
  'too-many': 'it lists too many',
  'empty-list': 'it lists none',
  'provenance-missing': 'nothing says who built it',
  'publish-missing': 'the registry does not confirm it',
  'duplicate-predicate': 'two attestations say the same thing',
  'bundle-malformed': 'it is not what a signed statement looks like',
  'unknown-key': 'signed by a key that is not known',
  'unknown-authority': 'the certificate comes from an authority that is not known',
  'unknown-log': 'it stands in a log that is not known',
  'certificate-invalid': 'the certificate does not hold',
  'signature-invalid': 'the signature does not hold',
  'log-entry-differs': 'the log says something else',
  'log-proof-invalid': 'it is not proven that it stands in the log',
  'log-promise-invalid': 'the promise of the log does not hold',
  'timestamp-invalid': 'the timestamp does not hold',
  'key-not-valid-then': 'the key was not meant for that, or not at that time',
  'key-id-differs': 'it names two keys',
  'payload-unreadable': 'what was signed cannot be read',
  'statement-type': 'what was signed is no statement about a package',
  'predicate-type': 'what was signed is not what the registry says it is',
  'subject-count': 'it is not about exactly one package',
  'subject-name': 'it is about another package or version',
  'subject-digest': 'it is about other bytes',
  'publish-differs': 'it was published as something else, or elsewhere',
  'not-signed-by-registry': 'somebody else speaks for the registry',
  'not-signed-by-workflow': 'no build job signed it',
  'issuer-not-allowed': 'nobody known vouches for the build job',
  'identity-unreadable': 'the certificate names no repository of that build service',
  'identity-differs': 'the attestations name different builders',
}

const signatures: Record<SignatureState, string> = {
  verified: 'by a key that is trusted',
  absent: 'none for this version, though the registry shows trust data',
  invalid: 'by a trusted key, over something else',
  unverifiable: 'by a key that is not known',
  unavailable: 'this registry shows none, or there is no registry',
}

const shown: Record<TrustShown, string> = {
  shown: 'it does',
  never: 'it does not, and never did that we know of',
  lost: 'it did in an earlier run and does no more',
}

const compared = {
  same: 'as in some earlier verified release',
  changed: 'as in none of them',
  unknown: 'there is nothing verified to compare',
} as const

export const provenanceRows = {
  status: choice('What was verified of the evidence of who built it.', 'verified', statuses),
  code: choice('Which check failed.', 'subject-digest', codes),
  detail: text('What exactly; may hold text of the registry.', 'it is about other bytes'),
  signature: choice("The registry's signature over the name, the version and the bytes.", 'verified', signatures),
  signatureDetail: text('Which key; may hold text of the registry.', ''),
  shown: choice('Whether this registry shows trust data for the package.', 'shown', shown),
  predicate: choice('What the build job wrote itself, against its certificate.', 'agrees', {
    agrees: 'it says the same',
    disagrees: 'it says something else',
    silent: 'it says nothing that could be compared',
  }),
  history: count('How many earlier verified releases there were to compare with.', 1),
  builtFrom: text("The repository it was built from; '' when not verified.", 'https://git.example.test/ada/tiny'),
  builtFromBefore: text('The repository of the last verified release before it.', 'https://git.example.test/ada/tiny'),
  commit: text('The commit it was built from.', '1f2e3d'),
  ref: text('The branch or tag it was built from.', 'refs/heads/main'),
  trigger: text('What started the build.', 'push'),
  workflow: text('The workflow file that built it.', '.github/workflows/release.yml'),
  issuer: choice('The build service, against earlier releases.', 'same', compared),
  repository: choice('The repository by its number, else by its name, against earlier releases.', 'changed', {
    ...compared,
    renamed: 'the same by its number, under another name',
  }),
  owner: choice('The owner of the repository, against earlier releases.', 'changed', compared),
  process: choice(
    'Workflow, its signer, kind of ref and trigger together, against earlier releases.',
    'same',
    compared,
  ),
  processDetail: text('What of them changed.', 'trigger: push -> workflow_dispatch'),
  branch: choice('The branch it was built from, against earlier releases.', 'other', {
    same: 'an earlier release was built from it',
    other: 'all of at least three were built from another one',
    unknown: 'there is no one branch to compare with',
  }),
  triggerKind: choice('Whether people without rights in the project can start such a build.', 'ordinary', {
    ordinary: 'they cannot',
    'outside-before': 'they can, as with an earlier release',
    'outside-new': 'they can, for the first time',
    unknown: 'nothing verified says so',
  }),
  runner: choice('Whose machine built it.', 'hosted', {
    hosted: "the build service's",
    'own-before': "the project's own, as with an earlier release",
    'own-new': "the project's own, for the first time",
    unknown: 'nothing verified says so',
  }),
  declared: choice('The repository that package.json names, against the one it was built from.', 'agrees', {
    agrees: 'the same',
    differs: 'another',
    resembles: 'another with nearly the same name',
    silent: 'package.json names none',
    unknown: 'nothing verified says where it was built',
  }),
  line: count('Line of the package in the lockfile.', 120),
} satisfies Rows<ProvenanceFact>
