import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const launcher = fileURLToPath(new URL('../../bin/cordon.js', import.meta.url))

/** Throws where nobody can catch it, as soon as cordon is prepared for that. */
const late = `process.on('newListener', (event) => {
  if (event === 'uncaughtException') setImmediate(() => { throw new Error('late') })
})`

test('what nobody could catch is said to be a bug, and never looks like a verdict', async () => {
  const args = ['--import', `data:text/javascript,${encodeURIComponent(late)}`, launcher, 'rules', 'lint']
  const child = spawn(process.execPath, args, { env: { PATH: process.env.PATH }, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  const [code] = await once(child, 'close')
  expect(code).toBe(2)
  expect(said).toContain('bug in cordon')
})
