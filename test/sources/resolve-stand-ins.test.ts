// What stands in the place of code that resolving must never use: it is there before npm's code, and refuses.
import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

/** Loads npm's code as the process that resolves does, and says what else came with it. */
const script = `
await import(${JSON.stringify(new URL('../../src/sources/resolve-stand-ins.ts', import.meta.url).href)})
const { createRequire } = await import('node:module')
const own = createRequire(${JSON.stringify(import.meta.url)})
own('@npmcli/arborist')
const loaded = Object.values(own.cache).filter(({ children }) => children.length > 0).map(({ id }) => id)
const ofArborist = createRequire(own.resolve('@npmcli/arborist'))
const ofPacote = createRequire(ofArborist.resolve('pacote'))
const uses = {
  'run a script': () => ofArborist('@npmcli/run-script')({ event: 'install' }),
  'run a script of a folder': () => ofPacote('@npmcli/run-script')({ event: 'prepare' }),
  'start a program': () => ofPacote('@npmcli/promise-spawn')('git', ['clone']),
  'start git': () => createRequire(ofPacote.resolve('@npmcli/git'))('@npmcli/promise-spawn')('git'),
  'pack a folder': () => ofPacote('npm-packlist')({}),
  'verify': () => ofPacote('sigstore').verify({}),
  'ask for advisories': () => new (ofArborist('@npmcli/metavuln-calculator'))({}),
  'select by words': () => ofArborist('@npmcli/query').parser('*'),
  'apply a patch': () => ofArborist('diff').applyPatch('', ''),
}
const said = Object.entries(uses).map(([use, run]) => {
  try {
    run()
    return [use, 'done']
  } catch ({ code, message }) {
    return [use, code, message.split(' ')[0]]
  }
})
console.log(JSON.stringify({ loaded, said }))
`

function run(): { loaded: string[]; said: string[][] } {
  const args = ['--input-type=module', '-e', script]
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }))
}

test('it refuses, and what it stands for is not loaded', () => {
  const { loaded, said } = run()
  const code = 'EBEYONDRESOLVING'
  expect(said).toEqual([
    ['run a script', code, '@npmcli/run-script'],
    ['run a script of a folder', code, '@npmcli/run-script'],
    ['start a program', code, '@npmcli/promise-spawn'],
    ['start git', code, '@npmcli/promise-spawn'],
    ['pack a folder', code, 'npm-packlist'],
    ['verify', code, 'sigstore'],
    ['ask for advisories', code, '@npmcli/metavuln-calculator'],
    ['select by words', code, '@npmcli/query'],
    ['apply a patch', code, 'diff'],
  ])
  const names = new Set(loaded.map((file) => /.*[\\/]node_modules[\\/](@[^\\/]+[\\/])?[^\\/]+/.exec(file)?.[0] ?? ''))
  const packages = [...names].map((path) => path.replaceAll('\\', '/').replace(/.*\/node_modules\//, ''))
  expect(packages).toContain('@npmcli/arborist')
  const absent = /sigstore|tuf|postcss|run-script|metavuln|promise-spawn|packlist|^diff$/
  expect(packages.filter((name) => absent.test(name))).toEqual([])
})
