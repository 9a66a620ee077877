// Which earlier releases tell who builds a package: the nearest that advertise evidence, on the candidate's own line first,
// so that a backport is measured by backports.
import type { History, PublishedVersion } from '../domain/release.ts'
import { earlier, isSibling, settled } from '../facts/siblings.ts'

const mostOnLine = 3

/**
 * Nearest first: up to three of the same line, then the nearest of another one. The second release of one night is not
 * excused by the first: the same stranger may have built both.
 */
export function earlierAttested({ versions }: History, version: string): PublishedVersion[] {
  const candidate = versions.find((one) => one.version === version)
  // Who advertises nothing has no builder to compare.
  if (candidate === undefined || !candidate.attested) return []
  const before = settled(
    earlier(versions, candidate).filter(({ attested }) => attested),
    candidate,
  )
  const onLine = before.filter((one) => isSibling(one, candidate)).slice(-mostOnLine)
  const elsewhere = new Set(before.filter((one) => !isSibling(one, candidate)))
  const [lower = [...elsewhere][0]] = versions
    .slice(0, versions.indexOf(candidate))
    .filter((one) => elsewhere.has(one))
    .slice(-1)
  return [...onLine.reverse(), ...(lower === undefined ? [] : [lower])]
}
