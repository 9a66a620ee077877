// What two trees differ in, for people who asked for packages: what a spec leads to, what comes in, what leaves.
import type { CheckedSpec, Incoming } from '../domain/check.ts'
import { isOwnCode, type LockedPackage, type Lockfile } from '../domain/locked.ts'
import type { Fetched, History } from '../domain/release.ts'
import type { JudgedPackage } from '../domain/report.ts'
import type { CheckInput, WantedSpec } from './check.ts'

/** `history` is that of the name which is asked for, `none` for a URL. */
export function toChecked(
  spec: WantedSpec,
  history: Fetched<History> | 'none',
  head: Lockfile,
  input: CheckInput,
): CheckedSpec {
  const after = entryOf(spec, head, input.workspace)
  const before = input.present === 'none' ? undefined : entryOf(spec, input.present, input.workspace)
  const same = before?.version === after?.version && before?.integrity === after?.integrity
  const status = after === undefined ? 'unresolved' : before === undefined ? 'added' : same ? 'unchanged' : 'changed'
  return {
    spec: spec.text,
    installedAs: after?.installedAs ?? spec.installedAs,
    name: after?.name ?? spec.name,
    version: after?.version ?? '',
    before: before?.version ?? '',
    status,
    ...publicationOf(history, after?.version ?? ''),
  }
}

/** Where npm puts what the project or this workspace asks for. */
function entryOf(spec: WantedSpec, { packages }: Lockfile, workspace: string): LockedPackage | undefined {
  const asked = packages.filter((one) =>
    spec.installedAs === '' ? one.direct && one.resolved === spec.asks : one.installedAs === spec.installedAs,
  )
  const places = [`${workspace}/node_modules/`, 'node_modules/'].map((folder) =>
    asked.find((one) => one.location === `${folder}${one.installedAs}`),
  )
  return places.find((one) => one !== undefined)
}

function publicationOf(history: Fetched<History> | 'none', version: string) {
  const versions = history !== 'none' && history.ok ? history.value.versions : []
  const found = versions.find((one) => one.version === version)
  return {
    published: found?.publishedAt.status === 'known' ? new Date(found.publishedAt.value).toISOString() : '',
    publisher: found?.publisher.status === 'known' ? found.publisher.value.name : '',
  }
}

export function toIncoming(
  one: JudgedPackage,
  specs: readonly CheckedSpec[],
  head: Lockfile,
  present: Lockfile | 'none',
): Incoming {
  const asked = specs.find((spec) => spec.name === one.name && spec.version === one.version)
  const told = one.timeline.find(({ isJudged }) => isJudged)
  const { name, version, verdict, eligibleAt, paths } = one
  const before = present === 'none' ? [] : present.packages.filter((had) => had.name === name)
  const entries = head.packages.filter((locked) => locked.name === name && locked.version === version)
  return {
    name,
    version,
    before: [...new Set(before.map((had) => had.version))],
    path: paths[0] ?? [],
    verdict,
    published: asked?.published ?? told?.published ?? '',
    eligibleAt,
    runsScripts: entries.some(({ hasInstallScript }) => hasInstallScript === 'yes'),
  }
}

export function leaving(head: Lockfile, present: Lockfile | 'none'): string[] {
  if (present === 'none') return []
  const there = new Set(head.packages.map(({ name }) => name))
  const gone = present.packages.filter((locked) => !isOwnCode(locked) && !there.has(locked.name))
  return [...new Set(gone.map(({ name, version }) => `${name}@${version}`))]
}
