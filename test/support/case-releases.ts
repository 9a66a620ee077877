// The releases of a rule's case, read in this process: the cases of our own packs are the death of no parser.
import type { Baseline, Candidate } from '../../src/domain/comparison.ts'
import type { Extracted } from '../../src/domain/release.ts'
import { extract } from '../../src/facts/extract.ts'
import type { RuleCase } from '../../src/rules/cases.ts'
import { toReleases, treesOf } from '../../src/scan/cases.ts'
import type { ExtractTree } from '../../src/scan/extract-request.ts'

export function releasesOf(one: RuleCase): { baseline: Baseline; candidate: Candidate } {
  return toReleases(one, treesOf(one).map(extractHere))
}

function extractHere({ tarball, integrity, patches }: ExtractTree): Extracted {
  return extract(tarball, integrity, patches)
}
