// The keys of a list file: `lists/<name>.yml` of a pack. `lists.ts` reads what conforms.
import { normalBad } from '../domain/bad-value.ts'
import { type BadValue, harms } from '../domain/known-bad.ts'
import { isRange, isVersion } from '../domain/versions.ts'
import { anyText, form, idPattern } from '../yaml/forms.ts'
import { type JsonSchema, schemaOf } from '../yaml/json-schema.ts'
import type { Form, Keys, Shape } from '../yaml/shape.ts'

const id = form('bad-id', idPattern, 'lower-case words joined with hyphens, at most 64 characters', 64)
const line = form('bad-text', '^[^\\r\\n]*[^\\s][^\\r\\n]*$', 'one line of at most 500 characters', 500)
const label = form('bad-id', '^[A-Za-z0-9][A-Za-z0-9._:-]*$', 'letters, digits, points and hyphens', 100)
const name = form('bad-name', '^(@[^\\s/@]+/)?[^\\s/@]+$', 'the name of a package', 214)

const range: Form = {
  code: 'bad-range',
  pattern: '',
  says: 'versions such as "1.2.3 || >=2.0.0 <2.0.4", or "*" for all',
  accepts: (text) => text.trim() !== '' && isRange(text),
}
const version: Form = { code: 'bad-version', pattern: '', says: 'a version such as 1.2.0', accepts: isVersion }

const dayPattern = '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
const dayExpression = new RegExp(dayPattern, 'u')

/** The end of that day in UTC, in milliseconds since 1970; `NaN` for what is no day. */
export function endOfDay(text: string): number {
  const start = dayExpression.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  // Not every 31st is one.
  if (Number.isNaN(start) || new Date(start).toISOString().slice(0, 10) !== text) return Number.NaN
  return start + 24 * 3_600_000
}

const day: Form = {
  code: 'bad-date',
  pattern: dayPattern,
  says: 'a day such as 2027-06-30',
  accepts: (text) => !Number.isNaN(endOfDay(text)),
}

function value(kind: BadValue['kind'], means: string, says: string): Keys[string] {
  const accepted: Form = { code: `bad-${kind}`, pattern: '', says, accepts: (text) => normalBad(kind, text) !== '' }
  return { needed: false, shape: { kind: 'text', means, form: accepted } }
}

/** Exactly one of the first six says what is bad. */
const badKeys = {
  host: value('host', 'A host, and every host below it.', 'a host such as files.example.test'),
  ip: value('ip', 'An address.', 'an address such as 203.0.113.7'),
  file: value('file', 'A file, by its sha256.', 'the sha256 of a file in 64 hex digits'),
  tarball: value('tarball', 'The tarball of a release.', 'an integrity such as sha512-…, or a digest in hex'),
  email: value('email', 'An e-mail address.', 'an e-mail address such as eve@example.test'),
  package: { needed: false, shape: { kind: 'text', means: 'A package; "versions" says which.', form: name } },
  versions: {
    needed: false,
    shape: {
      kind: 'either',
      means: 'The versions of the package: a range, or a list of exact versions.',
      of: [
        { kind: 'text', means: 'A range.', form: range },
        { kind: 'list', means: 'Exact versions.', of: { kind: 'text', means: 'A version.', form: version } },
      ],
    },
  },
  registry: value('host', 'The host that the package has to come from; without it a public name.', 'a host'),
  harm: { needed: false, shape: { kind: 'words', means: 'malicious, unless said otherwise.', words: harms } },
  id: { needed: false, shape: { kind: 'text', means: 'Your own number for it.', form: label } },
} as const satisfies Keys

function words(means: string, needed: boolean): Keys[string] {
  return { needed, shape: { kind: 'text', means, form: line } }
}

function entryShape(needed: boolean): Shape {
  return {
    kind: 'map',
    means: 'One thing that is known to be bad.',
    keys: {
      ...badKeys,
      source: words('Where that is known from.', needed),
      why: words('Why it is listed.', needed),
      until: { needed, shape: { kind: 'text', means: 'The last day on which the entry counts.', form: day } },
    },
  }
}

/** In a case of a rule nobody asks who says so. */
export const caseEntriesShape: Shape = {
  kind: 'list',
  means: 'What lists and OSV records would name; nothing else is known to be bad.',
  of: entryShape(false),
}

export const listShape = {
  kind: 'map',
  means: 'A list of what is known to be bad.',
  keys: {
    list: { needed: true, shape: { kind: 'text', means: 'The name of the list and of its file.', form: id } },
    about: { needed: false, shape: { kind: 'text', means: 'What it is about.', form: anyText } },
    entries: {
      needed: true,
      shape: { kind: 'list', means: 'What is known to be bad.', of: entryShape(true) },
    },
  },
} as const satisfies Shape

/** What schemas/list-1.schema.json holds. */
export const listSchema = (): JsonSchema => schemaOf('cordon list, version 1', listShape)
