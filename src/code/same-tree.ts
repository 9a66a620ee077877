// Whether two trees of one text read it alike: the same kinds of nodes at the same places.

type Tree = { [key: string]: unknown }

/** Neither recursion nor words: trees may be deep, and texts are the same where the places are. */
export function isSameTree(one: object, other: object): boolean {
  const open: [object, object][] = [[one, other]]
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const [a, b]: [Tree, Tree] = [{ ...pair[0] }, { ...pair[1] }]
    if (a.type !== b.type || a.start !== b.start || a.end !== b.end) return false
    const keys = Object.keys(a)
    if (keys.length !== Object.keys(b).length) return false
    for (const key of keys) {
      const [left, right] = [a[key], b[key]]
      if (isNode(left) !== isNode(right)) return false
      if (isNode(left) && isNode(right)) open.push([left, right])
    }
  }
  return true
}

/** A node or a list of them; a regular expression is a value. */
function isNode(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(value instanceof RegExp)
}
