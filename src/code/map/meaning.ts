// What it means to use a name: the shapes of the capability map. The map says which names; `capabilities/` says how a
// use is read out of a tree.
import type { CapabilityName } from '../../domain/code.ts'
import type { Name } from '../value.ts'

export type Deed = { name: CapabilityName; subject: string }

/** Which argument is the path of what: `does` is '' where a file is only asked about. */
export type PathArgument = { at: number; does: 'fs-read' | 'fs-write' | 'fs-delete' | '' }

export type Meaning =
  | { as: 'plain'; deeds: readonly Deed[] }
  /** Talks to an address: argument `at` is a URL, a host, or options that have one. */
  | { as: 'client'; deeds: readonly Deed[]; at: number; form: 'url' | 'host' | 'port-host' }
  /** Touches files. `mode`: the argument that is a mode or options with one; -1 for none. `flags`: the one that opens for writing. */
  | { as: 'file'; paths: readonly PathArgument[]; mode: number; flags: number; deeds: readonly Deed[] }
  /** Starts something: a shell's line, a program with arguments, a module of Node. */
  | { as: 'process'; form: 'line' | 'program' | 'module'; deeds: readonly Deed[] }
  /** Loads the module or file named by argument `at`. */
  | { as: 'load'; deeds: readonly Deed[]; at: number }
  /** A timer: argument 0 is code where it is text, argument 1 says how long. */
  | { as: 'timer' }
  /** Sends messages to people: options in argument 0 name them. */
  | { as: 'mail'; deeds: readonly Deed[] }
  /** Makes the element of a page that argument 0 names. */
  | { as: 'element' }
  /** Waits for the event that argument 0 names. */
  | { as: 'listener' }
  /** Puts members on an object: (object, key, ...), or (object, record). */
  | { as: 'define' }
  /** Stands in front of argument 0, and may answer anything in its place. */
  | { as: 'proxy' }
  /** The environment read by name in argument 0, or as a whole where there is none. */
  | { as: 'environment' }

export type Entry = { of: Name; members: readonly string[]; meaning: Meaning }

/** `members` are words; `()` stands for what the name itself does when it is called. */
export function entry(of: Name, members: string, meaning: Meaning): Entry {
  return { of, members: members.split(' '), meaning }
}

/** Deeds as words: `network-client`, or `fingerprint:hostname` with a subject. */
export type DeedWord = CapabilityName | `${CapabilityName}:${string}`

export function deeds(...words: readonly DeedWord[]): readonly Deed[] {
  return words.map(toDeed)
}

function toDeed(word: DeedWord): Deed {
  const colon = word.indexOf(':')
  // The type says that what stands before the colon is a name.
  const name = (colon === -1 ? word : word.slice(0, colon)) as CapabilityName
  return { name, subject: colon === -1 ? '' : word.slice(colon + 1) }
}

export function plain(...words: readonly DeedWord[]): Meaning {
  return { as: 'plain', deeds: deeds(...words) }
}

export function client(form: 'url' | 'host' | 'port-host' = 'url', at = 0, ...words: readonly DeedWord[]): Meaning {
  return { as: 'client', deeds: deeds(...(words.length === 0 ? (['network-client'] as const) : words)), at, form }
}

/** One path, the first argument. */
export function file(does: PathArgument['does'], mode = -1, flags = -1): Meaning {
  return { as: 'file', paths: [{ at: 0, does }], mode, flags, deeds: [] }
}

/** From the first argument to the second. */
export function fileToFile(from: PathArgument['does'], to: PathArgument['does']): Meaning {
  return {
    as: 'file',
    paths: [
      { at: 0, does: from },
      { at: 1, does: to },
    ],
    mode: -1,
    flags: -1,
    deeds: [],
  }
}

export function starts(form: 'line' | 'program' | 'module', ...words: readonly DeedWord[]): Meaning {
  const always = form === 'line' ? (['process-spawn', 'shell'] as const) : (['process-spawn'] as const)
  return { as: 'process', form, deeds: deeds(...always, ...words) }
}

export function loads(at: number, ...words: readonly DeedWord[]): Meaning {
  return { as: 'load', deeds: deeds(...words), at }
}

export const mails: Meaning = { as: 'mail', deeds: deeds('network-client') }

/** The same entry for several packages, divided by blanks; a name may go on into a package: `axios.create()`. */
export function ofPackages(packages: string, members: string, meaning: Meaning): Entry[] {
  return packages.split(' ').map((name) => entry(`package:${name}`, members, meaning))
}
