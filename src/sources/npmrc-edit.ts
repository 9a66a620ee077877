// Reads and changes single settings in the text of a project's `.npmrc`. Everything else stays as it is.

/** npm reads the file as INI: keys before the first section are settings, the last of equal ones counts. */
export function npmrcValue(text: string, key: string): string {
  return settingLines(text).findLast((one) => one.key === key)?.value ?? ''
}

/** The line that counts gets the value; a new one stands at the top, where no section can swallow it. */
export function withNpmrcValue(text: string, key: string, value: string): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const found = settingLines(text).filter((one) => one.key === key)
  if (found.length === 0) return `${key}=${value}${newline}${text}`
  const lines = text.split(/\r?\n/)
  for (const { line } of found) lines[line] = `${key}=${value}`
  return lines.join(newline)
}

type SettingLine = { key: string; value: string; line: number }

function settingLines(text: string): SettingLine[] {
  const found: SettingLine[] = []
  for (const [line, written] of text.split(/\r?\n/).entries()) {
    const trimmed = written.trim()
    if (trimmed.startsWith('[')) break
    if (trimmed === '' || trimmed.startsWith(';') || trimmed.startsWith('#')) continue
    const equals = trimmed.indexOf('=')
    // A key alone is a switch that is on.
    const key = unquoted(equals === -1 ? trimmed : trimmed.slice(0, equals).trim())
    found.push({ key, value: equals === -1 ? 'true' : unquoted(trimmed.slice(equals + 1).trim()), line })
  }
  return found
}

function unquoted(text: string): string {
  const [first = ''] = text
  return text.length > 1 && (first === '"' || first === "'") && text.endsWith(first) ? text.slice(1, -1) : text
}
