// What a test case says of who built and signed a release: the keys, and how they are read. What is not said is as at a
// registry that shows no trust data; a build that is described was verified, and like the one before it.
import {
  type Evidence,
  type Identity,
  noEvidence,
  provenanceStatuses,
  type RefKind,
  type ReleaseEvidence,
  type SignatureState,
  type TrustShown,
  unverified,
  type Verification,
} from '../domain/provenance.ts'
import { anyText } from '../yaml/forms.ts'
import { itemsOf, memberOf, textOf, wordOf } from '../yaml/members.ts'
import type { YamlNode } from '../yaml/read.ts'
import type { Keys, Shape } from '../yaml/shape.ts'

const signatures = ['verified', 'absent', 'invalid', 'unverifiable', 'unavailable'] as const satisfies SignatureState[]
const shown = ['shown', 'never', 'lost'] as const satisfies TrustShown[]
const agreements = ['agrees', 'disagrees', 'silent'] as const satisfies Verification['predicate'][]
const refKinds = ['branch', 'tag', 'pull-request', 'other'] as const satisfies RefKind[]
const runners = ['github-hosted', 'self-hosted'] as const

function words(means: string, of: readonly string[]): Keys[string] {
  return { needed: false, shape: { kind: 'words', means, words: of } }
}

function text(means: string): Keys[string] {
  return { needed: false, shape: { kind: 'text', means, form: anyText } }
}

const buildShape: Shape = {
  kind: 'map',
  means: 'The job that built it, as its certificate says; what is left out is as ever.',
  keys: {
    issuer: text('Who vouches for the job.'),
    repository: text('The repository as a URL.'),
    repositoryId: text('Its number.'),
    ownerId: text("Its owner's number."),
    workflow: text('Path of the workflow file.'),
    signer: text('The reusable workflow that signed, where it is another.'),
    ref: text('The branch or tag, in full.'),
    refKind: words('What it was built from.', refKinds),
    trigger: text('What started the job.'),
    runner: words('Whose machine it ran on.', runners),
    predicate: words('What the job says itself, against its certificate.', agreements),
  },
}

export const evidenceKeys: Keys = {
  built: { needed: false, shape: buildShape },
  builtBefore: {
    needed: false,
    shape: { kind: 'list', means: 'The jobs that built earlier releases, oldest first.', of: buildShape },
  },
  evidence: words('What was verified, where it is not a good build.', provenanceStatuses),
  signature: words("The registry's signature.", signatures),
  trustData: words('Whether this registry shows trust data for the package.', shown),
}

const ordinary: Identity = {
  issuer: 'https://issuer.example.test',
  repository: 'https://git.example.test/ada/tiny',
  repositoryId: '11',
  ownerId: '1',
  commit: 'a'.repeat(40),
  ref: 'refs/heads/main',
  refKind: 'branch',
  trigger: 'push',
  workflow: '.github/workflows/release.yml',
  signer: '.github/workflows/release.yml',
  runner: 'github-hosted',
  runUrl: '',
  visibility: 'public',
}

export function toEvidence(node: YamlNode | undefined): Evidence {
  const built = memberOf(node, 'built')
  const status = wordOf(node, 'evidence', provenanceStatuses, built === undefined ? 'unavailable' : 'verified')
  const earlier = itemsOf(node, 'builtBefore').map((one, index) => toRelease(`0.0.${index}`, one, index))
  return {
    signature: { state: wordOf(node, 'signature', signatures, noEvidence.signature.state), detail: '' },
    shown: wordOf(node, 'trustData', shown, built === undefined && status === 'unavailable' ? 'never' : 'shown'),
    candidate:
      status === 'verified'
        ? toRelease('1.0.0', built, earlier.length)
        : { version: '1.0.0', verification: unverified(status), publishedAt: -1 },
    earlier,
  }
}

/** `turn` puts them in order: their signed times are a second apart. */
function toRelease(version: string, node: YamlNode | undefined, turn: number): ReleaseEvidence {
  const say = (key: keyof Identity) => textOf(node, key, ordinary[key])
  const identity: Identity = {
    ...ordinary,
    issuer: say('issuer'),
    repository: say('repository'),
    repositoryId: say('repositoryId'),
    ownerId: say('ownerId'),
    workflow: say('workflow'),
    signer: textOf(node, 'signer', say('workflow')),
    ref: say('ref'),
    refKind: wordOf(node, 'refKind', refKinds, ordinary.refKind),
    trigger: say('trigger'),
    runner: wordOf(node, 'runner', runners, 'github-hosted'),
  }
  const predicate = wordOf(node, 'predicate', agreements, 'agrees')
  const verification: Verification = {
    status: 'verified',
    code: '',
    detail: '',
    identity,
    signedAt: turn * 1000,
    predicate,
  }
  return { version, verification, publishedAt: -1 }
}
