// Spans of time as people write them, with their unit. A bare number is none: minutes and days are both obvious to someone.

const hoursOf: ReadonlyMap<string, number> = new Map([
  ['m', 1 / 60],
  ['min', 1 / 60],
  ['h', 1],
  ['d', 24],
  ['w', 24 * 7],
])

export const agePattern = '^[0-9]{1,6}([.][0-9]{1,3})?(m|min|h|d|w)$'

/** `72h`, `3d`, `90m`/`90min`, `1w`, `0h` -> hours; `undefined` for anything else. */
export function toHours(text: string): number | undefined {
  const [, digits = '', unit = ''] = /^(\d{1,6}(?:\.\d{1,3})?)([a-z]{1,3})$/.exec(text) ?? []
  const hours = hoursOf.get(unit)
  return digits === '' || hours === undefined ? undefined : Number(digits) * hours
}
