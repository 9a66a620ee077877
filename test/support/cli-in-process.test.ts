import { get } from 'node:http'
import { describe, expect, test } from 'vitest'
import { runInProcess } from './cli-in-process.ts'
import { onLoopback } from './loopback-only.ts'

const ask = (url: string) =>
  new Promise<string>((resolve) => {
    get(url, () => resolve('answered')).on('error', (error) => resolve(error.message))
  })

describe('a run inside the test', () => {
  test('sees the place, and nothing of this process', async () => {
    const place = { cwd: '/nowhere/project', home: '/nowhere/home', registry: 'http://127.0.0.1:9' }
    const run = await runInProcess(['affected', 'a@1.0.0', 'there'], place)
    expect([run.exitCode, run.stdout]).toEqual([2, ''])
    expect(run.stderr).toContain('there')
    expect(run.stderr).not.toContain(process.cwd())
  })

  test('fails when it connects elsewhere, whatever it makes of the refusal', async () => {
    const work = onLoopback(() => ask('http://192.0.2.1/'))
    await expect(work).rejects.toThrow('connected elsewhere:\n192.0.2.1')
  })

  test('is not blamed for another one beside it', async () => {
    const [one, other] = await Promise.allSettled([
      onLoopback(() => ask('http://127.0.0.1:9/')),
      onLoopback(() => ask('http://192.0.2.1/')),
    ])
    expect([one.status, other.status]).toEqual(['fulfilled', 'rejected'])
  })
})
