// A packument of today as it stood an hour after a release. Cutting off later versions is `judgeSpec`'s work; this takes
// away what came later and carries no date.
//
// Whatever else a packument says of a version was written with it and never changes: publisher, commit, evidence of
// origin, manifest. Whether a registry shows such a field at all is a property of the registry, and may be told from
// later versions too. No rule reads where `latest` leads; where that tag has moved on, the highest stable version there
// was stands for it. Out of reach: versions that were unpublished since then, which can only make a package look
// younger and a silence longer.
import type { Histories } from '../histories.ts'

/**
 * `version` of `name` without its deprecation: nobody warns of a release within the hour in which it appears. Those of
 * earlier releases stay, since they may be older; they only keep a release that is said to be an attack from being a
 * baseline.
 */
export function withoutLaterWarning(histories: Histories, name: string, version: string): Histories {
  return {
    of: async (asked) => {
      const history = await histories.of(asked)
      if (!history.ok || asked !== name) return history
      const versions = history.value.versions.map((one) => (one.version === version ? { ...one, deprecated: '' } : one))
      return { ok: true, value: { ...history.value, versions } }
    },
  }
}
