// One text in every place of a report that a package, a registry, a lockfile or a pull request fills.
import type { Report } from '../../src/domain/report.ts'
import { aFinding, anEvidence, aPackage, aReport } from './builders.ts'

export function reportOf(text: string): Report {
  const evidence = [anEvidence({ file: text, excerpt: text, fact: text }), anEvidence({ file: '', excerpt: text })]
  const finding = aFinding({ rule: text, title: text, why: text, fix: text, evidence })
  const brings = {
    compared: 'contents',
    scripts: [
      { name: text, status: 'added', before: '', after: text },
      { name: text, status: 'changed', before: text, after: text },
      { name: text, status: 'removed', before: text, after: '' },
    ],
    dependencies: [{ name: text, status: 'changed', before: text, after: text }],
    capabilities: [{ name: text, status: 'added', file: text, line: 3 }],
    hosts: [{ host: text, status: 'removed', file: text, line: 0 }],
    publisher: { before: `${text}.`, after: text },
    provenance: { before: text, after: `${text}.` },
    cut: 2,
  } as const
  const about = {
    name: text,
    version: text,
    integrity: text,
    locations: [text],
    paths: [[text, text, text]],
    baseline: { status: 'history', version: text },
    brings,
    timeline: [
      { version: text, published: '', publisher: text, provenance: 'shown', isBaseline: true, isJudged: false },
    ],
  } as const
  const day = '2026-11-30'
  const decision = { reason: text, owner: text, until: day, state: 'used', endsSoon: true, line: 3 } as const
  return aReport(
    [
      aPackage({ ...about, findings: [finding, { ...finding, outcome: 'review' }] }),
      aPackage({ ...about, verdict: 'unchecked', direct: false, reasons: [{ code: 'offline', detail: text }] }),
      aPackage({ ...about, verdict: 'review', acceptedIn: text, findings: [{ ...finding, outcome: 'review' }] }),
      aPackage({
        ...about,
        verdict: 'waiting',
        eligibleAt: '2026-04-02T23:59:00.000Z',
        reasons: [{ code: 'too-young', detail: text }],
      }),
      aPackage({ ...about, kind: 'workspace', findings: [finding] }),
    ],
    3,
    {
      lockfile: text,
      tool: { name: 'cordon', version: text },
      rules: [{ pack: text, version: text, digest: text }],
      trust: { source: 'files', date: text },
      knownBad: [{ source: text, date: text, records: 1, unread: 0 }],
      notices: ['own-code', 'records-too-old', text].map((code) => ({ code, detail: text })),
      policy: {
        file: `${text}/cordon.yml`,
        digest: 'a'.repeat(64),
        overrides: [{ rule: text, outcome: 'review', from: '', reason: text, active: true }],
        exceptions: [
          { ...decision, rule: text, package: text, versions: text, integrity: '', scripts: '', usedFor: [text] },
        ],
        allowances: [{ ...decision, package: text, version: text, integrity: text, reason: text, why: text }],
      },
    },
  )
}
