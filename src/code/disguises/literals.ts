// What single texts of the code show: spelled in escapes, the order of a flattened function's steps, encoded data.
import type { Collected } from '../names/collected.ts'
import { blobDetail } from './blobs.ts'
import type { Found } from './found.ts'
import { isSpelledInEscapes, isStepOrder } from './styles.ts'

export function literals(source: string, { strings, templates }: Collected): Found[] {
  const found: Found[] = []
  let escaped = 0
  for (const { value, raw, start, end } of strings) {
    if (raw !== null && isSpelledInEscapes(raw, value)) {
      escaped += /^[\w$]{4,}$/.test(value) ? fewestEscaped : 1
      if (escaped >= fewestEscaped) found.push({ kind: 'obfuscated', detail: 'escaped-strings', at: start })
    }
    if (isStepOrder(value) && splits(source.slice(end, end + 20))) {
      found.push({ kind: 'obfuscated', detail: 'flattened', at: start })
    }
    const detail = blobDetail(value)
    if (detail !== '') found.push({ kind: 'encoded-blob', detail, at: start })
  }
  for (const { quasis } of templates) {
    const [only, more] = quasis
    if (only === undefined || more !== undefined) continue
    const detail = blobDetail(only.value.cooked ?? '')
    if (detail !== '') found.push({ kind: 'encoded-blob', detail, at: only.start })
  }
  return found
}

/** One or two are tables of characters; a word is none. */
const fewestEscaped = 3

function splits(after: string): boolean {
  return ['.split(', "['split'](", '["split"]('].some((one) => after.startsWith(one))
}
