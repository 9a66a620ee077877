// The part of @npmcli/arborist 10 that we use; the package has no types of its own.

declare module '@npmcli/arborist' {
  /** npm's options, as its own commands hand them over. */
  type Options = Readonly<Record<string, unknown>>

  export type IdealTree = {
    /** The folder itself, where `path` leads there through a link. */
    target: { children: ReadonlyMap<string, unknown> }
    /** The lockfile to be; a version of `null` where none was read and none was asked for, until it is written. */
    meta: { lockfileVersion: number | null; toString: (options?: Options) => string }
  }

  export default class Arborist {
    static readonly Node: import('./resolve-edges.ts').WalkedClass
    constructor(options: Options)
    /** Throws npm's own errors, with a `code`. */
    buildIdealTree(options: Options): Promise<IdealTree>
    /** What `reify` does after the tree is built: writes package.json and the lockfile, nothing else. */
    [save: symbol]: (options: Options) => Promise<boolean>
  }
}
