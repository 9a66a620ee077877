// Text that speaks to who reviews the code, a person or a model, and asks to be let through. Compared are whole words,
// normalised; the phrases are data. Text that programs give to models as a matter of business is none: it asks for other
// things.

type Phrase = {
  name: string
  /** Each list must be met by one word, in this order, with at most `gap` other words between. */
  words: readonly (readonly string[])[]
  gap: number
}

const reviewers = ['reviewer', 'reviewers', 'scanner', 'scanners', 'auditor', 'auditors', 'analyzer', 'analyst']
const models = ['ai', 'llm', 'llms', 'agent', 'agents', 'assistant', 'model', 'copilot', 'claude', 'chatgpt', 'gpt']
const things = ['file', 'package', 'code', 'module', 'script', 'library', 'repository', 'release', 'source']
const harmless = ['safe', 'benign', 'harmless', 'clean', 'trusted', 'legitimate', 'nonmalicious', 'secure']

const phrases: readonly Phrase[] = [
  {
    name: 'ignore-instructions',
    words: [
      ['ignore', 'disregard', 'forget', 'override', 'bypass'],
      ['previous', 'prior', 'preceding', 'earlier', 'above', 'foregoing'],
      ['instructions', 'instruction', 'prompt', 'prompts', 'directives', 'guidelines'],
    ],
    gap: 2,
  },
  {
    name: 'ignore-instructions',
    words: [
      ['ignore', 'disregard', 'forget', 'override', 'bypass'],
      ['all', 'any', 'your', 'system', 'safety', 'security'],
      ['instructions', 'directives', 'guidelines'],
    ],
    gap: 1,
  },
  {
    name: 'do-not-analyse',
    words: [
      ['not', 'never', 'dont', 'skip', 'avoid', 'refuse'],
      ['analyze', 'analyse', 'analyzing', 'analysing', 'flag', 'flagging', 'scan', 'scanning', 'audit', 'auditing'],
      ['this', 'these', 'the'],
      [...things, 'following'],
    ],
    gap: 1,
  },
  {
    name: 'verdict-asked',
    words: [
      ['classify', 'mark', 'report', 'label', 'rate', 'treat', 'consider', 'regard', 'conclude'],
      ['this', 'these', 'the', 'that'],
      things,
      [...harmless],
    ],
    gap: 2,
  },
  {
    name: 'addressed',
    words: [
      ['dear', 'attention', 'hello', 'hey', 'note', 'message', 'instruction', 'instructions', 'notice'],
      ['to', 'for', 'all', 'any', 'dear', 'ai', 'automated', 'security'],
      [...reviewers, 'llm', 'llms'],
    ],
    gap: 2,
  },
  {
    name: 'addressed',
    words: [
      ['if'],
      ['you'],
      ['are', 're'],
      ['ai', 'llm', 'language', 'automated', 'security'],
      [...models, ...reviewers],
    ],
    gap: 1,
  },
  { name: 'model-trigger', words: [['anthropic'], ['magic'], ['string'], ['trigger']], gap: 0 },
]

/** Each phrase has a word that begins so; the words around it are compared. */
const trigger =
  /\b(?:instruction|prompt|directive|guideline|analy[sz]|flag|scan|audit|safe|benign|harmless|clean|trusted|legitimate|nonmalicious|secure|review|llm|if you a|anthropic)/gi
const reach = 240
const maxTriggers = 5000

export type ReviewerText = { detail: string; at: number }

/** Over any text: a comment, a string, a file that people read. */
export function reviewerText(source: string): ReviewerText[] {
  const found: ReviewerText[] = []
  trigger.lastIndex = 0
  let seen = 0
  let done = 0
  for (let match = trigger.exec(source); match !== null && seen < maxTriggers; match = trigger.exec(source)) {
    seen++
    if (match.index < done) continue
    const from = Math.max(0, match.index - reach)
    const words = wordsOf(source, from, Math.min(source.length, match.index + reach))
    for (const phrase of phrases) {
      const at = findPhrase(words, phrase)
      if (at !== -1) found.push({ detail: phrase.name, at })
    }
    done = match.index + reach / 2
  }
  return found
}

type Word = { text: string; at: number }

/** Lower-case letters; apostrophes and characters that nobody sees do not part a word, and a sentence's end does. */
function wordsOf(source: string, from: number, to: number): Word[] {
  const words: Word[] = []
  let text = ''
  let start = from
  for (let at = from; at <= to; at++) {
    const unit = at === to ? 32 : source.charCodeAt(at)
    const letter = unit | 0x20
    if (letter >= 0x61 && letter <= 0x7a) {
      if (text === '') start = at
      text += String.fromCharCode(letter)
    } else if (unit !== 0x27 && unit !== 0x2019 && unit !== 0xad && (unit < 0x200b || unit > 0x200f)) {
      if (text !== '') words.push({ text, at: start })
      text = ''
      if (unit === 0x2e || unit === 0x3b || unit === 0x7b || unit === 0x7d) words.push({ text: '.', at })
    }
  }
  return words
}

function findPhrase(words: readonly Word[], { words: wanted, gap }: Phrase): number {
  for (const [start, word] of words.entries()) {
    if (wanted[0]?.includes(word.text) !== true) continue
    let at = start
    const met = wanted.slice(1).every((list) => {
      for (let next = at + 1; next <= at + 1 + gap; next++) {
        const candidate = words[next]?.text ?? '.'
        if (candidate === '.') return false
        if (!list.includes(candidate)) continue
        at = next
        return true
      }
      return false
    })
    if (met) return word.at
  }
  return -1
}
