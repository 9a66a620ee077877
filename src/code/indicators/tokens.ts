// Credentials that somebody left in the text, by the prefixes their makers publish. Only a digest of one is kept: a report
// must not carry them on.
import { hash } from 'node:crypto'

type Shape = { name: string; pattern: RegExp }

/** Each pattern has fixed or bounded lengths; a longer word is something else. */
const shapes: readonly Shape[] = [
  {
    name: 'github',
    pattern: /(?<![\w-])(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})(?![\w-])/g,
  },
  { name: 'npm', pattern: /(?<![\w-])npm_[A-Za-z0-9]{36}(?![\w-])/g },
  { name: 'aws', pattern: /(?<![\w-])(?:AKIA|ASIA)[A-Z2-7]{16}(?![\w-])/g },
  { name: 'slack', pattern: /(?<![\w-])xox[abeprs]-[A-Za-z0-9-]{20,80}(?![\w-])/g },
  { name: 'gitlab', pattern: /(?<![\w-])glpat-[\w-]{20}(?![\w-])/g },
  { name: 'google', pattern: /(?<![\w-])AIza[\w-]{35}(?![\w-])/g },
  { name: 'stripe', pattern: /(?<![\w-])[rs]k_live_[A-Za-z0-9]{24,99}(?![\w-])/g },
  { name: 'huggingface', pattern: /(?<![\w-])hf_[A-Za-z0-9]{34}(?![\w-])/g },
  { name: 'telegram-bot', pattern: /(?<!\d)\d{8,10}:AA[\w-]{33}(?![\w-])/g },
  { name: 'jwt', pattern: /(?<![\w-])eyJ[\w-]{10,500}\.eyJ[\w-]{10,2000}\.[\w-]{20,1000}(?![\w-])/g },
]

/** Cheap to look for: a text without any of these has no token. */
const marks = ['_', 'AKIA', 'ASIA', 'xox', 'glpat-', 'AIza', ':AA', 'eyJ']

const maxText = 100_000

/** `npm:1f2e3d4c5b6a`: whose, and the beginning of its sha256. */
export function tokensIn(text: string): string[] {
  if (text.length < 20 || text.length > maxText || !marks.some((mark) => text.includes(mark))) return []
  const found: string[] = []
  for (const { name, pattern } of shapes) {
    for (const [token] of text.matchAll(pattern)) {
      if (!isPlaceholder(token)) found.push(`${name}:${hash('sha256', token).slice(0, 12)}`)
    }
  }
  return found
}

/** `ghp_xxxxxxxx…` and AWS' documented example stand for one. */
function isPlaceholder(token: string): boolean {
  return new Set(token.slice(4)).size < 8 || token.includes('EXAMPLE')
}
