// Who built a release against who built the ones before it: each row changes one thing of the certificate.
import { describe, expect, test } from 'vitest'
import type { ProvenanceFact } from '../../src/domain/change.ts'
import { type Identity, noEvidence, type ReleaseEvidence, unverified } from '../../src/domain/provenance.ts'
import { provenanceFact } from '../../src/facts/provenance.ts'

const usual: Identity = {
  issuer: 'https://issuer.example.test',
  repository: 'https://git.example.test/ada/tiny',
  repositoryId: '11',
  ownerId: '1',
  commit: 'c0ffee',
  ref: 'refs/tags/v1.0.0',
  refKind: 'tag',
  trigger: 'release',
  workflow: '.github/workflows/release.yml',
  signer: '.github/workflows/release.yml',
  runner: 'github-hosted',
  runUrl: '',
  visibility: 'public',
}

function release(version: string, signedAt: number, changes: Partial<Identity> = {}): ReleaseEvidence {
  const identity = { ...usual, ...changes }
  const verification = { ...unverified('verified'), identity, signedAt, predicate: 'agrees' as const }
  return { version, verification, publishedAt: signedAt }
}

const before = [release('1.0.0', 1000), release('1.0.1', 2000)]

function fact(
  changes: Partial<Identity>,
  earlier: readonly ReleaseEvidence[] = before,
  repository = 'git+https://git.example.test/ada/tiny.git',
): ProvenanceFact {
  return provenanceFact({ ...noEvidence, candidate: release('1.0.2', 3000, changes), earlier }, repository, 7)
}

const asEver = {
  issuer: 'same',
  repository: 'same',
  owner: 'same',
  process: 'same',
  processDetail: '',
  triggerKind: 'ordinary',
  runner: 'hosted',
  declared: 'agrees',
}

test('a release that was built as ever', () => {
  expect(fact({})).toMatchObject({ ...asEver, status: 'verified', history: 2, line: 7 })
})

describe('a certificate that differs in', () => {
  test.each<[string, Partial<Identity>, Partial<ProvenanceFact>]>([
    ['commit and ref', { commit: 'beef', ref: 'refs/tags/v1.0.2' }, {}],
    [
      'the name of the repository',
      { repository: 'https://git.example.test/ada/small' },
      { repository: 'renamed', declared: 'differs' },
    ],
    ['the case of its name', { repository: 'https://git.example.test/Ada/Tiny' }, {}],
    [
      'name and owner, with equal numbers',
      { repository: 'https://git.example.test/grace/tiny' },
      { repository: 'renamed', declared: 'differs' },
    ],
    ['the number of the repository', { repositoryId: '22' }, { repository: 'changed' }],
    ['the number of the owner', { ownerId: '2' }, { owner: 'changed' }],
    ['the issuer', { issuer: 'https://other.example.test' }, { issuer: 'changed' }],
    ['the workflow', { workflow: 'x.yml', signer: 'x.yml' }, { process: 'changed' }],
    ['the case of the workflow', { workflow: '.github/workflows/Release.yml' }, { process: 'changed' }],
    [
      'workflow, trigger and ref kind',
      { workflow: 'x.yml', signer: 'x.yml', trigger: 'push', refKind: 'branch' },
      { process: 'changed' },
    ],
    ['a reusable signer', { signer: 'https://git.example.test/x/y/.github/workflows/z.yml' }, { process: 'changed' }],
    ['a trigger from outside', { trigger: 'pull_request_target' }, { process: 'changed', triggerKind: 'outside-new' }],
    ['somebody who stars it', { trigger: 'watch' }, { process: 'changed', triggerKind: 'outside-new' }],
    ['a ref from outside', { refKind: 'pull-request' }, { process: 'changed', triggerKind: 'outside-new' }],
    ['the machine', { runner: 'self-hosted' }, { runner: 'own-new' }],
    [
      'what it does not say',
      { runner: '', trigger: '', repositoryId: '', ownerId: '' },
      { runner: 'unknown', triggerKind: 'unknown' },
    ],
  ])('%s', (_what, changes, expected) => {
    const { processDetail, ...seen } = fact(changes)
    const { processDetail: _, ...ever } = asEver
    expect(seen).toMatchObject({ ...ever, ...expected })
    expect(processDetail !== '').toBe(expected.process === 'changed')
  })

  test('three things at once is one fact', () => {
    const { processDetail } = fact({ workflow: 'x.yml', trigger: 'push', refKind: 'branch' })
    expect(processDetail).toBe(
      'workflow: .github/workflows/release.yml -> x.yml; refKind: tag -> branch; trigger: release -> push',
    )
  })
})

describe('a branch', () => {
  const from = (ref: string) => ({ ref, refKind: 'branch' }) as const
  const main = [1, 2, 3].map((at) => release(`0.9.${at}`, at, from('refs/heads/main')))
  test.each<[string, Partial<Identity>, readonly ReleaseEvidence[], ProvenanceFact['branch']]>([
    ['as ever', from('refs/heads/main'), main, 'same'],
    ['after three from another one', from('refs/heads/oidc-1'), main, 'other'],
    ['after two from another one', from('refs/heads/oidc-1'), main.slice(1), 'unknown'],
    ['that differs in case', from('refs/heads/Main'), main, 'other'],
    [
      'of which there were several',
      from('refs/heads/v3'),
      [...main, release('0.9.4', 4, from('refs/heads/v2'))],
      'unknown',
    ],
    ['after tags', from('refs/heads/main'), before, 'unknown'],
    ['that is a tag', {}, main, 'unknown'],
    ['of which nothing is said', from(''), main, 'unknown'],
  ])('%s', (_what, changes, earlier, expected) => {
    expect(fact(changes, earlier).branch).toBe(expected)
  })
})

describe('what any earlier release had is nothing new', () => {
  test('a backport, built as its line always was', () => {
    const old = release('0.9.0', 500, { workflow: 'v0.yml', signer: 'v0.yml', refKind: 'branch', trigger: 'push' })
    const now = { workflow: 'v0.yml', signer: 'v0.yml', refKind: 'branch', trigger: 'push' } as const
    expect(fact(now, [old, ...before])).toMatchObject(asEver)
  })
  test('a trigger from outside, and a machine of their own', () => {
    const odd = release('1.0.1', 2000, { trigger: 'workflow_run', runner: 'self-hosted' })
    expect(fact({ trigger: 'workflow_run', runner: 'self-hosted' }, [odd])).toMatchObject({
      triggerKind: 'outside-before',
      runner: 'own-before',
      process: 'same',
    })
  })
  test('but what was signed later is no history', () => {
    expect(fact({ ownerId: '2' }, [release('1.0.3', 4000, { ownerId: '2' }), ...before]).owner).toBe('changed')
  })
  test('and what is not verified is none', () => {
    const bad: ReleaseEvidence = { version: '1.0.1', verification: unverified('invalid'), publishedAt: 2000 }
    expect(fact({}, [bad])).toMatchObject({ history: 0, repository: 'unknown', owner: 'unknown', process: 'unknown' })
  })
})

describe('the repository of package.json', () => {
  const built = { repository: 'https://git.example.test/ada-lovelace/tiny' }
  test.each([
    ['https://git.example.test/ada-lovelace/tiny', 'agrees'],
    ['git+https://git.example.test/ada-lovelace/tiny.git#main', 'agrees'],
    ['git@git.example.test:ada-lovelace/tiny.git', 'agrees'],
    ['github:ada-lovelace/tiny', 'agrees'],
    ['ada-lovelace/tiny', 'agrees'],
    ['Ada-Lovelace/tiny', 'agrees'],
    ['', 'silent'],
    ['nonsense', 'silent'],
    ['https://git.example.test/ada-lovelase/tiny', 'resembles'],
    ['https://git.example.test/ada-lovelace/large', 'differs'],
    ['https://git.example.test/the-orchestra/strings', 'differs'],
  ])('%s: %s', (written, expected) => {
    expect(fact(built, before, written).declared).toBe(expected)
  })
})

test('without verified evidence there is no builder, and nothing changed', () => {
  const candidate: ReleaseEvidence = {
    version: '1.0.2',
    verification: unverified('invalid', 'signature-invalid'),
    publishedAt: 1,
  }
  const { builtFrom, repository, owner, triggerKind, runner, declared, status, code } = provenanceFact(
    { ...noEvidence, candidate, earlier: before },
    'ada/tiny',
    0,
  )
  expect([status, code, builtFrom]).toEqual(['invalid', 'signature-invalid', ''])
  expect(new Set([repository, owner, triggerKind, runner, declared])).toEqual(new Set(['unknown']))
})
