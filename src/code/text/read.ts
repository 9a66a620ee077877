// What scripts in other languages than JavaScript do, read lexically and told in the same words. Programs for Node that
// stand inside them are handed back for the caller to read.
import { findTextDisguises } from '../disguises/find.ts'
import type { FileCode } from '../file-code.ts'
import { findIndicators } from '../indicators/find.ts'
import { createPlaces } from '../places.ts'
import { readGyp } from './gyp.ts'
import { maxLine } from './lines.ts'
import { readPython } from './python.ts'
import { createReading, type Reading } from './reading.ts'
import { readShell } from './shell.ts'

export type TextLanguage = 'shell' | 'powershell' | 'batch' | 'python' | 'gyp'

/** `javascript`: the texts given to `node -e` and its kin. */
export type TextCode = FileCode & { javascript: readonly string[] }

/** Python inside a shell inside Python. */
const maxPython = 50

export function readText(language: TextLanguage, source: string): TextCode {
  const { reading, finish } = createReading()
  readBy(reading, language, source)
  for (let count = 0; count < maxPython; count++) {
    const inner = reading.python.shift()
    if (inner === undefined) break
    readPython(reading, inner.text, () => inner.at)
  }
  const isCut = source.length > maxLine || reading.left <= 0
  const places = createPlaces(source)
  const [encoded] = reading.encoded
  const blob =
    encoded === undefined ? [] : [{ ...places.at(encoded), kind: 'encoded-blob' as const, detail: 'powershell' }]
  return {
    ...finish(source),
    disguises: [...findTextDisguises(source, 'code'), ...blob],
    indicators: findIndicators(source, reading.texts),
    unreadable: isCut || reading.findings.isFull() ? 'too-much' : '',
    exports: [],
    calls: [],
    javascript: reading.javascript,
  }
}

function readBy(reading: Reading, language: TextLanguage, source: string): void {
  switch (language) {
    case 'shell':
    case 'powershell':
    case 'batch':
      readShell(reading, source, language)
      return
    case 'python':
      readPython(reading, source, (offset) => offset)
      return
    case 'gyp':
      readGyp(reading, source)
      return
  }
}
