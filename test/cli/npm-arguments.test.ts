// npm's own words as tables: what each flag becomes, what each command does, and what is refused by name.
import { describe, expect, test } from 'vitest'
import { forNpmItself, npmWords, readNpmArguments } from '../../src/cli/npm-arguments.ts'
import { npmAliases, npmCommands } from '../../src/cli/npm-commands.ts'
import { npmOptions, npmShortForms } from '../../src/cli/npm-options.ts'
import { routeOf } from '../../src/cli/npm-route.ts'
import { Problem } from '../../src/domain/problem.ts'

function read(line: string) {
  const { options, operands, mistakes } = readNpmArguments(line.split(' '))
  return { words: npmWords(options), operands, codes: mistakes.map(({ code }) => code) }
}

describe('flags', () => {
  test.each([
    ['-D x', ['--save-dev'], ['x']],
    ['x -DE y', ['--save-dev', '--save-exact'], ['x', 'y']],
    ['--save-dev=false x', ['--no-save-dev'], ['x']],
    ['--save-dev false x', ['--no-save-dev'], ['x']],
    ['--no-save-dev x', ['--no-save-dev'], ['x']],
    ['--no-audit x', ['--no-audit'], ['x']],
    ['--audit true x', ['--audit'], ['x']],
    ['--omit dev --omit=optional', ['--omit=dev', '--omit=optional'], []],
    ['-w a x', ['--workspace=a'], ['x']],
    ['--workspace=packages/a', ['--workspace=packages/a'], []],
    ['-ws', ['--workspaces'], []],
    ['--ws --iwr', ['--workspaces', '--include-workspace-root'], []],
    ['--silent x', ['--loglevel=silent'], ['x']],
    ['-dd', ['--loglevel=verbose'], []],
    ['--reg https://r.example.test/ x', ['--registry=https://r.example.test/'], ['x']],
    ['-f', ['--force'], []],
    ['--no-global', ['--no-global'], []],
    ['-- --global -D', [], ['--global', '-D']],
    ['x -- -g', [], ['x', '-g']],
  ])('%s', (line, words, operands) => {
    expect(read(line)).toEqual({ words, operands, codes: [] })
  })

  test.each([
    ['-g x', 'npm-flag-refused'],
    ['--global', 'npm-flag-refused'],
    ['--location=global', 'npm-flag-refused'],
    ['-C elsewhere', 'npm-flag-refused'],
    ['--no-save', 'npm-flag-refused'],
    ['--save=false', 'npm-flag-refused'],
    ['--no-package-lock', 'npm-flag-refused'],
    ['--package-lock=false', 'npm-flag-refused'],
    ['--package-lock false', 'npm-flag-refused'],
    ['--no-shrinkwrap', 'npm-flag-refused'],
    ['--no-ignore-scripts', 'npm-flag-refused'],
    ['--ignore-scripts=false', 'npm-flag-refused'],
    ['--ignore-scripts false', 'npm-flag-refused'],
    ['--allow-scripts=x', 'npm-flag-refused'],
    ['--dangerously-allow-all-scripts', 'npm-flag-refused'],
    ['--install-strategy linked', 'npm-flag-refused'],
    ['--prefer-online', 'npm-flag-refused'],
    ['--ignore-s', 'npm-unknown-flag'],
    ['--no-ignore-script', 'npm-unknown-flag'],
    ['-Dq9', 'npm-unknown-flag'],
    ['-x', 'npm-unknown-flag'],
    ['---global', 'npm-unknown-flag'],
    ['--__proto__', 'npm-unknown-flag'],
    ['--omit', 'npm-flag-without-value'],
    ['--no-omit', 'npm-flag-without-value'],
    ['--audit=maybe', 'npm-switch-with-value'],
  ])('%s is refused', (line, code) => {
    expect(read(line).codes).toEqual([code])
  })

  test('what is refused says why and what to do; every short form stands for a flag that is known', () => {
    for (const option of Object.values(npmOptions)) {
      if (option.road === 'refused') expect([option.why, option.instead].every((text) => text.length > 5)).toBe(true)
    }
    for (const [long = ''] of Object.values(npmShortForms)) {
      expect(Object.keys(npmOptions)).toContain(long.replace(/^--(?:no-)?/, ''))
    }
  })
  test('npm itself is not given what cordon says by itself', () => {
    const { options } = readNpmArguments(['--ignore-scripts', '--offline', '--cache', 'x', '-D', '--audit', '-w', 'a'])
    expect(npmWords(forNpmItself(options))).toEqual(['--audit', '--workspace=a'])
  })
})

function route(line: string): string {
  try {
    const { to, args } = routeOf(line === '' ? [] : line.split(' '), '')
    return `${to}: ${args.join(' ')}`
  } catch (error) {
    if (error instanceof Problem) return error.mistakes.map(({ code }) => code).join()
    throw error
  }
}

describe('command lines', () => {
  test.each([
    ['install x', 'install: x'],
    ['i x -D', 'install: x -D'],
    ['-D add x', 'install: -D x'],
    ['--loglevel silent isntall x', 'install: --loglevel silent x'],
    ['-w a install x', 'install: -w a x'],
    ['--workspace=a install x', 'install: --workspace=a x'],
    ['--no-audit ci', 'ci: --no-audit'],
    ['clean-install', 'ci: '],
    ['up x', 'update: x'],
    ['rm x', 'uninstall: x'],
    ['ddp', 'dedupe: '],
    ['-- install x', 'install: -- x'],
    ['', 'npm: '],
    ['--version', 'npm: --version'],
    ['-v', 'npm: -v'],
    ['run build -- --global', 'npm: run build -- --global'],
    ['test', 'npm: test'],
    ['ls -g', 'npm: ls -g'],
    ['install --help', 'npm: install --help'],
    ['audit', 'npm: audit'],
    ['audit signatures', 'npm: audit signatures'],
    ['init -y', 'npm: init --workspaces-update=false -y --workspaces-update=false'],
    ['version -w a patch', 'npm: version --workspaces-update=false -w a patch --workspaces-update=false'],
    ['verison 1.0.0 --', 'npm: verison --workspaces-update=false 1.0.0 --workspaces-update=false --'],
    ['exec tsc -- -p fix', 'npm: exec --yes=false tsc --yes=false -- -p fix'],
    ['x tsc', 'npm: x --yes=false tsc --yes=false'],
    ['audit fix', 'npm-command-refused'],
    ['audit --force fix', 'npm-command-refused'],
    ['init vite', 'npm-command-refused'],
    ['create vite', 'npm-command-refused'],
    ['link ../x', 'npm-command-refused'],
    ['rebuild', 'npm-command-refused'],
    ['it', 'npm-command-refused'],
    ['exec -y evil', 'npm-flag-refused'],
    ['x --yes=true evil', 'npm-flag-refused'],
    ['inst4ll x', 'npm-unknown-command'],
    ['instal-clean', 'npm-unknown-command'],
    ['Install x', 'npm-unknown-command'],
    ['constructor', 'npm-unknown-command'],
    ['--unknown install x', 'npm-unknown-flag'],
    ['--global true install x', 'npm-unknown-command'],
  ])('npm %s', (line, expected) => {
    expect(route(line)).toBe(expected)
  })
  test('every other name is one of a command', () => {
    for (const name of Object.values(npmAliases)) expect(Object.keys(npmCommands)).toContain(name)
  })
})
