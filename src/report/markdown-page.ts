// A page of Markdown that never grows beyond its room: parts are added whole or not at all, so that nothing is cut in the
// middle of a table, a fence or a fold.
export type MarkdownPage = {
  /** Whether there was room for it. */
  add: (part: string) => boolean
  /**
   * Lines of one part, as many as there is room for and `share` of the whole page allows, below lines that it cannot do
   * without. How many were left out.
   */
  addLines: (head: readonly string[], lines: readonly string[], share: number) => number
  /** In any case: for the one sentence that room was kept for. */
  addAnyway: (part: string) => void
  text: () => string
}

/** `room` in UTF-8 bytes. */
export function createPage(room: number): MarkdownPage {
  const parts: string[] = []
  let rest = room
  const isFree = (size: number) => size <= rest
  return {
    add: (part) => {
      const size = sizeOf(part) + gap
      if (!isFree(size)) return false
      rest -= size
      parts.push(part)
      return true
    },
    addLines: (head, lines, share) => {
      let size = head.reduce((sum, line) => sum + sizeOf(line) + 1, gap)
      let count = 0
      for (const line of lines) {
        const more = sizeOf(line) + 1
        if (!isFree(size + more) || size + more > room * share) break
        size += more
        count++
      }
      if (count > 0) {
        rest -= size
        parts.push([...head, ...lines.slice(0, count)].join('\n'))
      }
      return lines.length - count
    },
    addAnyway: (part) => parts.push(part),
    text: () => `${parts.join('\n\n')}\n`,
  }
}

/** The blank line between two parts. */
const gap = 2

function sizeOf(text: string): number {
  return Buffer.byteLength(text)
}
