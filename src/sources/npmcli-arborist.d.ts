// The part of @npmcli/arborist 10 that we use; the package has no types of its own.

declare module '@npmcli/arborist' {
  /** npm's options, as its own commands hand them over. */
  type Options = Readonly<Record<string, unknown>>

  export type IdealTree = {
    /** The lockfile to be; `null` where none was read and no version was asked for. */
    meta: { lockfileVersion: number | null; toString: (options?: Options) => string }
  }

  export default class Arborist {
    constructor(options: Options)
    /** Throws npm's own errors, with a `code`. */
    buildIdealTree(options: Options): Promise<IdealTree>
    /** What `reify` does after the tree is built: writes package.json and the lockfile, nothing else. */
    [save: symbol]: (options: Options) => Promise<boolean>
  }
}
