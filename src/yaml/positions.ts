// Where a character of a YAML text stands in the file. What is no blank keeps its order on the way through folding,
// indentation and escapes, so the n-th such character of the value is the n-th one of the source.
import type { YamlNode } from './read.ts'

/** The offset in `source` of character `offset` in the value of `node`; exact but for blanks. */
export function sourceOffset(source: string, node: YamlNode & { kind: 'text' }, offset: number): number {
  let remaining = countVisible(node.value.slice(0, offset))
  let after = node.at
  for (const { at, end } of visibleCharacters(source, node)) {
    // The very character, or for a blank and for the end of the text the place right behind the one before.
    if (remaining === 0) return isBlank(node.value[offset] ?? ' ') && after > node.at ? after : at
    remaining--
    after = end
  }
  return after
}

function countVisible(text: string): number {
  let count = 0
  for (let index = 0; index < text.length; index++) if (!isBlank(text[index] ?? '')) count++
  return count
}

function isBlank(character: string): boolean {
  return character === ' ' || character === '\n' || character === '\t' || character === '\r'
}

/** The visible UTF-16 units of the value, each with the range in the source that it comes from. */
function* visibleCharacters(
  source: string,
  { at, end, style }: YamlNode & { kind: 'text' },
): Generator<{ at: number; end: number }> {
  const quoted = style === 'single' || style === 'double'
  const last = quoted ? end - 1 : end
  let index = style === 'block' ? source.indexOf('\n', at) : quoted ? at + 1 : at
  while (index !== -1 && index < last) {
    const length = unitLength(source, index, style)
    if (isVisible(source, index, style)) yield { at: index, end: index + length }
    index += length
  }
}

/** How many characters of the source make one of the value. */
function unitLength(source: string, index: number, style: string): number {
  const character = source[index]
  if (style === 'single') return character === "'" ? 2 : 1
  if (style !== 'double' || character !== '\\') return 1
  const hexDigits =
    new Map([
      ['x', 2],
      ['u', 4],
      ['U', 8],
    ]).get(source[index + 1] ?? '') ?? 0
  return 2 + hexDigits
}

function isVisible(source: string, index: number, style: string): boolean {
  const character = source[index] ?? ' '
  if (style !== 'double' || character !== '\\') return !isBlank(character)
  const escaped = source[index + 1] ?? ' '
  return !isBlank(escaped) && !'ntr'.includes(escaped)
}
