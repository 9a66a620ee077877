// Keeps npm's code from walking through the whole tree for each package that it reads from a lockfile: that was a sixth of
// the building for a thousand packages, and grows with their square. Where it still goes it does what it did, in the same
// order.

/** arborist's `Node`, as far as it is looked at. */
export type WalkedClass = { readonly prototype: WalkedNode }
type WalkedNode = {
  /** What holds it: the package in whose node_modules it lies, or the folder that it lies in. */
  readonly resolveParent?: WalkedNode | null | undefined
  addEdgeOut: (this: WalkedNode, edge: { readonly name: string }) => void
  /** The walk, under a key that arborist shares with nobody. */
  [walk: symbol]: ((this: WalkedNode, name: string, location?: string) => void) | undefined
}

/** arborist's walk after a package has come or gone: everything below that asks for its name looks it up anew. */
const walkName = '_reloadNamedEdges'

/**
 * Lets the walk only into those parts of a tree where something has ever asked for that name. For once in a process; what
 * it gives forgets the trees that were built before. An arborist without that walk stays as it is.
 */
export function reloadOnlyAskers({ prototype }: WalkedClass): () => void {
  const askers = new Map<string, Set<WalkedNode>>()
  const key = Object.getOwnPropertySymbols(prototype).find(({ description }) => description === walkName)
  const walk = key === undefined ? undefined : prototype[key]
  if (key === undefined || walk === undefined) return () => {}
  const { addEdgeOut } = prototype
  prototype.addEdgeOut = function (edge) {
    const name = plain(edge.name)
    const known = askers.get(name)
    if (known === undefined) askers.set(name, new Set([this]))
    else known.add(this)
    addEdgeOut.call(this, edge)
  }
  let way: ReadonlySet<WalkedNode> | 'none' = 'none'
  prototype[key] = function (name, location) {
    const isStart = way === 'none'
    if (way === 'none') way = wayTo(askers.get(plain(name)))
    try {
      if (way.has(this)) walk.call(this, name, location)
    } finally {
      if (isStart) way = 'none'
    }
  }
  return () => askers.clear()
}

/** These and everything above them. */
function wayTo(nodes: ReadonlySet<WalkedNode> = new Set()): Set<WalkedNode> {
  const way = new Set<WalkedNode>()
  for (const node of nodes) {
    for (let at: WalkedNode | null = node; at !== null && !way.has(at); at = at.resolveParent ?? null) way.add(at)
  }
  return way
}

/** As arborist compares names (its case-insensitive-map.js). */
function plain(name: string): string {
  return name.normalize('NFKD').toLowerCase()
}
