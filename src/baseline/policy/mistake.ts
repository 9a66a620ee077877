// One mistake in a policy, as the checks write it.
import type { YamlMistake } from '../../yaml/read.ts'

/** `at` is an offset in the source. */
export function mistake(code: string, message: string, help: string, at: number): YamlMistake {
  return { code, message, help, at }
}
