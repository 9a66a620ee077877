// Long lines as much as a person can look at: cut around the place that matters, with an ellipsis at each cut.

/** UTF-16 units of a line that are kept, and how many of them before the place that matters. */
const longest = 240
const lead = 80

/** Both cut at the same place: where they differ, or where a finding points (0-based, -1 for none). */
export function cutBoth(before: string, after: string, pointsAt: number): { before: string; after: string } {
  const at = pointsAt === -1 ? commonStart(before, after) : pointsAt
  return { before: cutAround(before, at), after: cutAround(after, at) }
}

export function cutAround(text: string, at: number): string {
  if (text.length <= longest) return text
  const from = whole(text, Math.min(Math.max(0, at - lead), text.length - longest))
  const to = whole(text, from + longest)
  return `${from === 0 ? '' : '…'}${text.slice(from, to)}${to === text.length ? '' : '…'}`
}

/** How many units two texts have in common from their beginning on. */
export function commonStart(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length)
  let at = 0
  while (at < shorter && a.charCodeAt(at) === b.charCodeAt(at)) at++
  return at
}

/** How many they have in common at their end, the common beginning left out. */
export function commonEnd(a: string, b: string, start: number): number {
  const shorter = Math.min(a.length, b.length) - start
  let count = 0
  while (count < shorter && a.charCodeAt(a.length - 1 - count) === b.charCodeAt(b.length - 1 - count)) count++
  return count
}

/** Not between the halves of one character. */
function whole(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff && at > 0 ? at - 1 : at
}
