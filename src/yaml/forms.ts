// The forms a text in a rule file can have: a pattern for the JSON Schema and a sentence for the author.
import type { Form } from './shape.ts'

export const idPattern = '^[a-z][a-z0-9]*(-[a-z0-9]+)*$'

/** A form by pattern. Patterns are ours and run in linear time; the text is cut off first. */
export function form(code: string, pattern: string, says: string, maxLength: number): Form {
  const expression = new RegExp(pattern, 'u')
  return { code, pattern, says, accepts: (text) => text.length <= maxLength && expression.test(text) }
}

export const anyText: Form = {
  code: 'bad-text',
  pattern: '\\S',
  says: 'text of at most 8000 characters, and not empty',
  accepts: (text) => text.length <= 8000 && text.trim() !== '',
}

const timePattern = '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,3})?)?Z$'

/** A moment in UTC, as npm's registry writes it. */
export const moment: Form = {
  code: 'bad-time',
  pattern: timePattern,
  says: 'a moment such as 2026-11-01T00:00:00Z',
  accepts: (text) => text.length <= 30 && new RegExp(timePattern, 'u').test(text) && !Number.isNaN(Date.parse(text)),
}
