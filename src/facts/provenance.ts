// Who built a release, against who built the package's earlier verified releases. The certificate is the authority; a
// release without verified evidence has no builder to compare, and what cannot be compared is `unknown`, never changed.
import type { ProvenanceFact } from '../domain/change.ts'
import { nearest } from '../domain/nearest.ts'
import type { Evidence, Identity, ReleaseEvidence } from '../domain/provenance.ts'

/** `repository` is what the tarball's package.json says, in any of npm's forms. */
export function provenanceFact(
  { signature, shown, candidate, earlier }: Evidence,
  repository: string,
  line: number,
): ProvenanceFact {
  const { verification } = candidate
  const identity = verification.status === 'verified' ? verification.identity : 'none'
  const before = identitiesBefore(candidate, earlier)
  return {
    record: 'provenance',
    status: verification.status,
    code: verification.code,
    detail: verification.detail,
    signature: signature.state,
    signatureDetail: signature.detail,
    shown,
    predicate: verification.predicate,
    history: before.length,
    builtFrom: identity === 'none' ? '' : identity.repository,
    builtFromBefore: before.at(-1)?.repository ?? '',
    commit: identity === 'none' ? '' : identity.commit,
    ref: identity === 'none' ? '' : identity.ref,
    trigger: identity === 'none' ? '' : identity.trigger,
    workflow: identity === 'none' ? '' : identity.workflow,
    ...(identity === 'none' || before.length === 0 ? unknownContinuity : continuity(identity, before)),
    branch: identity === 'none' ? 'unknown' : branchContinuity(identity, before),
    triggerKind: identity === 'none' ? 'unknown' : triggerKind(identity, before),
    runner: identity === 'none' ? 'unknown' : runnerOf(identity, before),
    declared: identity === 'none' ? 'unknown' : declared(repository, identity),
    line,
  }
}

type Continuity = Pick<ProvenanceFact, 'issuer' | 'repository' | 'owner' | 'process' | 'processDetail'>

const unknownContinuity: Continuity = {
  issuer: 'unknown',
  repository: 'unknown',
  owner: 'unknown',
  process: 'unknown',
  processDetail: '',
}

/** Oldest first, by the time that somebody else signed where there is one; the candidate's own future is no history. */
function identitiesBefore(candidate: ReleaseEvidence, earlier: readonly ReleaseEvidence[]): Identity[] {
  const then = timeOf(candidate)
  return earlier
    .filter((one) => one.version !== candidate.version && (then === -1 || timeOf(one) <= then))
    .toSorted((a, b) => timeOf(a) - timeOf(b))
    .flatMap(({ verification: { status, identity } }) =>
      status === 'verified' && identity !== 'none' ? [identity] : [],
    )
}

function timeOf({ verification, publishedAt }: ReleaseEvidence): number {
  return verification.signedAt === -1 ? publishedAt : verification.signedAt
}

/** The same as any earlier release is the same: a project may build its lines in several ways. */
function continuity(now: Identity, before: readonly Identity[]): Continuity {
  const last = before.at(-1) ?? now
  const changes = processNames.filter((name) => before.every((one) => differs(one[name], now[name])))
  return {
    issuer: before.some(({ issuer }) => issuer === now.issuer) ? 'same' : 'changed',
    repository: repositoryContinuity(now, before),
    owner: byId(now, before, ownerOf, ({ ownerId }) => ownerId),
    process: changes.length === 0 ? 'same' : 'changed',
    processDetail: changes.map((name) => `${name}: ${last[name] || 'unknown'} -> ${now[name] || 'unknown'}`).join('; '),
  }
}

/** These three change together when a project sets up its releases anew: one fact, not three. */
const processNames = ['workflow', 'signer', 'refKind', 'trigger'] as const

function differs(a: string, b: string): boolean {
  return a !== '' && b !== '' && a !== b
}

/** Fewer say nothing about how a project releases. */
const fewestFromBranch = 3

/** Who may push somewhere, and not to the branch that releases come from, can still have a build of their own signed. */
function branchContinuity(now: Identity, before: readonly Identity[]): ProvenanceFact['branch'] {
  const refs = before.filter(({ refKind, ref }) => refKind === 'branch' && ref !== '').map(({ ref }) => ref)
  if (now.refKind !== 'branch' || now.ref === '' || refs.length === 0) return 'unknown'
  if (refs.includes(now.ref)) return 'same'
  // Projects with a branch for each line have several.
  return refs.length >= fewestFromBranch && new Set(refs).size === 1 ? 'other' : 'unknown'
}

/** `renamed`: another name with the same number, which is how GitHub tells repositories apart. */
function repositoryContinuity(now: Identity, before: readonly Identity[]): ProvenanceFact['repository'] {
  const same = byId(
    now,
    before,
    ({ repository }) => repository,
    ({ repositoryId }) => repositoryId,
  )
  const last = before.at(-1)?.repository ?? ''
  return same === 'same' && last.toLowerCase() !== now.repository.toLowerCase() ? 'renamed' : same
}

/** By number where both have one, since a name can be given to somebody else; by name otherwise. */
function byId(
  now: Identity,
  before: readonly Identity[],
  nameOf: (one: Identity) => string,
  idOf: (one: Identity) => string,
): 'same' | 'changed' {
  const numbered = before.filter((one) => idOf(one) !== '')
  if (idOf(now) !== '' && numbered.length > 0)
    return numbered.some((one) => idOf(one) === idOf(now)) ? 'same' : 'changed'
  const name = nameOf(now).toLowerCase()
  return before.some((one) => nameOf(one).toLowerCase() === name) ? 'same' : 'changed'
}

/** The first part of the repository's path. */
function ownerOf({ repository }: Identity): string {
  return URL.canParse(repository) ? (new URL(repository).pathname.split('/')[1] ?? '') : ''
}

/** What somebody from outside can start, with the rights of the project (GitHub's security hardening guide). */
const fromOutside = new Set([
  'pull_request_target',
  'issue_comment',
  'workflow_run',
  'issues',
  'discussion',
  'discussion_comment',
  // Whoever forks or stars a project, or edits an open wiki, starts these on its default branch.
  'fork',
  'watch',
  'gollum',
])

function triggerKind(now: Identity, before: readonly Identity[]): ProvenanceFact['triggerKind'] {
  if (now.trigger === '') return 'unknown'
  if (!isOutside(now)) return 'ordinary'
  return before.some((one) => isOutside(one) && one.trigger === now.trigger) ? 'outside-before' : 'outside-new'
}

function isOutside({ trigger, refKind }: Identity): boolean {
  return fromOutside.has(trigger) || refKind === 'pull-request'
}

function runnerOf({ runner }: Identity, before: readonly Identity[]): ProvenanceFact['runner'] {
  if (runner === '') return 'unknown'
  if (runner === 'github-hosted') return 'hosted'
  return before.some((one) => one.runner === runner) ? 'own-before' : 'own-new'
}

/** package.json against the certificate. npm demands equality when it publishes; repositories that moved later differ. */
function declared(written: string, { repository }: Identity): ProvenanceFact['declared'] {
  const [said, built] = [pathOf(written), pathOf(repository)]
  if (said === '') return 'silent'
  if (said === built) return 'agrees'
  return nearest(built, [said]) === '' || sameOwnerOrName(said, built) ? 'differs' : 'resembles'
}

/** A project that moved keeps one half; one that imitates another changes a letter. */
function sameOwnerOrName(a: string, b: string): boolean {
  const [one, other] = [a.split('/'), b.split('/')]
  return one[0] === other[0]
}

/** `owner/name`, lower case, out of npm's forms: a URL (`git+https://…`), `git@host:owner/name`, `github:owner/name`. */
function pathOf(written: string): string {
  const text = written.trim().toLowerCase()
  const bare = text.startsWith('git+') ? text.slice('git+'.length) : text
  const path =
    bare.includes('://') && URL.canParse(bare) ? new URL(bare).pathname : bare.slice(bare.lastIndexOf(':') + 1)
  const [owner = '', name = ''] = (path.split('#')[0] ?? '').split('/').filter((part) => part !== '')
  return owner === '' || name === '' ? '' : `${owner}/${name.endsWith('.git') ? name.slice(0, -'.git'.length) : name}`
}
