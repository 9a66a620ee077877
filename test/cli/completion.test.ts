// Completion and examples speak of commands and flags that exist: the scripts run in the shells that are here.
import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { parseArguments } from '../../src/cli/arguments.ts'
import { commandNames, commandOf } from '../../src/cli/commands.ts'
import { examples } from '../../src/cli/examples.ts'
import { main } from '../../src/cli/main.ts'
import { fakeIo } from './fake-io.ts'

async function scriptFor(shell: string): Promise<string> {
  const { io, out, err } = fakeIo()
  expect(await main(['completion', shell], io), err()).toBe(0)
  return out()
}

/** What bash offers for the last of these words. */
function offered(script: string, ...words: readonly string[]): string[] {
  const quoted = words.map((word) => `'${word}'`).join(' ')
  const ask = `${script}\nCOMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _cordon; printf '%s\\n' "\${COMPREPLY[@]}"`
  return execFileSync('bash', ['-c', ask], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line !== '')
}

describe.skipIf(process.platform === 'win32')('completion in bash', async () => {
  const script = await scriptFor('bash')
  test.for([
    [
      ['cordon', 'sc'],
      ['scan', 'scripts'],
    ],
    [['cordon', 'rules', 'l'], ['lint']],
    [['cordon', 'scripts', 'a'], ['approve']],
    [['cordon', 'scan', '--of'], ['--offline']],
    [['cordon', 'rules', 'backtest', '--la'], ['--last']],
    [['cordon', 'exceptions', 'prune', '--un'], ['--unused']],
    [['cordon', 'rules', 'show', '--la'], []],
    [['cordon', 'scan', 'x'], []],
  ] as const)('%j gives %j', ([words, expected]) => expect(offered(script, ...words)).toEqual(expected))

  test('every command and flag is in it', () => {
    const asked = commandNames.flatMap((name) => commandOf(name).flags.map((flag) => ({ name, flag })))
    const lines = asked.map(({ name, flag }) => {
      const words = ['cordon', ...name.split(' '), `--${flag}`]
      return `COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}; _cordon; echo "\${COMPREPLY[*]}"`
    })
    const answers = execFileSync('bash', ['-c', `${script}\n${lines.join('\n')}`], { encoding: 'utf8' }).split('\n')
    for (const [index, { flag }] of asked.entries()) expect(answers[index]?.split(' ')).toContain(`--${flag}`)
  })
})

describe('completion', () => {
  test.for(['zsh', 'fish', 'powershell'])('%s names every command', async (shell) => {
    const script = await scriptFor(shell)
    for (const name of commandNames) for (const word of name.split(' ')) expect(script).toContain(word)
  })
  test('a shell that nobody knows is said, with the near one', async () => {
    const { io, err } = fakeIo()
    expect(await main(['completion', 'fsih'], io)).toBe(2)
    expect(err()).toContain('"fish"')
  })
})

describe('examples', () => {
  test.for(commandNames)('of %s are command lines that parse', (name) => {
    expect(examples[name].length).toBeGreaterThan(0)
    for (const { line } of examples[name]) {
      const words = line.replace(/ >>? .*$/, '').match(/"[^"]*"|\S+/g) ?? []
      const { command } = parseArguments(words.map((word) => word.replace(/^"|"$/g, '')))
      expect(command).toBe(name)
    }
  })
})
