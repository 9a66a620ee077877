// Which of a peer's warnings a release brings: kinds that are new or more numerous than in the release before. Plain data.

export type Severity = 'Information' | 'Warning' | 'Critical'
export type PeerWarning = { kind: string; severity: Severity }

export type FileSaid = {
  /** `unparsed`: the peer's parser refused it; `time` and `died`: it had to be ended, or ended itself. */
  status: 'read' | 'unparsed' | 'time' | 'died'
  warnings: readonly PeerWarning[]
}

export type NewWarning = PeerWarning & { before: number; after: number }

export type PeerVerdict = {
  /** By kind and severity. */
  added: readonly NewWarning[]
  /** Any new warning, of whatever severity. */
  flagsAny: boolean
  /** A new warning of severity Warning or Critical. */
  flagsWarning: boolean
  /** A new warning of severity Critical. */
  flagsCritical: boolean
  /** Changed files of the new release that it could not read; they flag nothing. */
  unread: Readonly<Record<Exclude<FileSaid['status'], 'read'>, number>>
}

export function newWarnings(before: readonly FileSaid[], after: readonly FileSaid[]): PeerVerdict {
  const [old, own] = [countsOf(before), countsOf(after)]
  const added = [...own.values()].flatMap(({ count, warning }) => {
    const had = old.get(keyOf(warning))?.count ?? 0
    return count > had ? [{ ...warning, before: had, after: count }] : []
  })
  const unread = (status: FileSaid['status']) => after.filter((file) => file.status === status).length
  return {
    added,
    flagsAny: added.length > 0,
    flagsWarning: added.some(({ severity }) => severity !== 'Information'),
    flagsCritical: added.some(({ severity }) => severity === 'Critical'),
    unread: { unparsed: unread('unparsed'), time: unread('time'), died: unread('died') },
  }
}

function countsOf(files: readonly FileSaid[]): Map<string, { warning: PeerWarning; count: number }> {
  const counts = new Map<string, { warning: PeerWarning; count: number }>()
  for (const warning of files.flatMap(({ warnings }) => warnings)) {
    const known = counts.get(keyOf(warning))
    if (known === undefined) counts.set(keyOf(warning), { warning, count: 1 })
    else known.count++
  }
  return counts
}

const keyOf = ({ kind, severity }: PeerWarning) => `${severity} ${kind}`
