// What the project's own package.json changes about the tree, against the base commit's: overrides, allowed install
// scripts, extended manifests, patches, and where each leads.
import type { DirectiveFact } from '../domain/change.ts'
import type { Directive, Project } from '../domain/project.ts'
import type { Surpluses } from '../domain/scripts-report.ts'
import { specKind } from './spec-kind.ts'

/** Without a base there is nothing to compare with: `uncompared`, not new. */
export function compareDirectives(
  before: Project | 'unknown',
  after: Project,
  surpluses: Surpluses = 'unjudged',
): DirectiveFact[] {
  const toFact = factsIn(after.file, surpluses)
  if (before === 'unknown') return after.directives.map((one) => toFact(one, 'uncompared', ''))
  const old = new Map(before.directives.map((one) => [identity(one), one]))
  const names = new Set(after.directives.map(identity))
  const facts = after.directives.map((one) => {
    const was = old.get(identity(one))
    const status = was === undefined ? 'added' : was.value === one.value ? 'kept' : 'changed'
    return toFact(one, status, was?.value ?? '')
  })
  const gone = before.directives.filter((one) => !names.has(identity(one)))
  return [...facts, ...gone.map((one) => toFact({ ...one, line: 0 }, 'removed', one.value))]
}

function identity({ field, key }: Directive): string {
  return `${field} ${key}`
}

function factsIn(manifest: string, surpluses: Surpluses) {
  return (one: Directive, status: DirectiveFact['status'], valueBefore: string): DirectiveFact => {
    const { field, key, line } = one
    // What is gone is shown in the file of today.
    const file = status === 'removed' ? manifest : one.file
    const value = status === 'removed' ? '' : one.value
    const leadsTo = leadsToOf(one)
    const isEntry = field === 'allowScripts' && status !== 'removed'
    const surplus = surpluses === 'unjudged' ? surpluses : isEntry ? (surpluses.get(key) ?? 'nothing') : 'nothing'
    return { record: 'directive', status, field, key, value, valueBefore, leadsTo, surplus, file, line }
  }
}

function leadsToOf({ field, value }: Directive): DirectiveFact['leadsTo'] {
  switch (field) {
    case 'overrides':
      return specKind(value)
    case 'packageExtensions':
      // Besides dependencies an extension may say that a peer is optional, which is a flag.
      return value === 'true' || value === 'false' ? 'nothing' : specKind(value)
    case 'patchedDependencies':
      return 'patch'
    case 'allowScripts':
      return value === 'true' ? 'script' : 'nothing'
  }
}
