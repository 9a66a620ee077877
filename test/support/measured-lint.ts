// A program for tests: lints the pack it is given as a user would, and says on its last line what that took.
import { readFileSync } from 'node:fs'
import { main } from '../../src/cli/main.ts'
import { processIo } from '../../src/cli/process-io.ts'

const code = await main(['rules', 'lint', ...process.argv.slice(2)], processIo())
// Time of the processor: other tests run at the same time.
const { userCPUTime, systemCPUTime } = process.resourceUsage()
const milliseconds = Math.round((userCPUTime + systemCPUTime) / 1000)
process.stdout.write(`${JSON.stringify({ code, milliseconds, megabytes: Math.round(peakKib() / 1024) })}\n`)

/** Linux hands a child the peak of the process that started it (getrusage(2)); `status` is about this program alone. */
function peakKib(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1])
}
