// The texts that a policy is made of: names, ranges, dates, digests. Every one is compared exactly later, so every one has
// exactly one spelling here.
import { agePattern, toHours } from '../../domain/age.ts'
import { isRange, isVersion } from '../../domain/versions.ts'
import { form, idPattern } from '../../yaml/forms.ts'
import type { Form } from '../../yaml/shape.ts'

const day = 24 * 3_600_000
const number = '(0|[1-9][0-9]{0,8})'
/** 64 bytes in base64 leave four bits of the last character, which are zero. */
const sha512 = 'sha512-[A-Za-z0-9+/]{85}[AQgw]=='
const commit = '([0-9a-f]{40}|[0-9a-f]{64})'

export const line = form('bad-text', '^[^\\r\\n]*[^\\s][^\\r\\n]*$', 'one line of at most 500 characters', 500)
/** Reasons: they may run over several lines. */
export const sentence = form('bad-text', '\\S', 'text of at most 2000 characters, and not empty', 2000)
export const ruleId = form('bad-id', idPattern, 'the id of a rule, such as no-postinstall', 64)
export const path = form('bad-text', '^[^\\s].*$', 'a file or folder, seen from the folder of this file', 1000)
export const packageName = form(
  'bad-package',
  '^(@[^\\s/@*]+/)?[^\\s/@*]+$',
  'the name of one package; patterns are not allowed',
  214,
)
export const login = form(
  'bad-login',
  '^[A-Za-z0-9]([A-Za-z0-9_-]{0,98})$',
  'the login of one person, such as ada: no @, no team',
  99,
)
export const scope = form('bad-scope', '^@[^\\s/@*]+$', 'a scope such as "@acme"', 214)
export const host = form(
  'bad-host',
  '^[a-z0-9_-]+([.][a-z0-9_-]+)*(:[0-9]{1,5})?$',
  'a host in lower case, such as npm.acme.test: no https://, no path',
  255,
)
export const packVersion = form(
  'bad-version',
  `^${number}\\.${number}\\.${number}([-+][0-9A-Za-z.+-]+)?$`,
  'one version, such as 1.2.0',
  100,
)
export const repository = form('bad-link', '^https://[^\\s?#]+$', 'the https:// address of a repository', 500)
/** Patched packages have two digests; what comes from git has a commit. */
export const bytes = form(
  'bad-integrity',
  `^(${sha512}([+]${sha512})?|${commit})$`,
  'the integrity as the lockfile has it (sha512-…), of a git dependency its whole commit',
  256,
)
export const scriptDigest = form(
  'bad-digest',
  `^(sha256-[0-9a-f]{64}|${sha512})$`,
  'the digest that "cordon scripts" shows (sha256-…)',
  128,
)
export const sha256 = form('bad-digest', '^sha256-[0-9a-f]{64}$', '"sha256-" and 64 hex digits', 80)

export const age: Form = {
  code: 'bad-age',
  pattern: agePattern,
  says: 'a number and its unit: 72h, 3d, 90m, 1w',
  accepts: (text) => toHours(text) !== undefined,
}
export const version: Form = {
  code: 'bad-version',
  pattern: '^[^\\s]+$',
  says: 'one whole version, such as 1.2.3',
  accepts: (text) => text.length <= 256 && isVersion(text),
}
export const range: Form = {
  code: 'bad-range',
  pattern: '\\S',
  says: 'a range as npm writes it, such as "1.x" or ">=1.2.0 <1.4.0"',
  accepts: (text) => text.length <= 500 && text.trim() !== '' && isRange(text),
}
export const date: Form = {
  code: 'bad-date',
  pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
  says: 'a date such as 2026-12-31',
  accepts: (text) => toDay(text) !== undefined,
}

/** The first moment of a date in UTC; `undefined` where the calendar has no such day. */
export function toDay(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? time : undefined
}

/** Something that holds until a date holds on that day, too. */
export function toEndOfDay(text: string): number | undefined {
  const start = toDay(text)
  return start === undefined ? undefined : start + day
}
