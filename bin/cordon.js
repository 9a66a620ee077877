#!/usr/bin/env node
// The launcher: plain JavaScript that any Node can read, so that an old one gets a sentence instead of a stack trace.
import { existsSync } from 'node:fs'

const [major = 0, minor = 0, patch = 0] = process.versions.node.split('.').map(Number)
const supported =
  (major === 22 && (minor > 22 || (minor === 22 && patch >= 2))) || (major === 24 && minor >= 15) || major >= 26

if (supported) {
  // A checkout runs its sources as they are; the published package has only what `tsc` built.
  const source = new URL('../src/cli/main.ts', import.meta.url)
  const { main } = await import(existsSync(source) ? source.href : new URL('../dist/cli/main.js', import.meta.url).href)
  const code = await main(process.argv.slice(2))
  // A connection that never opened can hold a process for minutes: what was written is delivered, then it ends.
  await Promise.all([process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write('', done))))
  process.exit(code)
} else {
  process.stderr.write(
    `cordon needs Node 22.22.2 or later, 24.15 or later, or 26; this is ${process.versions.node}. ` +
      'In a checkout, "npm ci" brings the right one and "npm run -s cordon -- scan" uses it.\n',
  )
  process.exitCode = 2
}
