// Mistakes of the command line: they have no place in a file.
import { type Mistake, nowhere } from '../domain/problem.ts'

export function usageMistake(code: string, message: string, help: string): Mistake {
  return { code, message, help, place: nowhere }
}
