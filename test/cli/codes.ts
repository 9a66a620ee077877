// The codes of the mistakes that a call is refused with; none when it is not.
import { Problem } from '../../src/domain/problem.ts'

export function codesOf(work: () => unknown): readonly string[] {
  try {
    work()
  } catch (error) {
    if (error instanceof Problem) return error.mistakes.map((mistake) => mistake.code)
    throw error
  }
  return []
}
