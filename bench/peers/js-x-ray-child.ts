// The process in which js-x-ray reads one file: as it reads a file itself, but for the disk.
import { answerEach } from './children.ts'
import { jsXRay } from './third-party.ts'

/** Their `isMinifiedCode`, which they do not export: one line, or lines of more than 200 characters in the middle. */
function isMinified(path: string, text: string): boolean {
  if (path.includes('.min')) return true
  const code = text.replace(/\/\*[\s\S]*?\*\/\r?\n?|\/\/.{0,200}?(?:\r?\n|$)/g, '')
  const lengths = code
    .split('\n')
    .flatMap(({ length }) => (length > 0 ? [length] : []))
    .toSorted((a, b) => a - b)
  const half = lengths.length / 2
  const median = ((lengths[Math.ceil(half) - 1] ?? 0) + (lengths[Math.floor(half)] ?? 0)) / 2
  return lengths.length <= 1 || median > 200
}

answerEach(async (question) => {
  const { path, text } = question as { path: string; text: string }
  const { AstAnalyser, TsSourceParser } = await jsXRay()
  const typed = /\.[cm]?tsx?$/.test(path) ? { customParser: new TsSourceParser() } : {}
  const { warnings } = new AstAnalyser().analyse(text, { isMinified: isMinified(path, text), ...typed })
  return JSON.stringify(warnings.map(({ kind, severity }) => ({ kind, severity })))
})
