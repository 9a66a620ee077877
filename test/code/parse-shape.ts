// A process that parses one nested text, and may die of it: `node parse-shape.ts <shape> <depth>`.
import { parseSource } from '../../src/code/parse.ts'
import { shapes } from './shapes.ts'

const [, , name = '', depth = ''] = process.argv
const build = shapes[name]
if (build === undefined) throw new Error(`there is no shape ${name}`)
const { hasErrors } = parseSource(name.startsWith('type') ? 'x.ts' : 'x.js', build(Number(depth)))
console.log(hasErrors ? 'not parsed' : 'ok')
