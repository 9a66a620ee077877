// How one field of a fact is described to a rule author, tied to its TypeScript type: a field of another type, a value
// missing from a union or one too many does not compile. It knows no record.

/** One sentence; for a person. */
type Described = { means: string }
export type Flag = Described & { type: 'bool'; example: string; values: Values }
export type Count = Described & { type: 'double'; example: string; values: Values }
export type Text = Described & { type: 'string'; example: string; values: Values }
export type Texts = Described & { type: 'list<string>'; example: string; values: Values }
export type Choice<T extends string> = Described & { type: 'string'; example: T; values: Readonly<Record<T, string>> }
export type Field = Flag | Count | Text | Texts

/** Every value the field can have, and what it means; empty for a field that can say anything. */
export type Values = Readonly<Record<string, string>>

/** The row a field of type `T` must have. */
export type Row<T> = [T] extends [boolean]
  ? Flag
  : [T] extends [number]
    ? Count
    : [T] extends [readonly string[]]
      ? Texts
      : [T] extends [string]
        ? string extends T
          ? Text
          : Choice<T>
        : never

/** `record` is what TypeScript tells facts apart by; a rule does not see it. */
export type Rows<F> = { readonly [K in Exclude<keyof F, 'record'>]: Row<F[K]> }

const open: Values = {}

export function flag(means: string): Flag {
  return { type: 'bool', means, example: 'true', values: open }
}

/** CEL `double`: hours, days, bytes and counts alike. */
export function count(means: string, example: number): Count {
  return { type: 'double', means, example: String(example), values: open }
}

export function text(means: string, example: string, values: Values = open): Text {
  return { type: 'string', means, example, values }
}

export function texts(means: string, example: string): Texts {
  return { type: 'list<string>', means, example, values: open }
}

export function choice<T extends string>(
  means: string,
  example: NoInfer<T>,
  values: Readonly<Record<T, string>>,
): Choice<T> {
  return { type: 'string', means, example, values }
}
