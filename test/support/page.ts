// A page of documentation as the steps a reader would take: files to write, commands to type and what they print. It
// knows Markdown fences and nothing of cordon.

export type PageStep =
  /** ```yaml path/of/file.yml */
  | { kind: 'file'; path: string; text: string }
  /** One `$ command` of a ```console block with the lines below it. */
  | { kind: 'command'; words: readonly string[]; shown: string }

/** The fenced blocks that ask for something, in their order; others are only there to be read. */
export function stepsOf(markdown: string): PageStep[] {
  const fences = markdown.matchAll(/^```(\S+)(?: (\S+))?\n([\s\S]*?)^```$/gm)
  return [...fences].flatMap(([, language = '', path, body = '']): PageStep[] => {
    if (language === 'console') return commandsIn(body)
    return path === undefined ? [] : [{ kind: 'file', path, text: body }]
  })
}

function commandsIn(body: string): PageStep[] {
  return body
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [line = '', ...rest] = part.split('\n')
      return { kind: 'command', words: wordsOf(line), shown: rest.join('\n').trimEnd() }
    })
}

/** As a shell splits them, with double quotes alone. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
}

/** The page with what its commands printed, in their order, in place of what it says they do. */
export function withShown(markdown: string, shown: readonly string[]): string {
  let next = 0
  return markdown.replace(/^```console\n([\s\S]*?)^```$/gm, (_, body: string) => {
    const commands = body.split('\n').filter((line) => line.startsWith('$ '))
    const parts = commands.map((line) => [line, ...[shown[next++] ?? ''].filter((text) => text !== '')].join('\n'))
    return `\`\`\`console\n${parts.join('\n\n')}\n\`\`\``
  })
}
