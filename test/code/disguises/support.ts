// The disguises of one source text, as `kind detail`.
import { findDisguises } from '../../../src/code/disguises/find.ts'
import { parseSource } from '../../../src/code/parse.ts'
import { createPlaces } from '../../../src/code/places.ts'
import { createResolver } from '../../../src/code/resolver.ts'

export function disguisesOf(source: string, path = 'lib/index.js'): string[] {
  const { program, comments } = parseSource(path, source)
  const resolver = createResolver(program)
  const found = findDisguises({
    path,
    source,
    program,
    comments,
    collected: resolver.collected,
    resolver,
    places: createPlaces(source),
  })
  return found.map(({ kind, detail }) => (detail === '' ? kind : `${kind} ${detail}`)).toSorted()
}
