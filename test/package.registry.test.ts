// What gets published, as its user gets it: built, packed, installed in an empty folder from the registry, and run.
// Needs the npm registry for the dependencies, so it is not part of `npm test`.
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isJsonObject } from '../src/replay/json-object.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const place = mkdtempSync(join(tmpdir(), 'cordon-package-'))
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
let packed: string[] = []

beforeAll(() => {
  const output = execFileSync(npm, ['pack', '--json', '--pack-destination', place], { cwd: root, encoding: 'utf8' })
  packed = filesOf(JSON.parse(output.slice(output.indexOf('['))))
  const tarball = readdirSync(place).find((name) => name.endsWith('.tgz')) ?? ''
  mkdirSync(join(place, 'user'))
  writeFileSync(join(place, 'user', 'package.json'), '{ "name": "user", "version": "1.0.0", "private": true }\n')
  execFileSync(npm, ['install', '--ignore-scripts', '--no-audit', '--no-fund', join('..', tarball)], {
    cwd: join(place, 'user'),
    stdio: 'ignore',
  })
})

afterAll(() => rmSync(place, { recursive: true, force: true }))

test('holds what it needs to run and nothing of the workshop', () => {
  for (const needed of [
    'bin/cordon.js',
    'dist/cli/main.js',
    'dist/core-pack.json',
    'dist/scan/extract-child.js',
    'dist/scan/verify-worker.js',
    'data/trust/trusted-root.json',
    'rules/core/pack.yml',
  ]) {
    expect(packed).toContain(needed)
  }
  expect(packed).toContain('schemas/report-1.schema.json')
  expect(packed.filter((path) => /^(src|test|bench|tools)\//.test(path) || path.endsWith('.ts'))).toEqual([])
})

test('tells its version and its rules', () => {
  expect(cordon(['--version'], 'user')).toMatchObject({ status: 0, stderr: '' })
  expect(cordon(['rules', 'test'], 'user')).toMatchObject({ status: 0, stderr: '' })
})

test('judges a project: without a network and with an empty cache nothing passes', () => {
  cpSync(join(root, 'test', 'fixtures', 'lockfiles', fixture()), join(place, 'project'), { recursive: true })
  const run = cordon(['scan', '--offline', '--cache-dir', join(place, 'empty'), '--format', 'json'], 'project')
  expect(run.stderr).toBe('')
  expect(run.status).toBe(3)
})

function cordon(args: readonly string[], folder: string) {
  const bin = join(place, 'user', 'node_modules', 'cordon', 'bin', 'cordon.js')
  return spawnSync(process.execPath, [bin, ...args], { cwd: join(place, folder), encoding: 'utf8' })
}

/** Any real lockfile with packages from a registry will do. */
function fixture(): string {
  return readdirSync(join(root, 'test', 'fixtures', 'lockfiles')).find((name) => name.startsWith('express')) ?? ''
}

function filesOf(report: unknown): string[] {
  const first: unknown = Array.isArray(report) ? report[0] : {}
  const files = isJsonObject(first) ? first.files : []
  return Array.isArray(files) ? files.map((file) => (isJsonObject(file) ? String(file.path) : '')) : []
}
