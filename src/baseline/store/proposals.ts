// What a pull request's own `cordon.lock` accepts beyond its base: proposals, and one digest over exactly these, so that
// whoever approves them approves these and no others. It reads no disk.
import { createHash } from 'node:crypto'
import type { Accepted, AcceptedRelease, AcceptedScript } from '../../domain/accepted.ts'
import { writeLine } from './line.ts'

export type Proposals = {
  entries: readonly (AcceptedRelease | AcceptedScript)[]
  /** sha256 over their lines, sorted, each with a line feed; as `sha256-` and hex. '' where there are none. */
  digest: string
}

export function proposalsOf(head: Accepted, base: Accepted): Proposals {
  const known = new Set([...base.releases, ...base.scripts].map(writeLine))
  const entries = [...head.releases, ...head.scripts].filter((entry) => !known.has(writeLine(entry)))
  if (entries.length === 0) return { entries, digest: '' }
  const lines = entries.map(writeLine).toSorted()
  const hash = createHash('sha256')
  for (const line of lines) hash.update(`${line}\n`)
  return { entries, digest: `sha256-${hash.digest('hex')}` }
}

/** What counts once somebody has approved the proposals of the head. */
export function withProposals(base: Accepted, { entries }: Proposals): Accepted {
  const releases = entries.flatMap((entry) => (entry.kind === 'release' ? [entry] : []))
  const scripts = entries.flatMap((entry) => (entry.kind === 'script' ? [entry] : []))
  return { ...base, releases: [...base.releases, ...releases], scripts: [...base.scripts, ...scripts] }
}
