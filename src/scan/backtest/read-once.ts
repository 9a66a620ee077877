// Contents as several upgrades of one package need them. A release is judged, compared with, asked whether it was sound
// itself, and comes up again in the next upgrade: its facts are kept while that goes on.
import type { ContentsSource } from '../contents.ts'

/** Patched files and bytes without a digest are asked for each time: their digest does not say what they are. */
export function readOnce(contents: ContentsSource): ContentsSource {
  const known = new Map<string, ReturnType<ContentsSource['of']>>()
  return {
    ...contents,
    of: (wanted, patch) => {
      if (patch !== 'none' || wanted.integrity === '') return contents.of(wanted, patch)
      const asked = known.get(wanted.integrity) ?? contents.of(wanted, patch)
      known.set(wanted.integrity, asked)
      return asked
    },
  }
}
