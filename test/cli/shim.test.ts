// The aliases of docs/install.md in real shells: what goes to npm, what goes to cordon, and that nothing leads back.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fakeNpm } from '../support/fake-npm.ts'

const launcher = fileURLToPath(new URL('../../bin/cordon.js', import.meta.url))
const docs = readFileSync(new URL('../../docs/install.md', import.meta.url), 'utf8')
const aliases = docs.split('\n').filter((line) => /^alias np[mx]=/.test(line))
const shells = ['/bin/bash', '/bin/sh', '/bin/zsh'].filter((shell) => existsSync(shell))

let home = ''
let fake: ReturnType<typeof fakeNpm>
beforeAll(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'cordon-shim-')))
  fake = fakeNpm(home, "if (process.argv.includes('fails')) process.exitCode = 5")
  // Whatever calls itself npm on the PATH: none of it may be started.
  for (const name of ['npm', 'cordon']) {
    const script =
      name === 'npm'
        ? 'echo recursion >> "$HOME/recursion"; cordon npm -- "$@"'
        : `exec "${process.execPath}" "${launcher}" "$@"`
    mkdirSync(join(home, 'bin'), { recursive: true })
    writeFileSync(join(home, 'bin', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  }
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

function run(shell: string, line: string, execpath = fake.cli): Promise<{ code: number | null; said: string }> {
  const expand = shell.endsWith('bash') ? 'shopt -s expand_aliases\n' : ''
  const env = {
    HOME: home,
    PATH: [join(home, 'bin'), dirname(process.execPath), '/usr/bin', '/bin'].join(':'),
    npm_execpath: execpath,
  }
  const child = spawn(shell, [], { cwd: home, env, stdio: ['pipe', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  }
  // An alias holds from the next line on.
  child.stdin.end(`${expand}${aliases.join('\n')}\n${line}\n`)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, said }))
  })
}

describe.skipIf(process.platform === 'win32')('an alias', () => {
  test('stands in the documentation for each', () => expect(aliases).toHaveLength(2))

  test.each(shells)('of %s hands on word for word, and ends as npm ends', async (shell) => {
    const before = fake.started().length
    const { code, said } = await run(shell, "npm run 'two words' -- --global fails; echo code $?; npx tsc '*'")
    expect([code, said]).toEqual([0, 'code 5\n'])
    expect(fake.started().slice(before)).toEqual([
      ['run', 'two words', '--', '--global', 'fails'],
      ['exec', '--yes=false', '--yes=false', '--', 'tsc', '*'],
    ])
  })
  test('takes an install to cordon', async () => {
    const before = fake.started().length
    const { code, said } = await run('/bin/sh', 'npm ci')
    expect([code, fake.started().length]).toEqual([2, before])
    expect(said).toContain('lockfile-missing')
  })
  test('never leads back: a program called npm is not started', async () => {
    const { code, said } = await run('/bin/sh', 'npm run x', '')
    expect(code).toBe(2)
    expect(said).toContain('no-npm')
    expect(existsSync(join(home, 'recursion'))).toBe(false)
  })
})
