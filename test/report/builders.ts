// Reports and their parts in a line each, for the tests of the renderers.

import { noPolicyReport } from '../../src/domain/policy-report.ts'
import {
  type Evidence,
  type Finding,
  type JudgedPackage,
  noBrings,
  type Report,
  type Summary,
} from '../../src/domain/report.ts'
import { exitCode } from '../../src/report/exit-code.ts'

export function aFinding(over: Partial<Finding> = {}): Finding {
  return {
    rule: 'phantom-dependency',
    outcome: 'block',
    title: 'An update adds a dependency that no file imports',
    why: 'A dependency that nobody imports has no use but its install script.',
    fix: 'Stay on axios@1.14.0.',
    evidence: [anEvidence()],
    fingerprint: 'a'.repeat(64),
    ...over,
  }
}

export function anEvidence(over: Partial<Evidence> = {}): Evidence {
  return {
    file: 'package.json',
    line: 52,
    column: 5,
    excerpt: '"plain-crypto-js": "^4.2.1"',
    fact: 'dependency',
    ...over,
  }
}

export function aPackage(over: Partial<JudgedPackage> = {}): JudgedPackage {
  return {
    name: 'axios',
    version: '1.14.1',
    integrity: 'sha512-AAAA',
    kind: 'registry',
    locations: ['node_modules/axios'],
    direct: true,
    dev: false,
    optional: false,
    paths: [['axios@1.14.1']],
    line: 20,
    baseline: { status: 'history', version: '1.14.0' },
    acceptedIn: '',
    verdict: 'blocked',
    eligibleAt: '',
    reasons: [],
    findings: [],
    brings: noBrings,
    timeline: [],
    ...over,
  }
}

/** A report whose counts follow from its packages; `passed` and `trusted` are those that are not listed. */
export function aReport(packages: readonly JudgedPackage[], passed = 0, over: Partial<Report> = {}): Report {
  const count = (verdict: JudgedPackage['verdict']) => packages.filter((one) => one.verdict === verdict).length
  const summary: Summary = {
    packages: packages.length + passed,
    trusted: count('trusted'),
    passed: count('passed') + passed,
    review: count('review'),
    waiting: count('waiting'),
    blocked: count('blocked'),
    unchecked: count('unchecked'),
    baselineDebt: 0,
    exitCode: exitCode(packages, 'block'),
  }
  return {
    schemaVersion: 1,
    tool: { name: 'cordon', version: '0.1.0' },
    rules: [{ pack: 'core', version: '0.1.0', digest: 'sha256-AAAA' }],
    trust: { source: 'none', date: '' },
    startedAt: '2026-03-31T00:22:00.000Z',
    lockfile: 'package-lock.json',
    knownBad: [],
    policy: noPolicyReport,
    notices: [],
    summary,
    packages,
    ...over,
  }
}
