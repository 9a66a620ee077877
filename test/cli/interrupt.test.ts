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
test.skipIf(process.platform === 'win32')(
  'Ctrl-C in the middle of a scan is 130, and nothing is left behind',
  async () => {
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
        [launcher, 'scan', '--registry', `http://127.0.0.1:${port}/`, '--cache-dir', 'cache', '--output', 'report.txt'],
        { cwd: folder, env: { HOME: folder, PATH: process.env.PATH }, stdio: ['ignore', 'pipe', 'pipe'] },
      )
      let printed = ''
      child.stdout.on('data', (chunk) => {
        printed += chunk
      })
      // The request is on its way: the scan is in the middle.
      await once(silent, 'request')
      child.kill('SIGINT')
      const [code] = await once(child, 'close')
      expect([code, printed]).toEqual([130, ''])
      expect(readdirSync(folder).filter((name) => name.includes('report') || name.startsWith('.cordon'))).toEqual([])
    } finally {
      silent.closeAllConnections()
      silent.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },
)
