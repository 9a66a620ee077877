/** Runs one command line and gives the exit code. */
export async function main(_args: readonly string[]): Promise<number> {
  return 2
}
