import { describe, expect, test } from 'vitest'
import { contents } from './support.ts'

const elf = Buffer.from('\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0', 'latin1')
const pe = Buffer.from(`MZ\x90\0\x03\0\0\0${'\0'.repeat(120)}PE\0\0`, 'latin1')
const png = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1')
const gzip = Buffer.from('\x1f\x8b\x08\0\0\0\0\0', 'latin1')

describe('file types', () => {
  test.each<[string, string | Uint8Array, string, boolean]>([
    ['index.js', 'module.exports = 1', 'javascript', false],
    ['a.mts', 'export const a = 1', 'javascript', false],
    ['data.js', '{"a": 1}', 'javascript', false],
    ['x.json', '{}', 'json', false],
    ['README.md', '# tiny', 'text', false],
    ['LICENSE', 'text', 'text', false],
    ['cli', '#!/usr/bin/env node\n', 'javascript', false],
    ['cli2', '#!/usr/bin/env -S deno run\n', 'javascript', false],
    ['run', '#!/bin/sh\n', 'script', false],
    ['a.ps1', 'Get-Item', 'script', false],
    ['empty.png', '', 'empty', false],
    ['photo.jpg', png, 'image', false],
    ['addon.node', elf, 'native', false],
    ['tool.exe', pe, 'native', false],
    ['x.wasm', Buffer.from('\0asm\x01\0\0\0', 'latin1'), 'wasm', false],
    ['fat', Buffer.from('cafebabe00000002', 'hex'), 'native', false],
    ['A.class', Buffer.from('cafebabe00000034', 'hex'), 'binary', false],
    ['x.zip', Buffer.from('PK\x03\x04\0\0', 'latin1'), 'archive', false],
    ['x.tar', Buffer.concat([Buffer.alloc(257), Buffer.from('ustar\0')]), 'archive', false],
    ['doc.docx', Buffer.from('PK\x03\x04\0\0', 'latin1'), 'archive', false],
    ['f.woff2', Buffer.from('wOF2\0\x01', 'latin1'), 'font', false],
    ['blob.bin', Buffer.from([0, 1, 2, 3]), 'binary', false],
    ['latin1.js', Buffer.from('// caf\xe9', 'latin1'), 'javascript', false],
    ['nul.js', Buffer.from('/*\0*/ run()', 'latin1'), 'javascript', false],
    ['lib.js', elf, 'native', true],
    ['setup.md', pe, 'native', true],
    ['data.json', gzip, 'archive', true],
    ['logo.png', 'module.exports = run()', 'text', true],
    ['font.woff', '#!/usr/bin/env node\n', 'javascript', true],
    ['logo.gif', elf, 'native', true],
    ['backup.tgz', elf, 'native', true],
    ['poly.js', Buffer.from('GIF89a=1/*\0\xff*/', 'latin1'), 'image', true],
    ['mz.txt', 'MZ is two letters', 'text', false],
  ])('%s is %s', (path, content, type, disguised) => {
    const file = contents({ [path]: content }).files.find((one) => one.path === path)
    expect(file?.type).toBe(type)
    expect(file?.disguised).toBe(disguised)
  })

  test('the longest line counts characters, and only text has lines', () => {
    const { files } = contents({ 'a.js': 'ab\näöü€\nx', 'b.node': elf, 'c.txt': 'last'.repeat(3) })
    expect(files.map(({ longestLine }) => longestLine).slice(1)).toEqual([4, 0, 12])
  })

  test('digest and size are of the bytes', () => {
    const file = contents({ 'a.js': 'x' }).files.find(({ path }) => path === 'a.js')
    expect(file?.size).toBe(1)
    expect(file?.sha256).toBe('2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881')
  })
})
