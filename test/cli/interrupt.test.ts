// A run that is ended from outside: by Ctrl-C, by `timeout` or CI.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const launcher = fileURLToPath(new URL('../../bin/cordon.js', import.meta.url))

// A signal has no meaning on Windows: there the console ends the process.
const onPosix = test.skipIf(process.platform === 'win32')

onPosix.each<[string, string, NodeJS.Signals, number]>([
  ['Ctrl-C', 'scan', 'SIGINT', 130],
  ['Ctrl-C', 'check tiny', 'SIGINT', 130],
  ['what CI sends', 'check tiny', 'SIGTERM', 143],
])('%s in the middle of "%s" leaves nothing behind', async (_, command, signal, expected) => {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-interrupt-'))
  const silent = createServer(() => {})
  await once(silent.listen(0, '127.0.0.1'), 'listening')
  try {
    const packages = {
      '': { name: 'app', version: '1.0.0', dependencies: { a: '1.0.0' } },
      'node_modules/a': { version: '1.0.0', integrity: `sha512-${Buffer.alloc(64, 7).toString('base64')}` },
    }
    const manifest = { name: 'app', version: '1.0.0', dependencies: { a: '1.0.0' } }
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages }))
    const { port } = silent.address() as AddressInfo
    const child = spawn(
      process.execPath,
      [
        launcher,
        ...command.split(' '),
        '--registry',
        `http://127.0.0.1:${port}/`,
        '--cache-dir',
        'cache',
        '--output',
        'report.txt',
      ],
      { cwd: folder, env: { HOME: folder, TMPDIR: folder, PATH: process.env.PATH }, stdio: ['ignore', 'pipe', 'pipe'] },
    )
    let printed = ''
    child.stdout.on('data', (chunk) => {
      printed += chunk
    })
    // The request is on its way: the scan is in the middle.
    await once(silent, 'request')
    child.kill(signal)
    const [code] = await once(child, 'close')
    expect([code, printed]).toEqual([expected, ''])
    expect(readdirSync(folder).filter((name) => /report|cordon/.test(name))).toEqual([])
  } finally {
    silent.closeAllConnections()
    silent.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
