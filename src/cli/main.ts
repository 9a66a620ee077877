// One command line to one exit code. Everything heavy is imported only once it is known to be needed.
import { Problem } from '../domain/problem.ts'
import { nothingJudged } from '../report/exit-code.ts'
import { renderBug, renderProblem } from './errors.ts'
import { type Io, widthOf } from './io.ts'
import { processIo } from './process-io.ts'

/** Runs one command line and gives the exit code (design section 2). Never throws. */
export async function main(args: readonly string[], io: Io = processIo()): Promise<number> {
  try {
    return await run(args, io)
  } catch (error) {
    const text = error instanceof Problem ? renderProblem(error, widthOf(io.stderr)) : renderBug(error)
    await io.stderr.write(text)
    return nothingJudged
  }
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const asked = args.slice(0, args.includes('--') ? args.indexOf('--') : args.length)
  if (asked.includes('--version') || asked[0] === '-v') {
    const { toolVersion } = await import('./version.ts')
    await io.stdout.write(`${toolVersion()}\n`)
    return 0
  }
  if (asked.includes('--help') || asked.includes('-h')) {
    const { helpPage } = await import('./help.ts')
    const words = asked.filter((arg) => !arg.startsWith('-'))
    const page = helpPage(words, widthOf(io.stdout))
    if (page !== '') {
      await io.stdout.write(page)
      return 0
    }
  }
  const { commandOf, isCommand } = await import('./commands.ts')
  const [first = ''] = args
  const ahead = isCommand(first) ? await commandOf(first).ahead?.() : undefined
  try {
    const { parseArguments } = await import('./arguments.ts')
    const given = parseArguments(args)
    const { consequence, load } = commandOf(given.command)
    return await withConsequence(consequence, async () => (await load())(given, io, ahead))
  } finally {
    ahead?.kill()
  }
}

async function withConsequence(consequence: string, work: () => Promise<number>): Promise<number> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof Problem ? ofCommand(error, consequence) : error
  }
}

/** Lockfiles and policies are read for many commands, and say of their mistakes what a scan would. */
function ofCommand(problem: Problem, consequence: string): Problem {
  const isOfScan = problem.consequence === 'nothing was scanned'
  return isOfScan ? new Problem(problem.mistakes, consequence) : problem
}
