// `cordon npm -- <npm's command line>`: what an alias for npm calls. Installs go cordon's way, everything else goes straight
// to npm as it was written. It never looks for cordon or an alias: npm's own script is what is started.
import { hang } from '../report/width.ts'
import type { Arguments } from './arguments.ts'
import { commandOf } from './commands.ts'
import { type Io, widthOf } from './io.ts'
import { npmAtHand, withNpm } from './npm-at-hand.ts'
import { routeOf } from './npm-route.ts'

export async function runNpmLine(given: Arguments, io: Io): Promise<number> {
  const { consequence } = commandOf(given.command)
  const line = routeOf(given.forNpm, consequence)
  switch (line.to) {
    case 'npm':
      return straight(line.args, given, consequence, io)
    case 'ci': {
      const { runCi } = await import('./ci.ts')
      return runCi({ ...given, operands: [], forNpm: line.args }, io)
    }
    case 'install':
    case 'update':
    case 'uninstall':
    case 'dedupe': {
      const { runChange } = await import('./install.ts')
      return runChange(line.to, { ...given, operands: [], forNpm: line.args }, io)
    }
  }
}

async function straight(args: readonly string[], given: Arguments, consequence: string, io: Io): Promise<number> {
  const program = npmAtHand(io, consequence)
  if (io.stderr.isTTY && !given.flags.has('quiet')) {
    const said = 'no install: straight to npm'
    await io.stderr.write(`${hang('cordon: ', said, widthOf(io.stderr)).join('\n')}\n`)
  }
  return withNpm(program, io.cwd, io, (npm) => npm(args))
}
