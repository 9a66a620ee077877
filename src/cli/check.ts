// `cordon check`: has npm's own code resolve what would come into the tree, in a scratch folder, and judges that. Nothing
// of the project is written or run.
import { startResolveProcess } from '../sources/resolve-process.ts'
import type { Arguments } from './arguments.ts'
import type { Io } from './io.ts'

/**
 * The exit code is the report's, as a scan's is. What npm's code needs takes longest to load: its process has begun before
 * anything else of a check is there.
 */
export async function runCheck(given: Arguments, io: Io): Promise<number> {
  const started = startResolveProcess()
  try {
    const { runWith } = await import('./check-run.ts')
    return await runWith(given, io, started)
  } finally {
    started.kill()
  }
}
