// The system's own code of what went wrong with a file (`EACCES`). What is no error of the system is thrown on.

export function systemCodeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  throw error
}
