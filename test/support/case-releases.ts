// The releases of a rule's case, read in this process: the cases of our own packs are the death of no parser.
import { type FileReading, unwatched, type Watch } from '../../src/code/reader.ts'
import type { Baseline, Candidate } from '../../src/domain/comparison.ts'
import type { Extracted } from '../../src/domain/release.ts'
import { extract } from '../../src/facts/extract.ts'
import type { RuleCase } from '../../src/rules/cases.ts'
import { toReleases, treesOf } from '../../src/scan/cases.ts'
import type { ExtractTree } from '../../src/scan/extract-request.ts'

export function releasesOf(one: RuleCase): { baseline: Baseline; candidate: Candidate } {
  return toReleases(one, treesOf(one).map(extractHere))
}

/** Cases have most of their files in common; the process that reads packages remembers them, too. */
const readings = new Map<string, FileReading>()

function remember(key: string, _size: number, read: () => FileReading): FileReading {
  const known = readings.get(key) ?? read()
  readings.set(key, known)
  return known
}

const watch: Watch = { ...unwatched, remember }

function extractHere({ tarball, integrity, patches }: ExtractTree): Extracted {
  return extract(tarball, integrity, patches, watch)
}
