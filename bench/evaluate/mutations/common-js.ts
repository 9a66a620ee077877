// A program as one CommonJS statement with a scope of its own: imports become requires, exports go.
import { type Edit, edited, programOf, quoted, type Statement, topNames, visit, withoutHashbang } from './syntax.ts'
import type { Format } from './tools.ts'

/** undefined for what does not parse. */
export function asCommonJs(path: string, text: string, format: Format): string | undefined {
  const source = withoutHashbang(text)
  const program = programOf(path, source)
  if (program === undefined) return undefined
  if (format === 'cjs') return `;(function () {\n${source}\n})();`
  const edits: Edit[] = program.body.flatMap((one) => {
    const { start, end } = one
    if (one.type === 'ImportDeclaration') return [{ start, end, text: asRequire(one) }]
    if (one.type === 'ExportNamedDeclaration') {
      return one.declaration === null ? [{ start, end, text: '' }] : [{ start, end: one.declaration.start, text: '' }]
    }
    if (one.type === 'ExportDefaultDeclaration')
      return [{ start, end: one.declaration.start, text: 'const fallback = ' }]
    return one.type === 'ExportAllDeclaration' ? [{ start, end, text: '' }] : []
  })
  visit(program, (node) => {
    if (node.type !== 'MetaProperty' || node.meta.name !== 'import') return
    edits.push({ start: node.start, end: node.end, text: own })
  })
  return `;(async function () {\n${edited(source, edits)}\n})();`
}

/** What `import.meta` holds of a file. */
const own = "({ url: require('node:url').pathToFileURL(__filename).href, filename: __filename, dirname: __dirname })"

function asRequire(one: Statement & { type: 'ImportDeclaration' }): string {
  const loaded = `require(${quoted(one.source.value)})`
  if (topNames(one).length === 0) return loaded
  const whole = one.specifiers.filter(({ type }) => type !== 'ImportSpecifier').map(({ local }) => local.name)
  const named = one.specifiers.flatMap((part) =>
    part.type === 'ImportSpecifier' && part.imported.type === 'Identifier'
      ? [`${part.imported.name}: ${part.local.name}`]
      : [],
  )
  const parts = [...whole, ...(named.length > 0 ? [`{ ${named.join(', ')} }`] : [])]
  return parts.map((part) => `const ${part} = ${loaded}`).join('; ')
}
