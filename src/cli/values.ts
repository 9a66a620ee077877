// What the text behind a flag means. Pure: each reader gives the value, or the mistake to show.
import { toHours } from '../domain/age.ts'
import type { Mistake } from '../domain/problem.ts'
import { usageMistake } from './mistakes.ts'

export type Reading<T> = { ok: true; value: T } | { ok: false; mistake: Mistake }

/** `72h`, `3d`, `90m`/`90min`, `1w`, `0h` -> hours. A bare number is refused: minutes and days are both obvious to someone. */
export function readAge(flag: string, text: string): Reading<number> {
  const hours = toHours(text)
  if (hours !== undefined) return { ok: true, value: hours }
  const help = 'Write a number and its unit: 72h, 3d, 90m, 1w, or 0h for none.'
  return wrong(
    'bad-age',
    /^\d+(\.\d+)?$/.test(text) ? `${flag} ${text} has no unit` : `${flag} ${text} is no age`,
    help,
  )
}

const isoTime = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/

/** A moment of ISO 8601 with a time and a zone -> milliseconds since 1970. */
export function readMoment(flag: string, text: string): Reading<number> {
  const fields = isoTime.exec(text)
  const time = fields === null ? Number.NaN : Date.parse(text)
  if (fields !== null && !Number.isNaN(time) && isRealDate(fields)) return { ok: true, value: time }
  return wrong('bad-time', `${flag} ${text} is no moment`, 'Write date, time and zone: 2026-03-31T00:22:00Z.')
}

/** `Date.parse` turns the 30th of February into the 2nd of March. */
function isRealDate(fields: RegExpExecArray): boolean {
  const [year, month, day] = fields.slice(1, 4).map(Number)
  const date = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day ?? 0))
  return date.getUTCMonth() + 1 === month && date.getUTCDate() === day
}

export function readRegistry(flag: string, text: string): Reading<string> {
  const help = 'Write an http or https URL, such as https://registry.example.test/.'
  if (!URL.canParse(text)) return wrong('bad-url', `${flag} ${text} is no URL`, help)
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return wrong('bad-url', `${flag} ${text} is neither http nor https`, help)
  // A password on a command line ends up in logs and process lists, and npm itself does not read it from there.
  if (url.username !== '' || url.password !== '')
    return wrong('url-with-credentials', `${flag} carries a user or a password`, 'Put the token into your own .npmrc.')
  if (url.search !== '' || url.hash !== '') return wrong('bad-url', `${flag} ${text} has a query or a fragment`, help)
  return { ok: true, value: url.href.endsWith('/') ? url.href : `${url.href}/` }
}

export function readCount(flag: string, text: string, least: number, most: number): Reading<number> {
  const count = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN
  if (count >= least && count <= most) return { ok: true, value: count }
  return wrong('bad-count', `${flag} ${text} is not possible`, `Write a whole number from ${least} to ${most}.`)
}

export function readChoice<T extends string>(flag: string, text: string, choices: readonly T[]): Reading<T> {
  const found = choices.find((choice) => choice === text)
  if (found !== undefined) return { ok: true, value: found }
  return wrong('bad-choice', `${flag} ${text} is not known`, `Write one of: ${choices.join(', ')}.`)
}

/** A folder of the repository, from its root. */
export function readFolder(flag: string, text: string): Reading<string> {
  const steps = text.split('/')
  const isInside = !text.includes('\\') && !steps.includes('..') && !steps.includes('')
  if (isInside) return { ok: true, value: steps.filter((step) => step !== '.').join('/') || '.' }
  return wrong(
    'bad-folder',
    `${flag} ${text} is no folder of a repository`,
    'Write its path from the root: packages/web.',
  )
}

export function readDigest(flag: string, text: string): Reading<string> {
  if (/^sha256-[0-9a-f]{64}$/.test(text)) return { ok: true, value: text }
  return wrong(
    'bad-digest',
    `${flag} ${text} is no digest`,
    'Write sha256- and its 64 hex digits, as the report has it.',
  )
}

function wrong(code: string, message: string, help: string): { ok: false; mistake: Mistake } {
  return { ok: false, mistake: usageMistake(code, message, help) }
}
