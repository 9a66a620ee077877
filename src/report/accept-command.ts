// The command that accepts a release, for people who copy it into a shell: it is only shown where nothing in it means
// anything to one.
import type { Finding, JudgedPackage } from '../domain/report.ts'

const plainName = /^(?:@[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*$/i
const plainVersion = /^[0-9][0-9A-Za-z.+-]*$/

/**
 * An acceptance is about content. What is said of the bytes from outside, by lists, the lock entry and who vouches for
 * them, it does not answer.
 */
const outside: ReadonlySet<string> = new Set(['knownBad', 'lock', 'provenance'])

/** '' where no acceptance can stand for it, or where its name should not be pasted anywhere. */
export function acceptCommand({ name, version, kind, integrity, findings }: JudgedPackage): string {
  const isPinned = integrity.startsWith('sha512-') && kind !== 'workspace' && kind !== 'bundled'
  if (!isPinned || name.length + version.length > 200 || findings.some(outlastsAcceptance)) return ''
  return plainName.test(name) && plainVersion.test(version) ? `cordon accept ${name}@${version} --note "why"` : ''
}

function outlastsAcceptance({ outcome, evidence }: Finding): boolean {
  return outcome === 'block' && evidence.length > 0 && evidence.every(({ fact }) => outside.has(fact))
}
