// Small, total readers of parsed JSON from a registry: own members only, '' for what is no text.

export function member(json: unknown, ...path: readonly (string | number)[]): unknown {
  let at = json
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined
    at = Reflect.get(at, key)
  }
  return at
}

export function text(json: unknown, ...path: readonly (string | number)[]): string {
  const value = member(json, ...path)
  return typeof value === 'string' ? value : ''
}

/** undefined for what is no JSON; deep nesting included, which makes the parser give up. */
export function parsed(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    return undefined
  }
}
