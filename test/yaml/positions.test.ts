import { describe, expect, test } from 'vitest'
import { sourceOffset } from '../../src/yaml/positions.ts'
import { readYaml } from '../../src/yaml/read.ts'

/** What stands in the file where `word` stands in the value. */
function placeOf(source: string, word: string): string {
  const { root } = readYaml(source)
  const node = root.kind === 'map' ? root.entries[0]?.value : undefined
  if (node?.kind !== 'text') throw new Error('no text')
  return source.slice(sourceOffset(source, node, node.value.indexOf(word)))
}

describe('a character of a YAML text is found again in', () => {
  const sources: Record<string, string> = {
    'plain text': 'a: one two three',
    'plain text of several lines': 'a: one\n    two\n\n    three',
    'single quotes': "a: 'it''s one  two three'",
    'double quotes': 'a: "one\\ttwo \\x41\\u0042 \\"three"',
    'double quotes over lines': 'a: "one \\\n   two\n   three"',
    'a literal block': 'a: |\n  one two\n\n  three\n',
    'a literal block with a comment and indentation': 'a: |2- # one two three\n    one\n   two\n  three',
    'a folded block': 'a: >-\n  one\n  two\n\n  three\nb: 1',
    'a flow map': '{ a: one two three, b: 1 }',
    'windows line ends': 'a: |\r\n  one\r\n  two\r\n  three\r\n',
  }
  for (const [name, source] of Object.entries(sources)) {
    test(name, () => {
      expect(placeOf(source, 'two').slice(0, 3)).toBe('two')
      expect(placeOf(source, 'three').slice(0, 5)).toBe('three')
    })
  }

  test('the end of the text is behind its last character', () => {
    const source = 'a: one two # three'
    const { root } = readYaml(source)
    const node = root.kind === 'map' ? root.entries[0]?.value : undefined
    if (node?.kind !== 'text') throw new Error('no text')
    expect(sourceOffset(source, node, node.value.length)).toBe(source.indexOf(' #'))
    expect(sourceOffset(source, node, 3)).toBe(6)
    expect(sourceOffset(source, node, 0)).toBe(3)
  })
})
