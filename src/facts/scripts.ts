// The scripts of a release against the baseline's, and which of them npm runs on an install of this kind of package.
import type { ScriptFact, Status } from '../domain/change.ts'
import type { PackageKind } from '../domain/locked.ts'
import { type Contents, gitEvents, installEvents, type ScriptRecord } from '../domain/release.ts'

const events: ReadonlySet<string> = new Set(installEvents)
const eventsOfGit: ReadonlySet<string> = new Set([...installEvents, ...gitEvents])

/** npm prepares a git dependency or a linked folder before it installs it; bytes from a registry are only installed. */
export function runsOnInstall(script: ScriptRecord, kind: PackageKind): boolean {
  if (script.body === '') return false
  switch (kind) {
    case 'git':
    case 'link':
    case 'workspace':
    case 'file':
      return eventsOfGit.has(script.name)
    case 'registry':
    case 'alias':
    case 'remote':
    case 'bundled':
    case 'patched':
      return events.has(script.name)
  }
}

/** Files that a script reaches which npm runs for this kind of package. */
export function installedFiles(contents: Contents, kind: PackageKind): Set<string> {
  return new Set(contents.scripts.filter((script) => runsOnInstall(script, kind)).flatMap((script) => script.reaches))
}

/** The candidate's scripts in their order, then the removed ones. `isNew`: files that are added or changed. */
export function compareScripts(
  before: Contents,
  after: Contents,
  kind: PackageKind,
  isNew: (path: string) => boolean,
): ScriptFact[] {
  const old = new Map(before.scripts.map((script) => [script.name, script]))
  const names = new Set(after.scripts.map((script) => script.name))
  const facts = after.scripts.map((script) => {
    const was = old.get(script.name)
    const status: Status = was === undefined ? 'added' : was.body === script.body ? 'kept' : 'changed'
    return toFact(script, kind, status, was?.body ?? '', script.reaches.filter(isNew).length)
  })
  const gone = before.scripts.filter((script) => !names.has(script.name))
  return [...facts, ...gone.map((script) => toFact(script, kind, 'removed', script.body, 0))]
}

function toFact(
  script: ScriptRecord,
  kind: PackageKind,
  status: Status,
  bodyBefore: string,
  reachesNew: number,
): ScriptFact {
  const removed = status === 'removed'
  return {
    record: 'script',
    status,
    name: script.name,
    body: removed ? '' : script.body,
    bodyBefore,
    runsOnInstall: runsOnInstall(script, kind),
    implicit: script.implicit,
    reaches: script.reaches,
    reachesNew,
    file: script.implicit ? 'binding.gyp' : 'package.json',
    line: removed ? 0 : script.line,
  }
}
