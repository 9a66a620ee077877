// Three honest reports as people meet them: the axios take-over, one where all is well, one that waits and is incomplete.
import type { JudgedPackage, Report } from '../../src/domain/report.ts'
import { aFinding, anEvidence, aPackage, aReport } from './builders.ts'

const plain = aPackage({
  name: 'plain-crypto-js',
  version: '4.2.1',
  integrity: 'sha512-BBBB',
  locations: ['node_modules/plain-crypto-js'],
  direct: false,
  paths: [['axios@1.14.1', 'plain-crypto-js@4.2.1']],
  line: 97,
  baseline: { status: 'none', version: '' },
  findings: [
    aFinding({
      rule: 'newcomer-runs-on-install',
      title: 'A package that is new to the world runs a script when it is installed',
      why: 'Code that npm runs during an install has the secrets of a developer or a build.',
      fix: 'Leave plain-crypto-js@4.2.1 out.',
      evidence: [anEvidence({ line: 13, excerpt: 'node setup.js', fact: 'script' })],
      fingerprint: 'b'.repeat(64),
    }),
  ],
  brings: {
    compared: 'contents',
    scripts: [{ name: 'postinstall', status: 'added', before: '', after: 'node setup.js' }],
    dependencies: [],
    capabilities: [
      { name: 'network-client', status: 'added', file: 'setup.js', line: 3 },
      { name: 'process-spawn', status: 'added', file: 'setup.js', line: 9 },
    ],
    hosts: [{ host: 'c2.example.test', status: 'added', file: 'setup.js', line: 3 }],
    publisher: { before: '', after: 'nrwise' },
    provenance: { before: '', after: 'none' },
    cut: 0,
  },
})

const axios = aPackage({
  findings: [
    aFinding(),
    aFinding({
      rule: 'trust-lowered',
      outcome: 'review',
      title: 'An update shows less about its origin than the release before it',
      why: 'The registry showed where the release before was built, and shows less for this one.',
      evidence: [anEvidence({ file: '', line: 20, excerpt: 'trustedPublisher -> none', fact: 'publication' })],
      fingerprint: 'c'.repeat(64),
    }),
  ],
  brings: {
    compared: 'contents',
    scripts: [],
    dependencies: [{ name: 'plain-crypto-js', status: 'added', before: '', after: '^4.2.1' }],
    capabilities: [{ name: 'network-client', status: 'kept', file: 'lib/http.js', line: 1 }],
    hosts: [],
    publisher: { before: 'GitHub Actions', after: 'jasonsaayman' },
    provenance: { before: 'verified', after: 'none' },
    cut: 0,
  },
})

const waiting: JudgedPackage = aPackage({
  name: 'left-pad',
  version: '1.3.1',
  verdict: 'waiting',
  eligibleAt: '2026-04-02T23:59:00.000Z',
  reasons: [{ code: 'too-young', detail: '2026-04-02T23:59:00.000Z' }],
  baseline: { status: 'base', version: '1.3.0' },
  line: 31,
})

const offline: JudgedPackage = aPackage({
  name: '@example/secret',
  version: '2.0.0',
  verdict: 'unchecked',
  direct: false,
  dev: true,
  paths: [['tool@1.0.0', 'helper@1.0.0', 'deep@1.0.0', '@example/secret@2.0.0']],
  reasons: [{ code: 'unauthorized', detail: '401 from registry.example.test' }],
  line: 44,
})

export const outputs: Readonly<Record<'axios' | 'passing' | 'incomplete', Report>> = {
  axios: aReport([axios, plain], 11),
  passing: aReport([], 20),
  incomplete: aReport([waiting, offline], 3, {
    notices: [
      { code: 'records-too-old', detail: 'osv, of 2026-01-01' },
      { code: 'own-code', detail: '2' },
    ],
  }),
}
