// The value of a source's last expression, written so that a table of them can be read.
import { parseSource } from '../../../src/code/parse.ts'
import { createResolver } from '../../../src/code/resolver.ts'
import { type Resolver, unknown, type Value } from '../../../src/code/value.ts'

/** `path` tells the language; a `.mjs` with an `export` is a module. */
export function valueIn(source: string, path = 'file.js'): { value: Value; resolver: Resolver } {
  const { program, hasErrors } = parseSource(path, source)
  if (hasErrors) throw new Error(`the test's source does not parse: ${source}`)
  const resolver = createResolver(program)
  const last = program.body.findLast((statement) => statement.type === 'ExpressionStatement')
  const value = last?.type === 'ExpressionStatement' ? resolver.valueOf(last.expression) : unknown
  return { value, resolver }
}

export function shownIn(source: string, path?: string): string {
  return shown(valueIn(source, path).value)
}

/** `?` is unknown, `a | b` a choice, `…` what may be more. */
export function shown(value: Value): string {
  switch (value.kind) {
    case 'constant':
      return typeof value.value === 'string' ? JSON.stringify(value.value) : `${value.value}${bigMark(value.value)}`
    case 'text':
      return `\`${value.parts.map((part) => (part.kind === 'constant' ? part.value : `\${${shown(part)}}`)).join('')}\``
    case 'list':
      return `[${[...value.items.map(shown), ...(value.open ? ['…'] : [])].join(', ')}]`
    case 'record': {
      const members = [...value.members].map(([key, member]) => `${key}: ${shown(member)}`)
      return `{${[...members, ...(value.open ? ['…'] : [])].join(', ')}}`
    }
    case 'named':
      return value.name
    case 'function':
      return 'function'
    case 'choice':
      return value.of.map(shown).toSorted().join(' | ')
    case 'unknown':
      return '?'
  }
}

function bigMark(value: unknown): string {
  return typeof value === 'bigint' ? 'n' : ''
}
