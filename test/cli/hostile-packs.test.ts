// Packs that were written to hurt: refused or bounded through the real command line, each in a process of its own whose
// time and memory are measured. What is refused by a look at its size costs next to nothing; these get as far as they can.
import { spawn } from 'node:child_process'
import { linkSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rawTarball } from '../../src/replay/package-tarball.ts'
import { tarOf } from '../../src/replay/ustar.ts'
import { newRuleText } from '../../src/rules/new-rule.ts'

const program = fileURLToPath(new URL('../support/measured-lint.ts', import.meta.url))

/** Of the processor; 200 MB are everything that the process ever had, Node and cordon included. */
const mostMilliseconds = 2000
const mostMegabytes = 200

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cordon-hostile-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Measured = { code: number; milliseconds: number; megabytes: number; errors: string[] }

async function lint(path: string): Promise<Measured> {
  const child = spawn(process.execPath, [program, path], { cwd: folder, timeout: 60_000 })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  await new Promise((resolve) => child.on('close', resolve))
  const errors = [...err.matchAll(/^error ([a-z0-9-]+):/gm)].map(([, code = '']) => code)
  return { ...JSON.parse(out.trim().split('\n').at(-1) ?? ''), errors: [...new Set(errors)] }
}

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content)
}

const rule = (id: string) => newRuleText({ id, schema: '' })
const when = (id: string, condition: string) =>
  rule(id).replace(/when: >-\n.*\n.*\n/, () => `when: >-\n  ${condition}\n`)
const many = (count: number, text: (n: number) => string, between: string) =>
  Array.from({ length: count }, (_, n) => text(n)).join(between)

const packs: Record<string, [() => void, number, string[]]> = {
  'deep nesting': [() => write('p.yml', `why: ${'{a: '.repeat(9_900)}`), 2, ['yaml-syntax']],
  'nothing between commas': [() => write('p.yml', `why: [${','.repeat(63_000)}]`), 2, ['yaml-syntax']],
  'twenty thousand keys': [
    () =>
      write(
        'p.yml',
        many(20_000, (n) => `k${n}: 1`, '\n'),
      ),
    2,
    [],
  ],
  'aliases that multiply': [
    () => write('p.yml', `a: &a [x]\n${many(60, (n) => `k${n}: &k${n} [${'*a, '.repeat(400)}]`, '\n')}`),
    2,
    ['yaml-alias'],
  ],
  'a huge text': [() => write('p.yml', rule('p').replace('why: ', `why: ${'x'.repeat(250_000)}`)), 2, ['bad-text']],
  '__proto__ everywhere': [() => write('p.yml', '__proto__: { polluted: 1 }\n'.repeat(8_000)), 2, ['proto-key']],
  'conditions as large as they may be, that cannot hold': [
    () => {
      write('p/pack.yml', 'name: p\nversion: 1.0.0\n')
      const condition = many(30, (n) => `(change.package.name == "a${n}" || change.package.name == "b${n}")`, ' && ')
      for (let n = 0; n < 200; n++) write(`p/r${n}.yml`, when(`r${n}`, condition))
    },
    2,
    ['never-true'],
  ],
  'regular expressions that go back and forth': [
    () => write('p.yml', when('p', `"${'a'.repeat(2000)}!".matches("^(a+)+$") && "a".matches("((a{50}){50}){50}")`)),
    2,
    ['bad-pattern'],
  ],
  'a folder with files without end': [
    () => {
      write('p/pack.yml', 'name: p\nversion: 1.0.0\n')
      for (let n = 0; n < 20_000; n++) linkSync(join(folder, 'p/pack.yml'), join(folder, `p/${n}.txt`))
    },
    2,
    ['too-many-files'],
  ],
  'a hundred megabytes of rules': [
    () => {
      write('p/r.yml', `# ${'x'.repeat(250_000)}`)
      for (let n = 0; n < 400; n++) linkSync(join(folder, 'p/r.yml'), join(folder, `p/r${n}.yml`))
    },
    2,
    ['pack-too-large'],
  ],
  'an archive that unpacks to a hundred times its size': [
    () => write('p.tgz', gzipSync(Buffer.alloc(128 * 1024 * 1024), { level: 1 })),
    2,
    ['pack-archive-too-large'],
  ],
  'an archive of nothing but headers': [
    () => write('p.tgz', gzipSync(tarOf(Array.from({ length: 25_000 }, (_, n) => ({ path: `p/${n}` }))), { level: 9 })),
    2,
    ['too-many-files'],
  ],
  'an archive that climbs, links and repeats': [
    () =>
      write(
        'p.tgz',
        rawTarball([
          { path: 'package/pack.yml', body: 'name: p\nversion: 1.0.0\n' },
          { path: 'package/../../evil.yml', body: 'x' },
          { path: 'package/a.yml', type: 'symlink', linkpath: '/etc/passwd' },
          { path: 'package/pack.yml', body: 'x' },
        ]).bytes,
      ),
    2,
    ['pack-path', 'pack-link', 'pack-duplicate'],
  ],
}

describe('a hostile pack is refused in time', () => {
  for (const [name, [plant, code, errors]] of Object.entries(packs)) {
    test(name, { timeout: 90_000 }, async () => {
      rmSync(folder, { recursive: true, force: true })
      mkdirSync(folder)
      plant()
      const path = ['p.yml', 'p.tgz', 'p'].find((one) => existsIn(one)) ?? ''
      const measured = await lint(path)
      expect(measured.code).toBe(code)
      expect(measured.errors).toEqual(expect.arrayContaining(errors))
      expect(measured.milliseconds).toBeLessThan(mostMilliseconds)
      expect(measured.megabytes).toBeLessThan(mostMegabytes)
    })
  }
})

function existsIn(name: string): boolean {
  return statSync(join(folder, name), { throwIfNoEntry: false }) !== undefined
}
