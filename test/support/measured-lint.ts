// A program for tests: lints the pack it is given as a user would, and says on its last line what that took.
import { main } from '../../src/cli/main.ts'
import { processIo } from '../../src/cli/process-io.ts'

const code = await main(['rules', 'lint', ...process.argv.slice(2)], processIo())
// Time of the processor: other tests run at the same time.
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
const milliseconds = Math.round((userCPUTime + systemCPUTime) / 1000)
process.stdout.write(`${JSON.stringify({ code, milliseconds, megabytes: Math.round(maxRSS / 1024) })}\n`)
