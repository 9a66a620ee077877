// What the gate keeps of a file's loops. An open one is one whose condition may hold for ever: where its body is, and
// whether something in it could take a `break` or `return` for itself.

export type OpenLoop = {
  /** Brackets around the loop; its body is one deeper. */
  depth: number
  /** Bytes before its body. */
  from: number
  /** The name that is its condition; '' for another one. */
  name: string
  /** There is a function in it: from there on a way out may be that one's. */
  isNested: boolean
  /** The same for a `break` and a loop or switch, and for a `throw`. */
  takesBreaks: boolean
  catches: boolean
  /** `if (false)`: what leads out there never does. */
  hasDeadTest: boolean
  hasWayOut: boolean
}

export type Loops = {
  open: OpenLoop | undefined
  /** The whole text, once it was searched, and what was found by name; whether it has words for what is endless. */
  text: string | undefined
  given: Map<string, boolean>
  hasBig: boolean | undefined
}

export function noLoops(): Loops {
  return { open: undefined, text: undefined, given: new Map(), hasBig: undefined }
}
