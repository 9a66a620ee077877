// JSON as editors write it - comments, and commas before a closing bracket - made plain JSON. Pure text, one pass.

/** Comments become blanks and trailing commas go. What stands in strings stays; what is no JSON stays no JSON. */
export function jsonText(source: string): string {
  const kept: string[] = []
  let comma = -1
  for (let at = 0; at < source.length; ) {
    const end = tokenEnd(source, at)
    const token = source.slice(at, end)
    at = end
    if (token.startsWith('//') || token.startsWith('/*')) continue
    if (comma !== -1 && (token === '}' || token === ']')) kept[comma] = ''
    if (token.trim() !== '') comma = token === ',' ? kept.length : -1
    kept.push(token)
  }
  return kept.join('')
}

/** The end of the string, the comment or the single character that begins here. */
function tokenEnd(source: string, at: number): number {
  if (source[at] === '"') return stringEnd(source, at)
  if (source.startsWith('//', at)) return endOr(source.indexOf('\n', at), source)
  if (source.startsWith('/*', at)) return endOr(source.indexOf('*/', at + 2), source, 2)
  return at + 1
}

function stringEnd(source: string, at: number): number {
  for (let end = at + 1; end < source.length; end++) {
    if (source[end] === '\\') end++
    else if (source[end] === '"') return end + 1
  }
  return source.length
}

function endOr(found: number, source: string, length = 0): number {
  return found === -1 ? source.length : found + length
}
