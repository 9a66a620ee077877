// The answer of `cordon provenance` as text: what holds, who built it from what, how that compares with the releases
// before, and a timeline. Identities come from certificates, everything else from a registry: all of it is escaped.
import type { ProvenanceStatus, SignatureState } from '../domain/provenance.ts'
import type { ProvenanceReport, ProvenanceStep } from '../domain/provenance-report.ts'
import { escaped } from './escape.ts'
import { type Paint, paintWith } from './paint.ts'
import { hang, padTo } from './width.ts'
import { trustText } from './words.ts'

export type ProvenanceTextOptions = { width: number; color: boolean }
type Layout = { width: number; paint: Paint }

const statusWords: Record<ProvenanceStatus, string> = {
  verified: 'verified: a build job signed exactly these bytes',
  none: 'nothing is claimed: the registry advertises no evidence for this version',
  unavailable: 'not known: this registry shows no trust data for the package',
  'advertised-unavailable': 'not known: the evidence that is advertised could not be had',
  incomplete: 'incomplete: the registry hands out less than it advertises',
  unverifiable: 'not known: our trust data does not know who signed it',
  invalid: 'forged: the cryptography does not hold',
  mismatch: 'forged: the evidence is about something else',
  'identity-violation': 'forged: signed by somebody who may not',
}

const signatureWords: Record<SignatureState, string> = {
  verified: 'signed by the registry',
  absent: 'not signed by the registry, which signs others',
  invalid: 'the signature of the registry does not belong to these bytes',
  unverifiable: 'signed with a key that is not known',
  unavailable: 'this registry shows no signatures',
}

const roles = { 0: 'passed', 1: 'blocked', 3: 'unchecked' } as const

export function renderProvenanceText(report: ProvenanceReport, options: ProvenanceTextOptions): string {
  const layout: Layout = { width: Math.min(200, Math.max(40, options.width)), paint: paintWith(options.color) }
  const sections = [
    headline(report, layout),
    builtLines(report, layout),
    timeline(report, layout),
    remarks(report, layout),
  ]
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function headline({ name, version, status, exitCode }: ProvenanceReport, { width, paint }: Layout): string[] {
  const title = `${escaped(`${name}@${version}`, 160)} is ${statusWords[status]}`
  return hang('', title, width).map((line) => paint(roles[exitCode], line))
}

function builtLines(report: ProvenanceReport, layout: Layout): string[] {
  const { identity, registrySignature, attestations, signedAt, level, integrity } = report
  const why = attestations.filter(({ code }) => code !== '').map(({ code, detail }) => `${code}: ${detail}`)
  const { state, detail } = registrySignature
  const built: [string, string][] =
    identity === 'none'
      ? []
      : [
          ['built from', `${identity.repository} at ${identity.commit || 'an unknown commit'}`],
          ['of', `${identity.ref} (${identity.refKind})`],
          ['by', `${identity.workflow}, started by ${identity.trigger}, on ${identity.runner || 'an unknown machine'}`],
          ...(identity.signer === identity.workflow ? [] : [['signed in', identity.signer] satisfies [string, string]]),
          ['run', identity.runUrl],
          ['vouched by', identity.issuer],
          ['signed at', signedAt],
          ['compared', comparison(report)],
        ]
  const rows: [string, string][] = [
    ...why.map((text): [string, string] => ['because', text]),
    ...built,
    ['claimed', level],
    ['registry', detail === '' ? signatureWords[state] : `${signatureWords[state]} (${detail})`],
    ['bytes', integrity],
  ]
  return rows
    .filter(([, text]) => text !== '')
    .flatMap(([label, text]) => hang(`  ${padTo(label, 11)}`, escaped(text, 300), layout.width))
}

/** Only what is not as before, where there is anything to compare. */
function comparison({ continuity }: ProvenanceReport): string {
  const { history, issuer, repository, owner, process, processDetail, triggerKind, runner, predicate, declared } =
    continuity
  const odd = [
    issuer === 'changed' ? 'another build service' : '',
    repository === 'changed' ? 'another repository' : repository === 'renamed' ? 'the repository was renamed' : '',
    owner === 'changed' ? 'another owner' : '',
    process === 'changed' ? `another release process (${processDetail})` : '',
    triggerKind === 'outside-new' && history > 0 ? 'a trigger from outside, for the first time' : '',
    runner === 'own-new' && history > 0 ? 'a machine of their own, for the first time' : '',
    predicate === 'disagrees' ? 'the job says something else of itself' : '',
    declared === 'resembles' ? 'package.json names a repository that only resembles it' : '',
    declared === 'differs' ? 'package.json names another repository' : '',
  ].filter((text) => text !== '')
  if (history === 0) return ['nothing earlier is verified', ...odd].join('; ')
  const releases = `${history} earlier verified release${history === 1 ? '' : 's'}`
  return odd.length === 0 ? `built like ${releases}` : `with ${releases}: ${odd.join('; ')}`
}

function timeline({ history }: ProvenanceReport, { width, paint }: Layout): string[] {
  if (history.length === 0) return []
  const versionWidth = Math.max(...history.map(({ version }) => escaped(version, 40).length)) + 2
  return [paint('strong', 'before it'), ...history.flatMap((step) => hang('  ', stepText(step, versionWidth), width))]
}

function stepText({ version, publishedAt, level, status, repository, trigger }: ProvenanceStep, width: number): string {
  const claimed = status === 'unread' ? `${level}, not looked at` : level
  const proven = repository === '' ? '' : `, from ${escaped(repository, 120)} by ${escaped(trigger, 40)}`
  const found = status === 'unread' || status === 'none' || status === 'unavailable' ? claimed : `${status}${proven}`
  return `${padTo(escaped(version, 40), width)}${padTo(publishedAt.slice(0, 10), 12)}${found}`
}

function remarks({ trust }: ProvenanceReport, { width, paint }: Layout): string[] {
  const text = trustText(trust)
  return text === '' ? [] : hang('note: ', text, width).map((line) => paint('quiet', line))
}
