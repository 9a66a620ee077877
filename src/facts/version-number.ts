// What a version number says by itself, against the versions that were published before it. All of it is chosen by
// whoever publishes: a number is never proof, only one more thing that is new.
import type { PublicationFact } from '../domain/change.ts'
import { compareVersions, numbersOf } from '../domain/versions.ts'

/** A first version at or above this number wants to win against a private package of the same name. */
const highFirst = 20
/** Honest jumps (0.14 to 15, aligned monorepos) are smaller or rare. */
const jump = 10
/** Majors from here on are years: calendar versions. */
const firstYear = 1990

/** `before` are the versions published earlier. */
export function versionNumber(version: string, before: readonly string[]): PublicationFact['number'] {
  const numbers = numbersOf(version)
  if (numbers === 'none') return 'unknown'
  if (numbers.prerelease !== '' && isCommitBuild(numbers)) return 'commit-build'
  const majors = before.map(majorOf).filter((major) => major >= 0)
  if (isJump(numbers.major, majors)) return 'jump'
  // A second release minutes later does not make the first one any more honest. The lowest, because mirrors take old
  // versions in late.
  const lowest = before.reduce((a, b) => (compareVersions(b, a) < 0 ? b : a), before[0] ?? version)
  const begin = numbersOf(lowest)
  return begin !== 'none' && isHigh(begin) ? 'first-is-high' : 'ordinary'
}

function isJump(major: number, before: readonly number[]): boolean {
  if (before.length === 0 || isYear(major)) return false
  const highest = before.reduce((a, b) => Math.max(a, b))
  return !isYear(highest) && major - highest >= jump
}

type Numbers = Exclude<ReturnType<typeof numbersOf>, 'none'>

function majorOf(version: string): number {
  const numbers = numbersOf(version)
  return numbers === 'none' ? -1 : numbers.major
}

/** `99.99.99`, `35.0.0`, `9.9.9`, `1.1.99`: nobody's first release. */
function isHigh({ major, minor, patch }: Numbers): boolean {
  if (isYear(major)) return false
  if (major >= highFirst || isAllNines(minor) || isAllNines(patch)) return true
  return major >= 9 && major === minor && minor === patch
}

/** 99, 999 and so on: the highest that fits. */
function isAllNines(number: number): boolean {
  return number >= 99 && [...String(number)].every((digit) => digit === '9')
}

function isYear(major: number): boolean {
  return major >= firstYear
}

/** `0.0.0-<commit>`, also after a tag or a date: some part is a commit in hex digits. */
function isCommitBuild({ major, minor, patch, prerelease }: Numbers): boolean {
  if (major !== 0 || minor !== 0 || patch !== 0) return false
  return prerelease.split(/[.-]/).some(isCommit)
}

function isCommit(part: string): boolean {
  if (part.length < 7 || part.length > 40) return false
  const digits = [...part]
  // A date is all digits; a commit that is cannot be told from one.
  return digits.every((digit) => '0123456789abcdef'.includes(digit)) && digits.some((digit) => digit >= 'a')
}
