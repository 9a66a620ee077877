// Where `this` may be the global object: in a function that is called where it is written. Which function a `this` belongs
// to is told by the braces around it; which one is called, by what follows its last brace.
import { isAssignment, isMark, type Reading } from './reading.ts'
import { token } from './token.ts'

const functionBody = 1
const suspect = 2
/** What `=` gives to something: a literal, unless another `=` follows it. */
const given = 4
/** It names a member that leads to everything: as a key of a literal it says nothing. */
const leads = 8

/** At `{`: it may begin the body of a function. */
export function openBody(reading: Reading): void {
  const { depth } = reading.lexer.nest
  if (depth >= reading.bodies.length) {
    const wider = new Uint8Array(Math.max(reading.bodies.length * 2, depth + 1))
    wider.set(reading.bodies)
    reading.bodies = wider
  }
  const { kind, first } = reading.last
  const isGiven = kind === token.punctuator && first === 0x3d
  reading.bodies[depth] = reading.afterCall ? functionBody : isGiven ? given : 0
}

/** At a key. False: the braces around it may be those of a pattern (`{ constructor: C } = f`). */
export function isKeyOfLiteral(reading: Reading): boolean {
  const { depth } = reading.lexer.nest
  const body = reading.bodies[depth] ?? 0
  reading.bodies[depth] = body | leads
  return (body & given) !== 0
}

/** A `this` with `from` brackets around it that is used in a way that would matter: up to the body it is in, every brace may be the body it belongs to. */
export function suspectThis(reading: Reading, from: number): void {
  for (let depth = from; depth > 0; depth--) {
    const body = reading.bodies[depth] ?? 0
    reading.bodies[depth] = body | suspect
    if ((body & functionBody) !== 0) return
  }
}

/** Outside of all functions `arguments` is what Node gives to a file, its `require` among it. */
export function isInFunction({ lexer, bodies }: Reading): boolean {
  for (let { depth } = lexer.nest; depth > 0; depth--) if (((bodies[depth] ?? 0) & functionBody) !== 0) return true
  return false
}

/** At `}`: whether what follows may call what ends here is seen at the next tokens. */
export function closeBody(reading: Reading): void {
  const depth = reading.lexer.nest.depth + 1
  const body = reading.bodies[depth] ?? 0
  if ((body & suspect) !== 0) reading.leftBody = 1
  reading.leftKeys = (body & leads) !== 0
  reading.bodies[depth] = 0
}

/** At the token after such a `}`: `} = f`. True: it was a pattern. */
export function isPattern(reading: Reading): boolean {
  reading.leftKeys = false
  return isAssignment(reading)
}

/** At the tokens after such a `}`: `}(`, `})(`, `}.call(`. True: it is called. */
export function isCalled(reading: Reading): boolean {
  if (reading.leftBody === 0) return false
  const isFirst = reading.leftBody === 1
  reading.leftBody = 0
  if (reading.lexer.kind === token.template) return true
  if (isMark(reading, '(') || isMark(reading, '.') || isMark(reading, '[') || isMark(reading, '?')) return true
  // Parentheses around the function, any number of them.
  if (isMark(reading, ')')) reading.leftBody = isFirst ? 1 : 0
  return false
}
