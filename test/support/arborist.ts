// npm's own reading of a lockfile, as plain data, for tests that hold ours against it. The one place of the tests that
// loads arborist, which comes without types.
import { createRequire } from 'node:module'

export type NpmEdge = { name: string; spec: string; type: string; error: string | null }
export type NpmNode = {
  /** As in the lockfile; '' is the root. */
  location: string
  name: string
  packageName: string | null
  version: string | undefined
  resolved: string | null
  integrity: string | null
  dev: boolean
  optional: boolean
  devOptional: boolean
  peer: boolean
  extraneous: boolean
  isLink: boolean
  inBundle: boolean
  edgesOut: ReadonlyMap<string, NpmEdge>
}

type ArboristModule = {
  Arborist: new (options: {
    path: string
  }) => {
    loadVirtual: () => Promise<{ inventory: { values: () => Iterable<NpmNode> } }>
  }
}

const load = createRequire(import.meta.url)

/** Every node of the tree that npm sees in the folder's lockfile. */
export async function npmTree(path: string): Promise<NpmNode[]> {
  const { Arborist }: ArboristModule = load('@npmcli/arborist')
  const tree = await new Arborist({ path }).loadVirtual()
  return [...tree.inventory.values()]
}
