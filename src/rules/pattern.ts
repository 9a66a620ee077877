// Regular expressions for `matches`, as a program for a machine that never goes back. How large a program becomes is
// bounded before it runs.
import { type Characters, type PatternNode, readSyntax } from './pattern-syntax.ts'

export type Step =
  | Characters
  | { kind: 'either'; one: number; other: number }
  | { kind: 'goto'; to: number }
  | { kind: 'begin' | 'end' | 'found' }

export type Program = readonly Step[]
export type PatternRead = { ok: true; program: Program } | { ok: false; why: string }

const maxSteps = 500

/** `why` completes "the pattern ...". */
export function readPattern(pattern: string): PatternRead {
  const read = readSyntax(pattern)
  if (!read.ok) return read
  const program: Step[] = []
  if (!emit(program, read.node)) return { ok: false, why: `needs more than ${maxSteps} steps` }
  return { ok: true, program: [...program, { kind: 'found' }] }
}

/** False as soon as the program grows too long. */
function emit(program: Step[], node: PatternNode): boolean {
  if (program.length > maxSteps) return false
  switch (node.kind) {
    case 'character':
    case 'begin':
    case 'end':
      program.push(node)
      return true
    case 'sequence':
      return node.of.every((one) => emit(program, one))
    case 'choice':
      return emitChoice(program, node.of)
    case 'repeat':
      return emitRepeat(program, node)
  }
}

function emitChoice(program: Step[], [first, ...others]: readonly PatternNode[]): boolean {
  if (first === undefined) return true
  if (others.length === 0) return emit(program, first)
  const fork = program.push({ kind: 'goto', to: 0 }) - 1
  if (!emit(program, first)) return false
  const leave = program.push({ kind: 'goto', to: 0 }) - 1
  program[fork] = { kind: 'either', one: fork + 1, other: program.length }
  if (!emitChoice(program, others)) return false
  program[leave] = { kind: 'goto', to: program.length }
  return true
}

function emitRepeat(program: Step[], { of, least, most }: PatternNode & { kind: 'repeat' }): boolean {
  const before = program.length
  for (let times = 0; times < least; times++) {
    if (!emit(program, of)) return false
    // Nothing, a hundred times a hundred times, is nothing.
    if (program.length === before) break
  }
  if (most === Number.POSITIVE_INFINITY) {
    const fork = program.push({ kind: 'goto', to: 0 }) - 1
    if (!emit(program, of)) return false
    program.push({ kind: 'goto', to: fork })
    program[fork] = { kind: 'either', one: fork + 1, other: program.length }
    return true
  }
  for (let times = least; times < most; times++) {
    const fork = program.push({ kind: 'goto', to: 0 }) - 1
    if (!emit(program, of)) return false
    program[fork] = { kind: 'either', one: fork + 1, other: program.length }
  }
  return true
}
