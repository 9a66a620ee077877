// Who a certificate says built a release (Fulcio's extensions, github.com/sigstore/fulcio docs/oid-info.md), and whether
// what the job itself wrote into its predicate says the same. The certificate is the authority.
import type { Identity, RefKind } from '../../domain/provenance.ts'
import { text } from '../json-value.ts'
import type { SignedBy } from './bundle.ts'
import { provenancePredicates, type Wrong, wrong } from './statement.ts'

/** Build services that npm takes provenance from, each with the only host its repositories are on. */
const issuers: ReadonlyMap<string, string> = new Map([
  ['https://token.actions.githubusercontent.com', 'github.com'],
  ['https://gitlab.com', 'gitlab.com'],
])

type Certificate = SignedBy & { kind: 'certificate' }

export function identityOf({ subject, extensions }: Certificate): { ok: true; identity: Identity } | Wrong {
  const say = (number: number) => Buffer.from(extensions.get(String(number)) ?? '').toString('utf8')
  const issuer = say(8) || say(1)
  if (!subject.startsWith('https://') || issuer === '') {
    return wrong('identity-violation', 'not-signed-by-workflow', `it was signed by ${subject || 'nobody'}`)
  }
  const host = issuers.get(issuer)
  if (host === undefined) return wrong('identity-violation', 'issuer-not-allowed', `${issuer} speaks for the signer`)
  const repository = say(12) || (say(5) === '' ? '' : `https://${host}/${say(5)}`)
  const signer = workflowOf(say(9) || subject)
  if (!isOn(host, repository) || !isOn(host, signer)) {
    return wrong('identity-violation', 'identity-unreadable', `the repository is ${repository}, the signer ${signer}`)
  }
  const ref = say(14) || say(6)
  const identity: Identity = {
    issuer,
    repository,
    repositoryId: say(15),
    ownerId: say(17),
    commit: say(13) || say(3),
    ref,
    refKind: refKindOf(ref),
    trigger: say(20) || say(2),
    workflow: pathIn(workflowOf(say(18)) || signer, repository),
    signer: pathIn(signer, repository),
    runner: runnerOf(say(11)),
    runUrl: say(21),
    visibility: say(22),
  }
  return { ok: true, identity }
}

/** Compared as text and by its parts, never by a prefix alone: `https://github.com.example` starts like the real one. */
function isOn(host: string, url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, host: found, pathname, username, search } = new URL(url)
  const parts = pathname.split('/').filter((part) => part !== '')
  return protocol === 'https:' && found === host && username === '' && search === '' && parts.length >= 2
}

/** `…/.github/workflows/x.yml@refs/heads/main` without the ref. */
function workflowOf(uri: string): string {
  const at = uri.lastIndexOf('@')
  return at === -1 ? uri : uri.slice(0, at)
}

/** A workflow of the repository itself by its path, so that a renamed repository changes nothing here. */
function pathIn(workflow: string, repository: string): string {
  const start = `${repository}/`
  return workflow.toLowerCase().startsWith(start.toLowerCase()) ? workflow.slice(start.length) : workflow
}

function refKindOf(ref: string): RefKind {
  if (ref.startsWith('refs/heads/')) return 'branch'
  if (ref.startsWith('refs/tags/')) return 'tag'
  return ref.startsWith('refs/pull/') ? 'pull-request' : 'other'
}

function runnerOf(said: string): Identity['runner'] {
  return said === 'github-hosted' || said === 'self-hosted' ? said : ''
}

/** `silent` where the predicate says none of it. Hosts, owners and repositories differ by nothing when only in case. */
export function predicateAgrees(
  type: string,
  predicate: unknown,
  identity: Identity,
): 'agrees' | 'disagrees' | 'silent' {
  const said = type === provenancePredicates[0] ? claimsOfV1(predicate) : claimsOfV02(predicate)
  const proven: Claims = {
    repository: identity.repository.toLowerCase(),
    repositoryId: identity.repositoryId,
    commit: identity.commit,
    ref: identity.ref,
  }
  const known = claimNames.filter((name) => said[name] !== '' && proven[name] !== '')
  if (known.length === 0) return 'silent'
  return known.every((name) => said[name] === proven[name]) ? 'agrees' : 'disagrees'
}

const claimNames = ['repository', 'repositoryId', 'commit', 'ref'] as const
type Claims = Record<(typeof claimNames)[number], string>

function claimsOfV1(predicate: unknown): Claims {
  const workflow = ['buildDefinition', 'externalParameters', 'workflow'] as const
  return {
    repository: text(predicate, ...workflow, 'repository').toLowerCase(),
    repositoryId: text(predicate, 'buildDefinition', 'internalParameters', 'github', 'repository_id'),
    commit: text(predicate, 'buildDefinition', 'resolvedDependencies', 0, 'digest', 'gitCommit'),
    ref: text(predicate, ...workflow, 'ref'),
  }
}

/** `git+https://github.com/owner/name@refs/…` and the job's environment. */
function claimsOfV02(predicate: unknown): Claims {
  const uri = text(predicate, 'invocation', 'configSource', 'uri')
  const at = uri.lastIndexOf('@')
  return {
    repository: (at === -1 ? uri : uri.slice(0, at)).replace('git+', '').toLowerCase(),
    repositoryId: text(predicate, 'invocation', 'environment', 'GITHUB_REPOSITORY_ID'),
    commit: text(predicate, 'invocation', 'configSource', 'digest', 'sha1'),
    ref: at === -1 ? '' : uri.slice(at + 1),
  }
}
