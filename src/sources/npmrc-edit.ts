// Reads and changes single settings in the text of a project's `.npmrc`. Everything else stays as it is.
import { mayBe, type NpmrcLine, npmrcLines, npmrcPieces } from './npmrc-lines.ts'

/** `unclear`: a list, a section, or what the environment decides. */
export type NpmrcSetting = { status: 'unset' } | { status: 'unclear' } | { status: 'text'; text: string }

/** The last of equal ones counts. */
export function npmrcSetting(text: string, key: string): NpmrcSetting {
  const met = npmrcLines(text).filter((one) => mayBe(one, key))
  const last = met.at(-1)
  if (last === undefined) return { status: 'unset' }
  const { value } = last
  const isOne = met.every((one) => one.kind === 'setting' && one.key === key)
  if (!isOne || (typeof value !== 'string' && typeof value !== 'boolean')) return { status: 'unclear' }
  const said = `${value}`.trim()
  return said.includes('${') ? { status: 'unclear' } : { status: 'text', text: said }
}

/** The first line that may set one of the keys and is no ordinary setting of it: no other line can overrule it for sure. */
export function unclearLine(text: string, keys: readonly string[]): NpmrcLine | undefined {
  return npmrcLines(text).find((one) =>
    keys.some((key) => mayBe(one, key) && (one.kind === 'section' || one.key !== key)),
  )
}

/** Every line of the key gets the value; a new one stands at the top, where no section can swallow it. */
export function withNpmrcValue(text: string, key: string, value: string): string {
  const pieces = npmrcPieces(text)
  const found = settingsOf(text, key)
  if (found.length === 0) return `${key}=${value}${text.includes('\r\n') ? '\r\n' : '\n'}${text}`
  for (const { piece } of found) pieces[piece] = `${key}=${value}`
  return pieces.join('')
}

/** Without any line of the key. */
export function withoutNpmrcKey(text: string, key: string): string {
  const gone = new Set(settingsOf(text, key).flatMap(({ piece }) => [piece, piece + 1]))
  return npmrcPieces(text)
    .filter((_, piece) => !gone.has(piece))
    .join('')
}

function settingsOf(text: string, key: string): NpmrcLine[] {
  return npmrcLines(text).filter((one) => one.kind !== 'section' && one.key === key)
}
