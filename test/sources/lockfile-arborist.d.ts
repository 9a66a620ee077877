// The parts of npm's own tree reader and writer that tests compare with. The library brings no types.
declare module '@npmcli/arborist' {
  type TreeNode = {
    location: string
    name: string
    packageName: string | null
    version: string
    integrity: string | null
    resolved: string | null
    dev: boolean
    optional: boolean
    peer: boolean
    extraneous: boolean
    hasInstallScript: boolean
    inDepBundle: boolean
    isLink: boolean
    isWorkspace: boolean
    isRoot: boolean
    patched: { path: string; integrity: string } | null
    target: TreeNode
    parent: TreeNode | null | undefined
    edgesOut: Map<string, TreeEdge>
    edgesIn: Set<TreeEdge>
  }
  type TreeEdge = { name: string; error: string | null; to: TreeNode | null; from: TreeNode | null }
  // Beside what `src` declares of the same class.
  export default interface Arborist {
    loadVirtual(): Promise<{ inventory: Map<string, TreeNode> }>
    reify(options: Readonly<Record<string, unknown>>): Promise<unknown>
  }
}
