// The parts of @npmcli/config 11 that we use; the package has no types of its own.

declare module '@npmcli/config' {
  export type Layer = 'default' | 'builtin' | 'global' | 'user' | 'project' | 'env' | 'cli'

  export default class Config {
    constructor(options: {
      definitions: unknown
      shorthands: unknown
      nerfDarts: readonly string[]
      flatten: (layer: object, flat: Record<string, unknown>) => unknown
      npmPath: string
      env: Record<string, string | undefined>
      argv: readonly string[]
      platform: NodeJS.Platform
      execPath: string
      cwd: string
      warn: boolean
    })
    /** Reads every file. Throws what npm would stop at. */
    load(): Promise<void>
    get(key: string, layer?: Layer): unknown
    /** The strongest layer that sets this key. */
    find(key: string): Layer | null
    set(key: string, value: unknown, layer: Layer): void
    /** Drops values of the wrong type; false when there were any. */
    validate(layer: Layer): boolean
    /** Expands `${VARIABLE}` and gives the value the type that the key has. */
    parseField(value: unknown, key: string): unknown
    readonly data: ReadonlyMap<Layer, { source: string | null; loadError?: Error; data: object; raw: object }>
    readonly flat: Record<string, unknown>
  }
}

declare module '@npmcli/config/lib/definitions/index.js' {
  type Definition = { default: unknown; flatten?: (key: string, layer: object, flat: Record<string, unknown>) => void }
  const all: {
    definitions: Readonly<Record<string, Definition>>
    shorthands: unknown
    nerfDarts: readonly string[]
  }
  export default all
}
