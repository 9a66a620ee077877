// `allow-scripts` of an .npmrc, entry by entry.
import { expect, test } from 'vitest'
import { withNpmrcAllowed } from '../../src/sources/lockfile/npmrc-allowed.ts'

const project = { file: 'package.json', name: 'app', version: '1.0.0', directives: [] }
const keys = (text: string) => withNpmrcAllowed(project, '.npmrc', text).directives.map(({ key }) => key)

test.each<[string, string[]]>([
  ['allow-scripts=a, b@1.0.0 ,', ['a', 'b@1.0.0']],
  ['allow-scripts[]=a\nallow-scripts[]=b ; why', ['a', 'b']],
  [`allow-scripts='["a","b"]'`, ['a', 'b']],
  ['[x=1\nallow-scripts=a', ['a']],
  [`allow-scripts=a,\${B}@1.0.0`, ['a', '*']],
  [`allow-\${X}=a`, ['*']],
  ['[allow-scripts]\n0=a', ['*']],
  ['[s]\nallow-scripts=a', []],
  ['allow-scripts-pin=false', []],
  ['', []],
])('%j', (text, expected) => {
  expect(keys(text)).toEqual(expected)
})
