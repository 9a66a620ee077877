// Processes that die or hang, with the real process and hostile tarballs.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { packageTarball } from '../../src/replay/package-tarball.ts'
import { createExtractPool, type ExtractPool, type PoolLimits } from '../../src/scan/extract-pool.ts'
import { startProcess } from '../../src/scan/extract-process.ts'
import type { TarballAtHand } from '../../src/sources/registry-tarball.ts'

/** In memory, as short ones are once they have come. */
const atHand = ({ bytes, integrity }: { bytes: Buffer; integrity: string }): TarballAtHand => ({
  size: bytes.length,
  inCache: 'none',
  read: async () => ({ ok: true, value: { bytes: Buffer.from(bytes), integrity } }),
})
const limits: PoolLimits = {
  workers: 1,
  megabytes: 256,
  aloneMegabytes: 256,
  residentMegabytes: 512,
  seconds: 30,
  fileSeconds: 10,
  readings: '',
  largeBytes: 1024 * 1024,
  hugeBytes: 1024 * 1024,
  sourceBytes: 1024 * 1024 * 1024,
}
const honest = packageTarball({ 'package.json': { name: 'a', version: '1.0.0' } })

let pool: ExtractPool | undefined
afterEach(() => pool?.close())
const poolWith = (changed: Partial<PoolLimits>): ExtractPool => {
  pool = createExtractPool({ ...limits, ...changed })
  return pool
}

describe('a tarball that ends its process', () => {
  test('by filling the memory ends its own judgement, and the next one is read', { timeout: 60_000 }, async () => {
    const values = `[${'0,'.repeat(400_000)}0]`
    const greedy = packageTarball({ 'package.json': `{ "name": "a", "version": "1.0.0", "values": ${values} }` })
    const { extract } = poolWith({ megabytes: 24, aloneMegabytes: 24 })
    expect(await extract(atHand(greedy), 'none')).toMatchObject({ ok: false, why: { code: 'worker-died' } })
    expect(await extract(atHand(honest), 'none')).toMatchObject({ ok: true })
  })

  test('by taking too long ends its own judgement', { timeout: 60_000 }, async () => {
    const { extract } = poolWith({ seconds: 0.001 })
    expect(await extract(atHand(honest), 'none')).toMatchObject({ ok: false, why: { code: 'timeout' } })
  })

  test('with one file loses that file, and no other', { timeout: 60_000 }, async () => {
    const greedy = packageTarball({
      'package.json': { name: 'a', version: '1.0.0', main: 'a.js', bin: 'b.js' },
      'a.js': 'eval(a)\n'.repeat(400_000),
      'b.js': 'function (',
      'c.js': 'y()',
    })
    const { extract } = poolWith({ megabytes: 48, aloneMegabytes: 48 })
    const read = await extract(atHand(greedy), 'none')
    expect(read.ok && read.value.own.code.unreadable).toMatchObject([
      { file: 'a.js', why: 'crash', reach: 'import' },
      { file: 'b.js', why: 'syntax', reach: 'bin' },
    ])
    expect(read.ok && read.value.own.files).toHaveLength(4)
  })
})

test('a tarball that is too much for a small process is read alone, by a large one', { timeout: 60_000 }, async () => {
  const values = `[${'0,'.repeat(400_000)}0]`
  const greedy = packageTarball({ 'package.json': `{ "name": "a", "version": "1.0.0", "values": ${values} }` })
  const { extract } = poolWith({ workers: 2, megabytes: 24 })
  const others = Array.from({ length: 10 }, () => extract(atHand(honest), 'none'))
  expect(await extract(atHand(greedy), 'none')).toMatchObject({ ok: true })
  expect(await Promise.all(others)).toHaveLength(10)
  expect((await Promise.all(others)).every(({ ok }) => ok)).toBe(true)
})

test('a process without room for the code of a tarball reads none of it, and lives on', async () => {
  const source = packageTarball({ 'package.json': { name: 'a', version: '1.0.0' }, 'a.js': 'eval(a)', 'a.d.ts': '1' })
  const task = { kind: 'tarball', ...source, patch: 'none' } as const
  const one = startProcess(limits)
  const ask = (room: number) => one.ask({ task, careful: false, blamed: [], gaveUp: false, room })
  expect(await ask(6)).toEqual({ kind: 'outgrown' })
  expect(await ask(7)).toMatchObject({ kind: 'answer', answer: { ok: true } })
  one.kill()
  const read = await poolWith({ sourceBytes: 6 }).extract(atHand(source), 'none')
  expect(read).toMatchObject({ ok: true, value: { own: { code: { capabilities: [{ name: 'eval' }] } } } })
})

describe("a tarball in npm's cache", () => {
  const folder = mkdtempSync(join(tmpdir(), 'cordon-pool-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const { bytes, integrity } = honest
  const hex = Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex')
  const file = join(folder, 'content-v2/sha512', hex.slice(0, 2), hex.slice(2, 4), hex.slice(4))
  let sent = 0
  const cached: TarballAtHand = {
    size: bytes.length,
    inCache: { cache: folder, integrity },
    read: async () => {
      sent++
      return { ok: true, value: { bytes: Buffer.from(bytes), integrity } }
    },
  }

  test.each([
    ['is read from there', bytes, 0],
    ['is sent where that has others', Buffer.alloc(bytes.length), 1],
    ['is sent where that has more', Buffer.concat([bytes, bytes]), 1],
    ['is sent where that has nothing', 'nothing', 1],
  ] as const)('%s', async (_, content, wanted) => {
    rmSync(file, { force: true })
    mkdirSync(dirname(file), { recursive: true })
    if (content !== 'nothing') writeFileSync(file, content)
    sent = 0
    const read = await poolWith({}).extract(cached, 'none')
    expect(read).toMatchObject({ ok: true, value: { integrity, own: { manifest: { name: 'a' } } } })
    expect(sent).toBe(wanted)
  })
})

test('large ones are read one at a time, small ones side by side', async () => {
  let reading = 0
  let most = 0
  const slow = (size: number): TarballAtHand => ({
    size,
    inCache: 'none',
    read: async () => {
      most = Math.max(most, ++reading)
      await sleep(20)
      reading--
      return { ok: false, why: { code: 'not-found', detail: '' } }
    },
  })
  const mostOf = async (size: number, many: number, hugeBytes = 30) => {
    const { extract, close } = poolWith({ workers: 3, largeBytes: 30, hugeBytes })
    most = 0
    await Promise.all(Array.from({ length: many }, () => extract(slow(size), 'none')))
    await close()
    return most
  }
  expect(await mostOf(1, 24)).toBe(3)
  expect(await mostOf(1, 4), 'another process is not worth its start').toBe(1)
  expect(await mostOf(31, 24)).toBe(1)
  expect(await mostOf(31, 24, 100)).toBe(1)
})

test.each([1, 1024 * 1024])('a large one that is read is answered too, huge from %i on', async (hugeBytes) => {
  const { extract } = poolWith({ largeBytes: 1, hugeBytes })
  const answers = await Promise.all([extract(atHand(honest), 'none'), extract(atHand(honest), 'none')])
  expect(answers).toMatchObject([{ ok: true }, { ok: true }])
})

test('a process that holds more than it may answers, and is gone', async () => {
  const nothing = { task: { kind: 'trees', trees: [] }, careful: false, blamed: [], gaveUp: false, room: 0 } as const
  const alive = async (residentMegabytes: number) => {
    const one = startProcess({ ...limits, residentMegabytes })
    const outcome = await one.ask(nothing)
    const kept = one.isAlive()
    one.kill()
    return [outcome.kind, kept]
  }
  expect(await alive(1)).toEqual(['answer', false])
  expect(await alive(2048)).toEqual(['answer', true])
})

test('trees that were never packed are read in their order', async () => {
  const tree = (text: string) => ({
    tarball: { files: [{ path: 'a.js', bytes: Buffer.from(text), executable: false }], oddities: [], unpackedBytes: 9 },
    integrity: 'sha512-x',
    patches: [],
  })
  const read = await poolWith({}).extractTrees([tree('1'), tree('(')])
  expect(read.ok && read.value.map(({ own }) => own.code.unreadable.length)).toEqual([0, 1])
})

describe('no process outlives', () => {
  const script = (ending: string) => `
    import { startProcess } from ${JSON.stringify(new URL('../../src/scan/extract-process.ts', import.meta.url).href)}
    const one = startProcess({ megabytes: 64, residentMegabytes: 512, seconds: 9, fileSeconds: 9, readings: "" })
    await one.ask({ task: { kind: 'trees', trees: [] }, careful: false, blamed: [], gaveUp: false, room: 0 })
    process.stdout.write(one.pid + '\\n')
    ${ending}`

  test('a scan that was killed', { timeout: 30_000 }, async () => {
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script('setInterval(() => {}, 1000)')])
    const [line] = await once(parent.stdout, 'data')
    const pid = Number(String(line))
    expect(isRunning(pid)).toBe(true)
    parent.kill('SIGKILL')
    await expect.poll(() => isRunning(pid), { timeout: 5000 }).toBe(false)
  })

  test('a scan that is done, and none keeps it waiting', { timeout: 30_000 }, async () => {
    const options = { cwd: fileURLToPath(new URL('.', import.meta.url)), timeout: 20_000 }
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', script('')], options)
    await expect.poll(() => isRunning(Number(String(said))), { timeout: 5000 }).toBe(false)
  })
})

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('packages that are read together', () => {
  const app = packageTarball({
    'package.json': { name: 'app', version: '1.0.0', main: 'index.js' },
    'index.js': "eval(require('un-code').open(globalThis.data))",
  })
  const decoder = packageTarball({
    'package.json': { name: 'un-code', version: '1.0.0', main: 'index.js' },
    'index.js': 'exports.open = (text) => atob(text)',
  })
  const group = [
    { name: 'app', tarball: atHand(app), patch: 'none' },
    { name: 'un-code', tarball: atHand(decoder), patch: 'none' },
  ] as const

  test('are remembered by the name of the group, and hold nothing but their flows', async () => {
    const read = await poolWith({}).extractTogether(group, 'sha512-group')
    expect(read).toMatchObject({ ok: true, value: { integrity: 'sha512-group', own: { files: [] } } })
    expect(read.ok && read.value.own.code.flows.map(({ source, sink }) => [source, sink])).toEqual([
      ['decoded', 'evaluate'],
    ])
  })

  test('and are not where one of them cannot be had, or takes too long', { timeout: 60_000 }, async () => {
    const why = { code: 'not-found', detail: 'gone' } as const
    const missing: TarballAtHand = { size: 1, inCache: 'none', read: async () => ({ ok: false, why }) }
    const gone = { name: 'gone', patch: 'none', tarball: missing } as const
    expect(await poolWith({}).extractTogether([...group, gone], 'sha512-group')).toEqual({ ok: false, why })
    const late = await poolWith({ seconds: 0.001 }).extractTogether(group, 'sha512-group')
    expect(late).toMatchObject({ ok: false, why: { code: 'timeout' } })
  })

  test('come from npm’s cache where it has them, and from the registry where it has other bytes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cordon-together-'))
    const cached = group.map((one) => ({
      ...one,
      tarball: {
        ...one.tarball,
        inCache: { cache: folder, integrity: one.name === 'app' ? app.integrity : decoder.integrity },
      },
    }))
    const read = await poolWith({}).extractTogether(cached, 'sha512-group')
    expect(read).toMatchObject({ ok: true, value: { own: { code: { flows: [{ sink: 'evaluate' }] } } } })
    rmSync(folder, { recursive: true })
  })
})
