// What is said about a condition that does not compile: stable codes, and sentences for the rule's author.
import type { Expression } from './expression.ts'

/** A mistake in a condition; `start` is an offset in its text. */
export type ConditionMistake = { code: string; message: string; help: string; start: number }

/** `celCode` is the library's own code for the error. */
export function wrongSyntax(celCode: string, summary: string, start: number): ConditionMistake {
  const help = 'Conditions are CEL: fields, comparisons, &&, ||, ! and the functions of cordon rules vocabulary.'
  return { code: celCode === 'limit_exceeded' ? 'cel-limit' : 'cel-syntax', message: summary, help, start }
}

export function tooLong(length: number, maxLength: number): ConditionMistake {
  const help = 'Make two rules of it.'
  return { code: 'cel-limit', message: `A condition of ${length} characters; ${maxLength} are allowed`, help, start: 0 }
}

/** In a folded YAML text a comment would silently swallow the rest of the condition. */
export function checkComment(source: string, { end }: Expression): ConditionMistake[] {
  const comment = source.indexOf('//', end)
  if (comment === -1) return []
  const help = 'Put it above the rule as a YAML comment (#).'
  return [{ code: 'cel-comment', message: 'A comment at the end of a condition', help, start: comment }]
}

export function wrongType(summary: string, start: number): ConditionMistake {
  const help = 'cordon rules vocabulary lists every field with its type; numbers in calculations need a point: 1.0.'
  return { code: 'cel-type', message: summary, help, start }
}

export function notBool(type: string): ConditionMistake {
  const help = 'End it with a comparison, or with .exists(…) for a list.'
  return { code: 'not-bool', message: `"when" must be true or false, and this is ${type}`, help, start: 0 }
}

export function notFacts(type: string): ConditionMistake {
  const help =
    'Filter one list of facts, such as change.scripts.filter(s, …), or name one fact: "[change.publication]".'
  return { code: 'not-facts', message: `"find" must be a list of facts, and this is ${type}`, help, start: 0 }
}
