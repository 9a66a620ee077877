// The JSON Schema of a kind of file, for editors. A pure function of the shape that files are checked against, so the two
// cannot differ.
import type { Keys, Shape } from './shape.ts'

export type JsonSchema = {
  readonly [key: string]: string | boolean | readonly string[] | JsonSchema | readonly JsonSchema[]
}

/** Draft 7, which is what editors know best. */
export function schemaOf(title: string, shape: Shape): JsonSchema {
  return { $schema: 'http://json-schema.org/draft-07/schema#', title, ...toJsonSchema(shape) }
}

function toJsonSchema(shape: Shape): JsonSchema {
  const description = shape.means
  switch (shape.kind) {
    case 'text':
      return shape.form.pattern === ''
        ? { description, type: 'string' }
        : { description, type: 'string', pattern: shape.form.pattern }
    case 'words':
      return { description, enum: shape.words }
    case 'flag':
      return { description, type: 'boolean' }
    case 'count':
      return { description, type: 'integer' }
    case 'list':
      return { description, type: 'array', items: toJsonSchema(shape.of) }
    case 'map':
      return { description, type: 'object', additionalProperties: false, ...members(shape.keys) }
    case 'names':
      return { description, type: 'object', additionalProperties: toJsonSchema(shape.of) }
    case 'anything':
      return { description }
    case 'either':
      return { description, anyOf: shape.of.map(toJsonSchema) }
  }
}

function members(keys: Keys): JsonSchema {
  const entries = Object.entries(keys)
  return {
    required: entries.flatMap(([key, { needed }]) => (needed ? [key] : [])),
    properties: Object.fromEntries(entries.map(([key, { shape }]) => [key, toJsonSchema(shape)])),
  }
}
