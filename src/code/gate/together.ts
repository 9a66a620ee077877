// What of a file only counts together, once all of it was read.
import type { Twig } from './interests.ts'
import { canMake, makeWord } from './pieces.ts'
import type { Reading, Reason } from './reading.ts'

/** A list of texts that is long enough to be an obfuscator's, and calls enough to be its reader's. */
export const manyTexts = 8
const manyNumberCalls = 8

/** Letters of `constructor`: fewer bytes make none of the words that matter. */
const manyNumbers = 9

export function together({ seen }: Reading): Reason {
  if (seen.date && (seen.day || seen.members.has('getTimezoneOffset'))) return 'date'
  if (seen.timer && (seen.hour || seen.code)) return 'timer'
  const isPicking = seen.pick || seen.members.has('Reflect')
  for (const twig of seen.aliases) {
    if (isPicking && isUsedByMember(twig)) return 'alias'
    for (const member of twig.members.keys()) {
      if (seen.members.has(member) || (isPicking && canMake(member, seen.members))) return 'alias'
    }
  }
  if (isPicking && seen.word) return 'text'
  if ((isPicking && makeWord(seen.pieces)) || (seen.decoder && seen.numbers >= manyNumbers)) return 'pieces'
  const isList = seen.texts >= manyTexts || seen.members.has('split')
  const isRead = isList && (seen.pick || seen.places > 0) && seen.numberCalls >= manyNumberCalls
  return isRead || (isPicking && seen.decoder && seen.texts >= 3) ? 'texts-by-number' : ''
}

/** More than writing to its members is of interest: the name of one may be made of anything. */
function isUsedByMember({ members }: Twig): boolean {
  return [...members.values()].some(
    (member) => [...member.interests].some((interest) => interest !== 'written') || isUsedByMember(member),
  )
}
