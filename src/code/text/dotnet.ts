// PowerShell calls .NET in the middle of a word: `(New-Object Net.WebClient).DownloadString('…')`.
import type { Word } from './lines.ts'
import type { Carries, Origin, Reading } from './reading.ts'
import { nameHost } from './transfers.ts'

const downloads = ['.downloadstring', '.downloaddata', '.downloadfile', '.openread', '.getstringasync']

/** `text` is the word with its variables replaced. */
export function methodsIn(reading: Reading, word: Word, text: string): Carries {
  if (word.inner.length === 0 && !text.includes('::')) return []
  const called = text.toLowerCase()
  const { at } = word
  const carries: Origin[] = []
  if (downloads.some((method) => called.includes(method))) {
    reading.findings.capability('network-client', '', at)
    const given = word.inner.flatMap(({ stages }) => stages.flatMap(({ words }) => words))
    for (const one of given) if (one.quoted || one.text.includes('://')) nameHost(reading, one.text, one.at)
    carries.push({ source: 'downloaded', subject: '', at })
  }
  if (called.includes('::frombase64string')) carries.push({ source: 'decoded', subject: '', at })
  if (called.includes('::getenvironmentvariables')) {
    reading.findings.capability('env-bulk', '', at)
    carries.push({ source: 'environment', subject: '', at })
  }
  if (called.includes('[reflection.assembly]::load')) reading.findings.capability('native-code', 'assembly', at)
  return carries
}
