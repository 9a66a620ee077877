// What is odd about a tarball and was not odd about the baseline's, by kind and path.
import type { OddityFact, Status } from '../domain/change.ts'
import type { Oddity } from '../domain/release.ts'

export function compareOddities(before: readonly Oddity[], after: readonly Oddity[]): OddityFact[] {
  const old = new Map(before.map((oddity) => [identity(oddity), oddity]))
  const current = new Set(after.map(identity))
  const facts = after.map((oddity) => {
    const was = old.get(identity(oddity))
    return toFact(oddity, was === undefined ? 'added' : was.detail === oddity.detail ? 'kept' : 'changed')
  })
  const gone = before.filter((oddity) => !current.has(identity(oddity)))
  return [...facts, ...gone.map((oddity) => toFact(oddity, 'removed'))]
}

function identity({ kind, path }: Oddity): string {
  return `${kind} ${path}`
}

function toFact({ kind, path, detail }: Oddity, status: Status): OddityFact {
  return { record: 'oddity', status, kind, path, detail }
}
