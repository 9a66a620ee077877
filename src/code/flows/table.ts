// Tables written as words: `of` with its members, each standing for the same thing.

/** `table(['node:os', 'hostname userInfo', x])`: the full names, each with its row. `()` as a member is a call of `of` itself. */
export function table<T>(
  ...rows: readonly (readonly [of: string, members: string, means: T])[]
): ReadonlyMap<string, T> {
  return new Map(
    rows.flatMap(([of, members, means]) =>
      members.split(' ').map((member): [string, T] => [member === '()' ? of : `${of}.${member}`, means]),
    ),
  )
}

/** Members in their three forms: with a callback, `Sync`, and as promises (which names.ts makes the first). */
export function withSync(members: string): string {
  return members
    .split(' ')
    .flatMap((member) => [member, `${member}Sync`])
    .join(' ')
}
