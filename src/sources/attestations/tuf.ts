// Sigstore's trust data through its update framework (TUF). The only file that knows the library for it.

export type TufRequest = {
  /** A folder of ours. What lies there is proven against `root` before it is used. */
  cache: string
  /** The file with the root of trust that came with cordon. */
  root: string
  /** Ask the network for something newer; otherwise only when the cache has expired or does not hold. */
  refresh: boolean
  timeoutMs: number
  /** Another repository, for tests. */
  mirror?: string
}

/** The trusted root and npm's registry keys, as JSON texts. Throws when they cannot be had and proven. */
export async function fetchTargets({ cache, root, refresh, timeoutMs, mirror }: TufRequest): Promise<[string, string]> {
  const { DEFAULT_MIRROR_URL, initTUF } = await import('@sigstore/tuf')
  const tuf = await initTUF({
    mirrorURL: mirror ?? DEFAULT_MIRROR_URL,
    cachePath: cache,
    // Copied over whatever root the cache has: that one is no anchor, since anybody could have put it there.
    rootPath: root,
    forceInit: true,
    forceCache: !refresh,
    retry: false,
    timeout: timeoutMs,
  })
  return [await tuf.getTarget('trusted_root.json'), await tuf.getTarget('registry.npmjs.org/keys.json')]
}
