// Gives every variable of a file another name, and the same one wherever it is used. Properties, strings, names from outside
// and what a module exports stay.
import type { Chance } from './mutation.ts'
import { declaredNames, type Edit, edited, type Program, programOf, topNames, variableUses, visit } from './syntax.ts'

/** Names that may mean something from outside where a scope does not declare them. */
const fromOutside = new Set([
  ...Object.getOwnPropertyNames(globalThis),
  ...[
    'require',
    'module',
    'exports',
    '__filename',
    '__dirname',
    'arguments',
    'undefined',
    'window',
    'document',
    'self',
  ],
  ...[
    'localStorage',
    'XMLHttpRequest',
    'location',
    'ethereum',
    'navigator',
    'alert',
    'globalThis',
    'eval',
    'Bun',
    'Deno',
  ],
])

const syllables = ['ka', 're', 'mo', 'li', 'tu', 'sen', 'dor', 'vi', 'pal', 'nex', 'or', 'bi']

/** What does not parse stays as it is. `prefix`: before every name, where files are joined. */
export function renamedLocals(path: string, source: string, chance: Chance, prefix = ''): string {
  const program = programOf(path, source)
  if (program === undefined) return source
  const kept = exportedNames(program)
  const uses = variableUses(program)
  const taken = new Set(uses.map(({ node }) => node.name))
  const names = new Map<string, string>()
  for (const name of declaredNames(program)) {
    if (!kept.has(name) && !fromOutside.has(name)) names.set(name, freshName(chance, taken, prefix))
  }
  const written = shorthands(program)
  const edits = new Map<number, Edit>()
  for (const { node } of uses) {
    const to = names.get(node.name)
    if (to === undefined) continue
    const { start } = node
    const end = start + node.name.length
    edits.set(start, { start, end, text: (written.get(start) ?? ((_old, own) => own))(node.name, to) })
  }
  return edited(source, [...edits.values()])
}

/** Exported under the very name that they are declared with. */
function exportedNames(program: Program): ReadonlySet<string> {
  const declared = program.body.filter((one) => one.type === 'ExportNamedDeclaration').flatMap(topNames)
  return new Set(declared)
}

type Spelling = (old: string, own: string) => string

/** Places where one word is a name outside and a variable at once, and how both are written. */
function shorthands(program: Program): ReadonlyMap<number, Spelling> {
  const places = new Map<number, Spelling>()
  visit(program, (node) => {
    if (node.type === 'Property' && node.shorthand) places.set(node.key.start, (old, own) => `${old}: ${own}`)
    if (node.type === 'ImportSpecifier' && node.imported.start === node.local.start) {
      places.set(node.local.start, (old, own) => `${old} as ${own}`)
    }
    if (node.type === 'ExportSpecifier' && node.exported.start === node.local.start) {
      places.set(node.local.start, (old, own) => `${own} as ${old}`)
    }
  })
  return places
}

function freshName(chance: Chance, taken: Set<string>, prefix: string): string {
  for (;;) {
    const parts = [0, 1, 2].map(() => syllables[chance(syllables.length)] ?? 'a')
    const name = `${prefix}${parts.join('')}${chance(100)}`
    if (taken.has(name)) continue
    taken.add(name)
    return name
  }
}
