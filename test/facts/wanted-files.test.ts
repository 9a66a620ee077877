// Which files are shown as code, and in which order: facts in, paths out.
import { describe, expect, test } from 'vitest'
import type { CapabilityFact, FileFact, ScriptFact } from '../../src/domain/change.ts'
import { renamedFiles } from '../../src/facts/renamed-files.ts'
import { wantedFiles } from '../../src/facts/wanted-files.ts'

function file(path: string, over: Partial<FileFact> = {}): FileFact {
  return {
    record: 'file',
    status: 'changed',
    path,
    type: 'javascript',
    disguised: false,
    size: 100,
    sizeBefore: 100,
    longestLine: 40,
    reach: 'none',
    entry: 'none',
    role: 'none',
    startsOnOpen: false,
    oneLine: false,
    grown: 0,
    factor: 1,
    firstOfType: false,
    lineFactor: 1,
    ...over,
  }
}

const gain = (path: string): CapabilityFact => ({
  record: 'capability',
  status: 'added',
  name: 'eval',
  subject: '',
  reachBefore: 'absent',
  reach: 'import',
  file: path,
  line: 7,
  column: 3,
  excerpt: '',
})

const script: ScriptFact = {
  record: 'script',
  status: 'added',
  name: 'install',
  body: 'node a',
  bodyBefore: '',
  runsOnInstall: true,
  implicit: false,
  reaches: [],
  reachesNew: 0,
  file: 'package.json',
  line: 3,
}

const nothing = {
  scripts: [],
  dependencies: [],
  capabilities: [],
  arguments: [],
  flows: [],
  disguises: [],
  indicators: [],
}
const evidence = (path: string, fact = 'file x') => ({
  evidence: [{ file: path, line: 2, column: 1, excerpt: '', fact }],
})

describe('the order', () => {
  const files = [
    file('z.md', { type: 'text' }),
    file('kept.js', { status: 'kept' }),
    file('pointed-at.js', { status: 'kept' }),
    file('plain.js'),
    file('imported.js', { reach: 'import' }),
    file('gained.js'),
    file('setup.js', { reach: 'install' }),
    file('package.json', { type: 'json' }),
  ]
  const change = { ...nothing, files, scripts: [script], capabilities: [gain('gained.js')] }

  test('is evidence, install, gains, other source, everything else', () => {
    const { files: wanted, cut } = wantedFiles(change, [evidence('pointed-at.js')])
    expect(wanted.map(({ path, because }) => `${path} ${because}`)).toEqual([
      'pointed-at.js evidence',
      'setup.js install',
      'package.json install',
      'gained.js gains',
      'imported.js source',
      'plain.js source',
      'z.md other',
    ])
    expect(cut).toBe(0)
  })
  test('comes with the places to mark, but those of what is gone', () => {
    const { files: wanted } = wantedFiles(change, [evidence('plain.js', 'capability verify removed')])
    const marks = new Map(wanted.map((one) => [one.path, one.marks]))
    expect(marks.get('gained.js')).toEqual([{ line: 7, column: 3 }])
    expect(marks.get('plain.js')).toEqual([])
  })
  test('ends after two thousand files, and counts the others', () => {
    const many = Array.from({ length: 2500 }, (_, index) => file(`f${index}.js`))
    const { files: wanted, cut } = wantedFiles({ ...nothing, files: many }, [])
    expect([wanted.length, cut]).toEqual([2000, 500])
  })
})

describe('what nobody reads', () => {
  test.each([
    ['a.js.map', { type: 'json' }, true],
    ['package-lock.json', { type: 'json' }, true],
    ['lib/a.d.ts', {}, true],
    ['dist/a.min.js', { oneLine: true, size: 90_000 }, true],
    ['dist/small.js', { oneLine: true, size: 900 }, false],
    ['lib/a.ts', {}, false],
    ['my-package-lock.json', { type: 'json' }, false],
  ])('%s: %j is generated: %s', (path, over, expected) => {
    const { files } = wantedFiles({ ...nothing, files: [file(path, over)] }, [])
    expect(files.map((one) => one.isGenerated)).toEqual([expected])
  })
  test('is read where a finding points, or something is new', () => {
    const bundle = file('dist/a.min.js', { oneLine: true, size: 90_000 })
    const pointed = wantedFiles({ ...nothing, files: [bundle] }, [evidence('dist/a.min.js')])
    const gained = wantedFiles({ ...nothing, files: [bundle], capabilities: [gain('dist/a.min.js')] }, [])
    expect([...pointed.files, ...gained.files].map((one) => one.isGenerated)).toEqual([false, false])
  })
})

describe('a renamed file', () => {
  const added = (path: string, size = 1000) => file(path, { status: 'added', size, sizeBefore: 0 })
  const removed = (path: string, size = 1000) => file(path, { status: 'removed', size: 0, sizeBefore: size })

  test.each<[string, FileFact[], [string, string][]]>([
    [
      'has another hash',
      [added('d/index.ER9afepi.js'), removed('d/index.Di8au7q4.js')],
      [['d/index.ER9afepi.js', 'd/index.Di8au7q4.js']],
    ],
    [
      'has another hash behind a dash',
      [added('d/a-2f1c9a07.js'), removed('d/a-99aa01ff.js')],
      [['d/a-2f1c9a07.js', 'd/a-99aa01ff.js']],
    ],
    ['lies in another folder', [added('lib/b.js'), removed('src/b.js')], [['lib/b.js', 'src/b.js']]],
    ['is about as large', [added('a.js', 9000), removed('b/a.js', 100)], []],
    ['is of the same type', [added('a.js'), { ...removed('b/a.js'), type: 'text' }], []],
    [
      'is the closest of several',
      [
        added('x.AAAAAA1.js', 1000),
        added('x.BBBBBB1.js', 5000),
        removed('x.CCCCCC1.js', 5100),
        removed('x.DDDDDD1.js', 1010),
      ],
      [
        ['x.AAAAAA1.js', 'x.DDDDDD1.js'],
        ['x.BBBBBB1.js', 'x.CCCCCC1.js'],
      ],
    ],
    ['was not there before with another name', [added('component.js'), removed('constant.js')], []],
  ])('%s', (_, files, expected) => {
    expect([...renamedFiles(files)].toSorted()).toEqual(expected)
  })
})
