// A release that a person names loosely - a range, `latest`, nothing but the package - as the version that it means by now.
import type { NamedRelease } from '../domain/explained-on.ts'
import type { Fetched } from '../domain/release.ts'
import { maxSatisfying } from '../domain/versions.ts'
import type { Histories } from './histories.ts'

/** `asked`: `range` is a range, or `latest`. */
export type AskedRelease = NamedRelease | { kind: 'asked'; name: string; range: string }

export async function releaseOf(asked: AskedRelease, histories: Histories): Promise<Fetched<NamedRelease>> {
  if (asked.kind !== 'asked') return { ok: true, value: asked }
  const { name, range } = asked
  const history = await histories.of(name)
  if (!history.ok) return history
  const { latest, versions } = history.value
  const shown = versions.map(({ version }) => version)
  const version = range === 'latest' ? latest : maxSatisfying(shown, range)
  if (shown.includes(version)) return { ok: true, value: { kind: 'published', name, version } }
  return { ok: false, why: { code: 'version-not-found', detail: `the registry shows no ${name}@${range}` } }
}

/** As its user wrote it. */
export function shownAsked({ name, range }: { name: string; range: string }): string {
  return `${name}@${range}`
}
