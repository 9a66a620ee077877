// `cordon install`, `cordon ci` and the alias with real npm 11 and real npm 12. The npms come from the npm registry, the
// packages from the fixture registry.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { installTrials } from './support/npm-trials.ts'

const versions = ['11.19.1', '12.2.0'] as const
const tools = mkdtempSync(join(tmpdir(), 'cordon-npms-'))

beforeAll(() => {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  for (const version of versions) {
    const place = join(tools, version)
    mkdirSync(place)
    writeFileSync(join(place, 'package.json'), '{ "name": "npms", "version": "1.0.0", "private": true }\n')
    const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', `npm@${version}`]
    execFileSync(npm, args, { cwd: place, stdio: 'ignore' })
  }
})
afterAll(() => rmSync(tools, { recursive: true, force: true }))

for (const version of versions) {
  installTrials(`npm ${version}`, () => join(tools, version, 'node_modules', 'npm', 'bin', 'npm-cli.js'), true)
}
