// One SARIF result for every finding that needs eyes, and one for every release that waits: where, what, and a fingerprint
// that stays the same when lines move.
import { createHash } from 'node:crypto'
import type { Evidence, Finding, JudgedPackage, Outcome } from '../domain/report.ts'
import { acceptCommand } from './accept-command.ts'
import { sarifCode, sarifPlain, sarifProse, sarifUri } from './escape-sarif.ts'
import { repositoryPath, type SeenPackage } from './placed.ts'
import { shortId } from './short-id.ts'
import { shownFindings } from './text-findings.ts'
import { packageId, reasonWords } from './words.ts'

/** The rule's own words, for the descriptor of the rule. */
export type SarifRule = { id: string; outcome: Outcome; title: string; why: string }
export type SarifResult = { rule: SarifRule; result: ReturnType<typeof toResult> }

export const levels = { block: 'error', review: 'warning', note: 'note' } as const satisfies Record<Outcome, string>

const evidenceCap = 6

/** Code scanning knows a result again by this name alone; the number is for the same finding at two entries. */
export function resultsOf(seen: readonly SeenPackage[]): SarifResult[] {
  const times = new Map<string, number>()
  return seen
    .flatMap((one) => [...shownFindings(one.one, false).map((finding) => ({ one, finding })), ...waiting(one)])
    .map(({ one, finding }) => {
      const path = pathOf(one, finding)
      const key = `${path} ${finding.fingerprint}`
      const time = (times.get(key) ?? 0) + 1
      times.set(key, time)
      const { rule: id, outcome, title, why } = finding
      return { rule: { id, outcome, title, why }, result: toResult(one, finding, path, time) }
    })
}

export const waitingRule = 'too-young'

/** Nothing is wrong with it but its age. */
function waiting(seen: SeenPackage): { one: SeenPackage; finding: Finding }[] {
  const { name, version, verdict, eligibleAt } = seen.one
  if (verdict !== 'waiting') return []
  const words = reasonWords['too-young']
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([waitingRule, name, version]))
    .digest('hex')
  const finding: Finding = {
    rule: waitingRule,
    outcome: 'note',
    title: `This release is ${words.meaning}`,
    why: 'Most bad releases are found within days. A release that has been public for a while has been seen by others.',
    fix: `It may pass from ${eligibleAt.slice(0, 16).replace('T', ' ')} UTC on; keep the release before it until then.`,
    evidence: [],
    fingerprint,
  }
  return [{ one: seen, finding }]
}

/** The project's own files lie in the repository; those of a package do not. */
function pathOf({ one, report, place }: SeenPackage, { evidence }: Finding): string {
  const own = one.kind === 'workspace' ? evidence.find(({ file }) => file !== '') : undefined
  const file = own?.file ?? report.lockfile
  const path = repositoryPath(file, place)
  return path === '' ? (file.split(/[\\/]/).at(-1) ?? file) : path
}

function toResult(seen: SeenPackage, finding: Finding, path: string, time: number) {
  const { one } = seen
  const [first] = finding.evidence
  const line = one.kind === 'workspace' ? (first?.line ?? 0) : one.line
  return {
    ruleId: sarifPlain(finding.rule),
    level: levels[finding.outcome],
    message: { text: messageOf(one, finding) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: sarifUri(path), uriBaseId: '%SRCROOT%' },
          region: { startLine: Math.max(1, line) },
        },
        logicalLocations: [{ fullyQualifiedName: sarifPlain(packageId(one)), kind: 'module' }],
      },
    ],
    partialFingerprints: {
      primaryLocationLineHash: `${finding.fingerprint.slice(0, 16)}:${time}`,
      'cordonFinding/v1': finding.fingerprint,
    },
  }
}

/** Where room is short, its first sentence is all that is shown. */
function messageOf(one: JudgedPackage, { title, fix, evidence }: Finding): string {
  const [path] = one.paths
  const accept = acceptCommand(one)
  const shown = evidence.slice(0, evidenceCap)
  const hidden = evidence.length - shown.length
  return [
    `${sarifCode(packageId(one))}: ${sarifProse(title, 400)}.`,
    ...(path === undefined || path.length < 2 ? [] : [`Brought in by ${sarifCode(path.slice(0, -1).join(' > '))}.`]),
    ...shown.map((place) => `- ${evidenceText(place, one)}`),
    ...(hidden === 0 ? [] : [`- and ${hidden} more`]),
    sarifProse(fix, 600),
    ...(accept === '' || one.verdict === 'waiting'
      ? []
      : [`Once somebody has read it and found it right: ${sarifCode(accept, 260)}`]),
  ].join('\n')
}

/** A file of the package is told from one of the repository by the package's name. */
function evidenceText({ file, line, excerpt }: Evidence, { kind, name }: JudgedPackage): string {
  const path = kind === 'workspace' ? file : `${shortId({ name, version: '' })}/${file}`
  const where = file === '' ? 'the lock entry' : sarifCode(line > 0 ? `${path}:${line}` : path, 160)
  return excerpt === '' ? where : `${where} ${sarifCode(excerpt, 160)}`
}
