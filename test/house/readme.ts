// Reads what a Markdown text promises: paths, npm scripts and commands in its code, and the targets of its links.

export type Promises = { paths: string[]; scripts: string[]; commands: string[][]; links: string[] }

const roomsOfTheRepository =
  /^(?:src|test|bench|bin|rules|schemas|tools|docs|\.ci|\.github)(?:\/[^\s]*)?$|^(?:LICENSE|[A-Z]+\.md)$/

export function promisesOf(markdown: string): Promises {
  const blocks = [...markdown.matchAll(/^```[^\n]*\n([\s\S]*?)^```/gm)].map(([, body = '']) => body)
  const prose = markdown.replace(/^```[^\n]*\n[\s\S]*?^```/gm, '')
  const spans = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, body = '']) => body)
  const calls = [...spans, ...blocks.flatMap((block) => block.split('\n'))].flatMap(toCalls)
  return {
    paths: spans.filter((span) => roomsOfTheRepository.test(span)),
    scripts: calls.flatMap(toScript),
    commands: calls.flatMap(toCommand),
    links: [...prose.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, link = '']) => link),
  }
}

/** A shell line as its single calls, each as words. */
function toCalls(line: string): string[][] {
  return line
    .replace(/^\s*\$\s+/, '')
    .split(/&&|\|\||[;|]/)
    .map((call) => call.trim().split(/\s+/))
}

function toScript([program, ...words]: readonly string[]): string[] {
  if (program !== 'npm') return []
  const plain = words.filter((word) => !word.startsWith('-'))
  if (plain[0] === 'test') return ['test']
  return plain[0] === 'run' && plain[1] !== undefined ? [plain[1]] : []
}

/** The words after `cordon`, however it is started. */
function toCommand(words: readonly string[]): string[][] {
  const at = words.indexOf('cordon')
  const starts = at === 0 || (at === 1 && words[0] === 'npx') || (words[0] === 'npm' && words[1] === 'run' && at > 1)
  if (at === -1 || !starts) return []
  const rest = words.slice(at + 1).filter((word) => word !== '--')
  const [first] = rest
  // `cordon` alone is the name of the project, `cordon --help` needs no command.
  return first === undefined || first.startsWith('-') ? [] : [rest]
}
