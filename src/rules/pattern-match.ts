// Runs a pattern over a text: every place in the pattern that is possible so far, side by side, one character after the
// other. Time is the length of the text times that of the pattern, whatever they are.
import type { Program } from './pattern.ts'
import type { Range } from './pattern-syntax.ts'

/** Whether the pattern occurs anywhere in the text, as CEL has it. */
export function occursIn(program: Program, text: string): boolean {
  let places = new Set<number>()
  let index = 0
  for (const character of text) {
    // A match may begin at every character.
    if (follow(program, 0, places, index === 0, false)) return true
    const code = character.codePointAt(0) ?? 0
    const next = new Set<number>()
    const isLast = index + character.length === text.length
    for (const place of places) {
      const step = program[place]
      if (step?.kind !== 'character' || isIn(step.ranges, code) === step.negated) continue
      if (follow(program, place + 1, next, false, isLast)) return true
    }
    places = next
    index += character.length
  }
  return follow(program, 0, places, index === 0, true)
}

/** Adds every character step that can be reached without reading; true when the end of the pattern can. */
function follow(program: Program, start: number, places: Set<number>, atBegin: boolean, atEnd: boolean): boolean {
  const waiting = [start]
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    if (places.has(place)) continue
    places.add(place)
    const step = program[place]
    switch (step?.kind) {
      case 'found':
        return true
      case 'either':
        waiting.push(step.one, step.other)
        break
      case 'goto':
        waiting.push(step.to)
        break
      case 'begin':
        if (atBegin) waiting.push(place + 1)
        break
      case 'end':
        if (atEnd) waiting.push(place + 1)
        break
      case 'character':
      case undefined:
        break
    }
  }
  return false
}

function isIn(ranges: readonly Range[], code: number): boolean {
  return ranges.some(([from, to]) => code >= from && code <= to)
}
