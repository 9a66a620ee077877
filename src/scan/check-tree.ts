// One tree that npm would make, judged: only what differs from the present one, and without the lines of a lockfile that
// nobody has.
import type { Lockfile } from '../domain/locked.ts'
import type { JudgedPackage, Report } from '../domain/report.ts'
import { type ScanInput, scan } from './scan.ts'

export async function judgeTree(
  head: Lockfile,
  { scan: input, present }: { scan: ScanInput; present: Lockfile | 'none' },
): Promise<Report> {
  const report = await scan({ ...input, lockfile: head, base: present })
  return { ...report, packages: report.packages.map(withoutLines) }
}

/** The lines of a lockfile that nobody has are nothing to point at. */
export function withoutLines(one: JudgedPackage): JudgedPackage {
  const findings = one.findings.map((finding) => ({
    ...finding,
    evidence: finding.evidence.map((shown) => (shown.file === '' ? { ...shown, line: 0, column: 0 } : shown)),
  }))
  return { ...one, line: 0, findings }
}
