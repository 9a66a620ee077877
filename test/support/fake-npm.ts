// A stand-in for npm: a script at the place where npm's would be, so that a test decides what "npm" does, and sees with
// which words it was started.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type FakeNpm = {
  /** For `npm_execpath`. */
  cli: string
  /** The words of each start so far. */
  started: () => string[][]
}

/** `body` is CommonJS; `installed` is what it writes as npm's record of the tree. */
export function fakeNpm(home: string, body: string, version = '11.0.0'): FakeNpm {
  const folder = join(home, 'fake-npm')
  const cli = join(folder, 'bin', 'npm-cli.js')
  const log = join(home, 'fake-npm.log')
  mkdirSync(join(folder, 'bin'), { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'npm', version }))
  const words = `require('node:fs').appendFileSync(${JSON.stringify(log)}, JSON.stringify(process.argv.slice(2)) + '\\n')`
  writeFileSync(cli, `${words}\n${body}\n`)
  return {
    cli,
    started: () => {
      if (!existsSync(log)) return []
      const lines = readFileSync(log, 'utf8').trimEnd().split('\n')
      return lines.map((line): string[] => JSON.parse(line))
    },
  }
}

/** Copies the lockfile's packages to npm's record and makes a folder for each, as npm would leave them. */
export const honestInstall = `
const fs = require('node:fs'), path = require('node:path')
const { packages } = JSON.parse(fs.readFileSync('package-lock.json', 'utf8'))
delete packages['']
for (const [location, one] of Object.entries(packages)) {
  fs.mkdirSync(location, { recursive: true })
  const name = one.name || location.slice(location.lastIndexOf('node_modules/') + 13)
  fs.writeFileSync(path.join(location, 'package.json'), JSON.stringify({ name, version: one.version }))
}
fs.writeFileSync('node_modules/.package-lock.json', JSON.stringify({ lockfileVersion: 3, requires: true, packages }))
`
