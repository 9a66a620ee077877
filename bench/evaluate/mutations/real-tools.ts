// The tools of a real evaluation: the obfuscators of bench/peers, the bundler, a large file out of node_modules.
import { readFileSync } from 'node:fs'
import { obfuscate } from '../../peers/obfuscators.ts'
import { bundle } from './bundle.ts'
import { programOf } from './syntax.ts'
import type { Tools } from './tools.ts'

const bundled = new URL('../../../node_modules/playwright-core/lib/coreBundle.js', import.meta.url)
const wanted = 2_000_000

let big = ''

/** The first two megabytes of a bundle that many people install, up to the end of a statement. */
function bigHonestFile(): string {
  if (big === '') {
    const source = readFileSync(bundled, 'utf8')
    const end = programOf('bundle.js', source)?.body.find((one) => one.end > wanted)?.end ?? source.length
    big = source.slice(0, end)
  }
  return big
}

export const realTools: Tools = { obfuscate, bundle, bigHonestFile }
