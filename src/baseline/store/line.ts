// One line of `cordon.lock` as an entry, and back. Each field has one form only, so that two people who accept the same
// thing at the same moment write the same line.
import type { AcceptedRelease, AcceptedScript } from '../../domain/accepted.ts'
import { normalVersion } from '../../domain/versions.ts'

/** A mistake in a line; `at` is the UTF-16 unit it is at, 0-based. */
export type LineMistake = { code: string; message: string; help: string; at: number }
export type LineRead = { entry: AcceptedRelease | AcceptedScript } | { mistakes: readonly LineMistake[] }

/** Of a note and of who wrote it, in UTF-16 units. */
export const maxTextLength = 2000

const help = 'cordon writes this file: take the last good version of it from version control, then "cordon accept".'

/** `from` and `line` go into the entry as they are. */
export function readLine(text: string, from: string, line: number): LineRead {
  const [kind = ''] = text.split(' ', 1)
  switch (kind) {
    case 'release':
      return readRelease(text, from, line)
    case 'script':
      return readScript(text, line)
    default:
      return { mistakes: [{ code: 'cordon-lock-kind', message: `a line may not begin like this`, help, at: 0 }] }
  }
}

export function writeLine(entry: AcceptedRelease | AcceptedScript): string {
  const about = `${toTime(entry.at)} ${quoted(entry.by)} ${quoted(entry.note)}`
  switch (entry.kind) {
    case 'release':
      return `release ${entry.name}@${entry.version} ${entry.integrity} ${entry.standard} ${about}`
    case 'script':
      return `script ${entry.name} ${entry.digest} ${about}`
  }
}

function readRelease(text: string, from: string, line: number): LineRead {
  const fields = fieldsOf(text, 5)
  const [, spec, digest, standard, time] = fields.words
  const mistakes = mistakesOf(
    [spec, isSpec, 'cordon-lock-name', 'name@version, as npm writes them'],
    [digest, isSha512, 'cordon-lock-integrity', 'an integrity: sha512- and the base64 of 64 bytes'],
    [standard, isStandard, 'cordon-lock-standard', '"reviewed" or "initial"'],
    [time, isTime, 'cordon-lock-time', 'a moment such as 2026-11-22T10:00:00Z'],
  )
  const texts = readTexts(text, fields.rest)
  if ('mistakes' in texts) return { mistakes: [...mistakes, ...texts.mistakes] }
  const { by, note } = texts
  if (standard.text === 'reviewed' && note.trim() === '') mistakes.push(noNote(fields.rest))
  if (mistakes.length > 0) return { mistakes }
  const at = spec.text.lastIndexOf('@')
  const [name, version] = [spec.text.slice(0, at), spec.text.slice(at + 1)]
  const how = standard.text === 'reviewed' ? 'reviewed' : 'initial'
  const entry = { name, version, integrity: digest.text, standard: how, by, at: Date.parse(time.text), note } as const
  return { entry: { kind: 'release', ...entry, from, line } }
}

function readScript(text: string, line: number): LineRead {
  const fields = fieldsOf(text, 4)
  const [, name, digest, time] = fields.words
  const mistakes = mistakesOf(
    [name, isName, 'cordon-lock-name', 'the name of a package'],
    [digest, isScriptDigest, 'cordon-lock-integrity', 'sha256- and 64 hex digits, or the integrity of a release'],
    [time, isTime, 'cordon-lock-time', 'a moment such as 2026-11-22T10:00:00Z'],
  )
  const texts = readTexts(text, fields.rest)
  if ('mistakes' in texts) return { mistakes: [...mistakes, ...texts.mistakes] }
  const { by, note } = texts
  if (note.trim() === '') mistakes.push(noNote(fields.rest))
  if (mistakes.length > 0) return { mistakes }
  const entry = { name: name.text, digest: digest.text, by, at: Date.parse(time.text), note }
  return { entry: { kind: 'script', ...entry, line } }
}

type Word = { text: string; at: number }
const nothing: Word = { text: '', at: 0 }

/** The first words, and where what follows them begins. */
function fieldsOf(text: string, count: number): { words: [Word, Word, Word, Word, Word]; rest: number } {
  const words: Word[] = []
  let at = 0
  while (words.length < count) {
    const end = text.indexOf(' ', at)
    words.push({ text: text.slice(at, end === -1 ? text.length : end), at: Math.min(at, text.length) })
    at = end === -1 ? text.length : end + 1
  }
  const [a = nothing, b = nothing, c = nothing, d = nothing, e = nothing] = words
  return { words: [a, b, c, d, e], rest: at }
}

type Check = readonly [word: Word, isRight: (text: string) => boolean, code: string, wanted: string]

function mistakesOf(...checks: readonly Check[]): LineMistake[] {
  return checks.flatMap(([{ text, at }, isRight, code, wanted]) =>
    isRight(text) ? [] : [{ code, message: `this should be ${wanted}`, help, at }],
  )
}

/** Who and why: two JSON texts with one blank between them, and the end of the line. */
function readTexts(text: string, from: number): { by: string; note: string } | { mistakes: LineMistake[] } {
  const found = /^("(?:[^"\\]|\\.)*") ("(?:[^"\\]|\\.)*")$/.exec(text.slice(from))
  const [, first = '', second = ''] = found ?? []
  const [by, note] = [unquoted(first), unquoted(second)]
  if (found === null || by === undefined || note === undefined) {
    return {
      mistakes: [{ code: 'cordon-lock-text', message: 'two texts in quotes should end the line', help, at: from }],
    }
  }
  if (by.trim() === '') {
    return { mistakes: [{ code: 'cordon-lock-author', message: 'it does not say who accepted this', help, at: from }] }
  }
  if (Math.max(by.length, note.length) <= maxTextLength) return { by, note }
  const message = `a text may have ${maxTextLength} characters`
  return { mistakes: [{ code: 'cordon-lock-text', message, help, at: from }] }
}

function noNote(at: number): LineMistake {
  return { code: 'cordon-lock-note', message: 'a decision without a reason is none', help, at }
}

function unquoted(json: string): string | undefined {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'string' ? value : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** What could steer a terminal or turn the text around in a review stands as an escape. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from({ length: character.length }, (_, index) => {
      return `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`
    }).join(''),
  )
}

/** Without fractions of a second: nobody accepts as fast. */
function toTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`
}

function isTime(text: string): boolean {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? Date.parse(text) : Number.NaN
  return !Number.isNaN(at) && toTime(at) === text
}

/** Names of packages, old ones included, in characters that show as what they are. */
function isName(text: string): boolean {
  return text.length <= 214 && /^(?:@[!-.0-?A-~]+\/)?[!-.0-?A-~]+$/.test(text)
}

function isVersionText(text: string): boolean {
  return text.length <= 256 && /^[!-?A-~]+$/.test(text) && normalVersion(text) === text.split('+')[0]
}

/** What has another form cannot stand in the file. */
export function isWritable({ name, version }: { name: string; version: string }): boolean {
  return isName(name) && isVersionText(version)
}

function isSpec(text: string): boolean {
  const at = text.lastIndexOf('@')
  return at > 0 && isName(text.slice(0, at)) && isVersionText(text.slice(at + 1))
}

function isStandard(text: string): boolean {
  return text === 'reviewed' || text === 'initial'
}

function isSha512(text: string): boolean {
  return isBase64(text, 'sha512-', 64)
}

function isScriptDigest(text: string): boolean {
  return /^sha256-[0-9a-f]{64}$/.test(text) || isSha512(text)
}

function isBase64(text: string, start: string, bytes: number): boolean {
  const digest = Buffer.from(text.slice(start.length), 'base64')
  return text.startsWith(start) && digest.length === bytes && digest.toString('base64') === text.slice(start.length)
}
