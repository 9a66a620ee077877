// What a person sees of `cordon affected`, through the command line.
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { transcript } from '../support/cli.ts'
import { runInProcess } from '../support/cli-in-process.ts'
import { installedText, lockText, oldLockText } from '../support/lock-texts.ts'

let root = ''
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'cordon-affected-')))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

test('the morning after an incident', async () => {
  const place = { cwd: join(root, 'work'), home: join(root, 'home'), registry: 'http://127.0.0.1:9' }
  const nested = { alpha: { version: '1.0.1', integrity: '', dev: true } }
  const beta = { version: '2.0.0', integrity: '', dev: true, requires: { alpha: '1' }, dependencies: nested }
  const files = {
    'work/shop/package-lock.json': lockText({ version: '1.0.1' }),
    'work/shop/node_modules/.package-lock.json': installedText('alpha', '1.0.1'),
    'work/old/npm-shrinkwrap.json': oldLockText('beta', beta),
    'work/fine/package-lock.json': lockText({ version: '1.0.2' }),
    'work/half/package-lock.json': lockText({ version: '1.0.1' }).slice(0, -30),
    'work/yarn/yarn.lock': '"alpha@^1.0.0":\n  version "1.0.1"\n',
    'home/.keep': '',
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const record = fileURLToPath(new URL('../fixtures/osv/MAL-2026-9001.json', import.meta.url))
  cpSync(record, join(place.cwd, 'MAL-2026-9001.json'))
  const runs = [
    ['affected', 'MAL-2026-9001', '--osv', 'MAL-2026-9001.json'],
    ['affected', 'alpha@>=1.0.2', 'shop', 'fine'],
    ['affected', 'alpha@9', 'shop', 'half'],
    ['affected', 'alpha@9', 'shop', 'fine'],
    ['affected', 'MAL-2026-9001'],
  ]
  const seen: string[] = []
  const exits: number[] = []
  for (const args of runs) {
    const run = await runInProcess(args, place)
    seen.push(transcript(run, place))
    exits.push(run.exitCode)
  }
  expect(exits).toEqual([1, 1, 3, 0, 2])
  await expect(seen.join('\n')).toMatchFileSnapshot('transcripts/affected.txt')
})
