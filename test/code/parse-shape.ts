// A process that parses nested texts one after the other, and may die of one: `node parse-shape.ts (<shape> <depth>)...`.
import { writeSync } from 'node:fs'
import { parseSource } from '../../src/code/parse.ts'
import { shapes } from './shapes.ts'

const standardOutput = 1
const asked = process.argv.slice(2)
for (let at = 0; at < asked.length; at += 2) {
  const [name = '', depth = ''] = asked.slice(at)
  const build = shapes[name]
  if (build === undefined) throw new Error(`there is no shape ${name}`)
  const { hasErrors } = parseSource(name.startsWith('type') ? 'x.ts' : 'x.js', build(Number(depth)))
  // Said before the next one can end this process.
  writeSync(standardOutput, hasErrors ? 'not parsed\n' : 'ok\n')
}
