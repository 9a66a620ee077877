// The order of the house: which room may know which, one importer per library, and a README that tells the truth.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commandGroups, commandNames } from '../src/cli/commands.ts'
import { promisesOf } from './house/readme.ts'
import { importsOf, isBareBuiltin, packageOf, readSources, roomOf, root, target } from './house/sources.ts'

const middle = ['sources', 'facts', 'code', 'rules', 'baseline', 'report'] as const
const mayImport: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  yaml: ['domain'],
  sources: ['domain'],
  facts: ['domain', 'code'],
  code: ['domain'],
  rules: ['domain', 'yaml'],
  baseline: ['domain', 'yaml'],
  report: ['domain'],
  scan: ['domain', ...middle],
  replay: ['domain', 'yaml'],
  cli: ['domain', ...middle, 'scan', 'replay'],
  action: ['domain', ...middle, 'scan', 'cli'],
}

const files = readSources('src')
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const edges = files.flatMap((file) => file.imports.map((specifier) => ({ file, specifier })))

describe('imports', () => {
  test('there is something to look at', () => {
    expect(files.length).toBeGreaterThan(30)
    expect(edges.length).toBeGreaterThan(60)
  })

  test('are found in every form', () => {
    const text = [
      "import a from 'a'",
      "import type { B } from 'b'",
      "import {\n  c,\n} from '@c/c/deep'",
      "import 'd'",
      "export { e } from './e.ts'",
      "const f = await import('./f.ts')",
      "// import g from 'g'",
    ].join('\n')
    expect(importsOf(text)).toEqual(['a', 'b', '@c/c/deep', 'd', './e.ts', './f.ts'])
    expect(packageOf('@c/c/deep')).toBe('@c/c')
  })

  test('go one way', () => {
    const wrong = edges.flatMap(({ file, specifier }) => {
      if (!specifier.startsWith('.')) return []
      const [from, to] = [roomOf(file.path), roomOf(target(file, specifier))]
      return from === to || mayImport[from]?.includes(to) === true ? [] : [`${file.path} -> ${specifier}`]
    })
    expect(wrong).toEqual([])
  })

  test('of our own files end in .ts and exist', () => {
    const wrong = edges.flatMap(({ file, specifier }) =>
      !specifier.startsWith('.') || (specifier.endsWith('.ts') && existsSync(join(root, target(file, specifier))))
        ? []
        : [`${file.path} -> ${specifier}`],
    )
    expect(wrong).toEqual([])
  })

  test('of a third-party library stand in one file', () => {
    const importers = Map.groupBy(
      edges.filter(({ specifier }) => packageOf(specifier) !== ''),
      ({ specifier }) => packageOf(specifier),
    )
    const wrong = [...importers].flatMap(([name, uses]) => {
      const paths = [...new Set(uses.map(({ file }) => file.path))]
      return paths.length === 1 ? [] : [`${name}: ${paths.join(', ')}`]
    })
    expect(wrong).toEqual([])
    // A dependency that nobody imports is risk without use; an import that is no dependency works by accident.
    expect([...importers.keys()].toSorted()).toEqual(Object.keys(manifest.dependencies).toSorted())
  })

  test('of Node say node:', () => {
    expect(edges.filter(({ specifier }) => isBareBuiltin(specifier)).map(({ file }) => file.path)).toEqual([])
  })
})

describe('every source file', () => {
  const offenders = (wrong: RegExp) => files.filter(({ text }) => wrong.test(text)).map(({ path }) => path)

  test('opens with what it knows', () => {
    expect(offenders(/^(?!\/\/ )/)).toEqual([])
  })
  test('has no default export', () => {
    expect(offenders(/^export default|as default\b/m)).toEqual([])
  })
  test('defines no class but Problem', () => {
    expect(offenders(/^(?:export )?(?:abstract )?class (?!Problem\b)/m)).toEqual([])
  })
  // Node 22, which npm 12 supports, has none; TypeScript leaves it as it is.
  test('declares nothing with `using`', () => {
    expect(offenders(/^\s*(?:await )?using \w/m)).toEqual([])
  })
  test('silences no compiler', () => {
    expect(offenders(/@ts-(?:ignore|expect-error|nocheck)|biome-ignore/)).toEqual([])
  })
  test('lives in a room', () => {
    expect(files.filter(({ path }) => mayImport[roomOf(path)] === undefined).map(({ path }) => path)).toEqual([])
  })
})

describe('the README', () => {
  const path = join(root, 'README.md')
  const read = () => promisesOf(readFileSync(path, 'utf8'))

  test('is read as meant', () => {
    const text = [
      'See `src/cli/main.ts`, `@npmcli/config` and [this](docs/a.md#b), not [that](https://example.test/).',
      'Run `npm ci && npm run -s cordon -- scan --all`. `cordon` is a name, `cordon --help` shows help.',
      '```sh\n$ npx cordon rules lint x | less\ncordon found nothing\n```',
    ].join('\n')
    expect(promisesOf(text)).toEqual({
      paths: ['src/cli/main.ts'],
      scripts: ['cordon'],
      commands: [
        ['scan', '--all'],
        ['rules', 'lint', 'x'],
        ['found', 'nothing'],
      ],
      links: ['docs/a.md'],
    })
  })

  test('is there and shows how to start', () => {
    const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
    expect(text).toContain('npm ci && npm run -s cordon -- scan\n')
    expect(text).toContain('npm ci && npm test\n')
  })
  test('names only paths that exist', () => {
    const { links, paths } = read()
    // `rules/core/<rule-id>.yml` promises the folder.
    const promised = [...links, ...paths].map((one) => one.replace(/\/[^/]*[<*{…].*$/, ''))
    expect(promised.filter((one) => !existsSync(join(root, one)))).toEqual([])
  })
  test('names only npm scripts that exist', () => {
    expect(read().scripts.filter((script) => !Object.hasOwn(manifest.scripts, script))).toEqual([])
  })
  test('shows only commands that exist', () => {
    const known: readonly string[] = commandNames
    // `exceptions` is a command and a group.
    const wrong = read().commands.filter(
      ([first = '', second = '']) =>
        !(commandGroups.has(first) && known.includes(`${first} ${second}`)) && !known.includes(first),
    )
    expect(wrong).toEqual([])
  })
})
