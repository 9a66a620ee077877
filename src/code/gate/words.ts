// The words that make a file worth a tree, and those that need a look at what follows them.
import { globalObjects } from '../names/globals.ts'
import type { Interests, Twig } from './interests.ts'
import { toWordList, type WordList } from './word-list.ts'

/**
 * `global`: a global with members of interest. `world`: the global object. `foreign`: a global of which all is of interest.
 * `anywhere`: of interest as a member of anything, too. `decoder`, `members`: beside others. `import`, `require` and `from`
 * load; the others are looked at by name.
 * `loop`: one that may never end. `map`: a method of lists.
 */
export type Role =
  | 'global'
  | 'world'
  | 'foreign'
  | 'anywhere'
  | 'decoder'
  | 'member'
  | 'constructor'
  | 'prototype-link'
  | 'require'
  | 'import'
  | 'from'
  | 'module'
  | 'process'
  | 'this'
  | 'arguments'
  | 'map'
  | 'date'
  | 'loop'

export type Words = { list: WordList; roles: readonly Role[] }

/** What builds text, sends mail on whatever object, or belongs to a disguise. `with` makes names of members. */
const anywhere =
  'fromCharCode fromCodePoint unescape decodeURI decodeURIComponent sendMail sendEmail sendEmailWithTemplate debugger with'

/** Members that matter beside lists of texts and dates, and what asks for a member by its name. */
const beside = 'split getTimezoneOffset Reflect'

const foreign = 'Bun Deno chrome'

/** What reads text letter by letter, or text out of bytes. */
const decoders = 'charCodeAt codePointAt TextDecoder StringDecoder'

const special: readonly (readonly [string, Role])[] = [
  ['constructor', 'constructor'],
  ['__proto__', 'prototype-link'],
  ['require', 'require'],
  ['import', 'import'],
  ['from', 'from'],
  ['module', 'module'],
  ['process', 'process'],
  ['this', 'this'],
  ['arguments', 'arguments'],
  ['map', 'map'],
  ['Date', 'date'],
  ['while', 'loop'],
  ['for', 'loop'],
]

function namesBelow({ members }: Twig): string[] {
  return [...members].flatMap(([name, twig]) => [name, ...namesBelow(twig)])
}

export function toWords({ globals }: Interests): Words {
  const roles = new Map<string, Role>()
  const give = (words: Iterable<string>, role: Role) => {
    for (const word of words) roles.set(word, role)
  }
  for (const twig of globals.members.values()) give(namesBelow(twig), 'member')
  give(beside.split(' '), 'member')
  give(globals.members.keys(), 'global')
  give(globalObjects, 'world')
  give(foreign.split(' '), 'foreign')
  give(decoders.split(' '), 'decoder')
  give(anywhere.split(' '), 'anywhere')
  for (const [word, role] of special) roles.set(word, role)
  return { list: toWordList(roles.keys()), roles: [...roles.values()] }
}
