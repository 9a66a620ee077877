// Records of files become records of a package: each once, at the strongest reach, and never too many.
import { describe, expect, test } from 'vitest'
import { emptyFileCode, type FileCode, type Place } from '../../src/code/file-code.ts'
import { mergedCode } from '../../src/code/merged-code.ts'
import { maxRecords, toCode } from '../../src/code/package-code.ts'
import type { Code, Reach } from '../../src/domain/code.ts'

const place: Place = { line: 3, column: 5, excerpt: 'x' }
const file = (parts: Partial<FileCode>): FileCode => ({ ...emptyFileCode, ...parts })
const shell = file({ capabilities: [{ ...place, name: 'shell', subject: '' }] })

function codeOf(files: Record<string, FileCode>, reach: Record<string, Reach> = {}): Code {
  return toCode({
    files: new Map(Object.entries(files)),
    reachOf: (path) => reach[path] ?? 'none',
    sha256Of: (path) => `sha of ${path}`,
    resolve: () => '',
  })
}

describe('a record that several files have', () => {
  test.each<[Record<string, Reach>, string, Reach]>([
    [{ 'a.js': 'bin', 'b.js': 'import' }, 'b.js', 'import'],
    [{ 'a.js': 'none', 'b.js': 'install' }, 'b.js', 'install'],
    [{ 'a.js': 'bin', 'b.js': 'none' }, 'a.js', 'bin'],
    [{ 'a.js': 'import', 'b.js': 'import' }, 'a.js', 'import'],
  ])('with %j stands in %s, reached by %s', (reach, path, by) => {
    const { capabilities } = codeOf({ 'b.js': shell, 'a.js': shell }, reach)
    expect(capabilities).toEqual([{ ...place, name: 'shell', subject: '', file: path, reach: by }])
  })
  test('is one whatever its place, and two by its subject', () => {
    const twice = file({
      capabilities: [
        { ...place, name: 'env', subject: 'A' },
        { ...place, line: 9, name: 'env', subject: 'A' },
        { ...place, name: 'env', subject: 'B' },
      ],
    })
    expect(codeOf({ 'a.js': twice }).capabilities.map(({ subject, line }) => `${subject} ${line}`)).toEqual([
      'A 3',
      'B 3',
    ])
  })
  test('is one of each other kind', () => {
    const all = file({
      arguments: [{ ...place, capability: 'shell', kind: 'command', value: 'sh' }],
      flows: [{ ...place, source: 'decoded', subject: '', sink: 'evaluate', steps: [] }],
      disguises: [{ ...place, kind: 'invisible', detail: 'one' }],
      indicators: [{ ...place, kind: 'host', value: 'a.example.test' }],
    })
    const code = codeOf({ 'a.js': all, 'b.js': all })
    expect(code.arguments).toHaveLength(1)
    expect(code.flows).toHaveLength(1)
    expect(code.indicators).toHaveLength(1)
    expect(code.disguises).toMatchObject([{ kind: 'invisible', file: 'a.js', files: 2 }])
  })
})

describe('unreadable', () => {
  test('is each file, with its digest and reach', () => {
    const code = codeOf({ 'a.js': file({ unreadable: 'crash' }), 'b.js': shell }, { 'a.js': 'bin' })
    expect(code.unreadable).toEqual([{ file: 'a.js', why: 'crash', sha256: 'sha of a.js', reach: 'bin' }])
  })
  test('is the file in which there came to be too many records', () => {
    const many = (mark: string, count: number) =>
      file({ indicators: Array.from({ length: count }, (_, n) => ({ ...place, kind: 'host', value: `${mark}${n}` })) })
    const files = { 'a.js': many('a', maxRecords), 'b.js': many('a', 5), 'c.js': many('c', 1), 'd.js': shell }
    const code = codeOf(files)
    expect(code.indicators).toHaveLength(maxRecords)
    expect(code.unreadable).toMatchObject([{ file: 'c.js', why: 'too-much' }])
    expect(code.capabilities).toHaveLength(1)
  })
  test('keeps its first reason', () => {
    const many = Array.from({ length: maxRecords + 1 }, (_, n) => ({ ...place, kind: 'host', value: `${n}` }) as const)
    const code = codeOf({ 'a.js': file({ indicators: many, unreadable: 'syntax' }) })
    expect(code.unreadable).toMatchObject([{ file: 'a.js', why: 'syntax' }])
  })
})

test('pieces of one file are one', () => {
  const merged = mergedCode([shell, shell, file({ unreadable: 'too-deep' })])
  expect(merged.capabilities).toHaveLength(2)
  expect(merged.unreadable).toBe('too-deep')
})
