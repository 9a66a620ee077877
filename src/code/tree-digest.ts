// A tree as a digest: two trees of one text read it alike if theirs are equal - the same kinds of nodes at the same places.
import { createHash } from 'node:crypto'

/** Characters that are digested together. */
const pieceLength = 65_536

/** Neither recursion nor words: trees may be deep, and texts are the same where the places are. */
export function treeDigest(program: object): string {
  const hash = createHash('sha256')
  let piece = ''
  const open: object[] = [program]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const key of Object.keys(node)) {
      const value: unknown = Reflect.get(node, key)
      if (isNode(value)) {
        open.push(value)
        piece += ` ${key}:`
      } else piece += isPlace(key) ? ` ${key}=${value}` : ` ${key}`
    }
    piece += '\n'
    if (piece.length > pieceLength) {
      hash.update(piece)
      piece = ''
    }
  }
  return hash.update(piece).digest('hex')
}

function isPlace(key: string): boolean {
  return key === 'type' || key === 'start' || key === 'end'
}

/** A node or a list of them; a regular expression is a value. */
function isNode(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(value instanceof RegExp)
}
