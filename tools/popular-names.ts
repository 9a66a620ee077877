// Builds `data/popular-names.json` from a list of names with their monthly downloads: a TSV whose first row names the
// columns `name` and `downloads_a_month`.
//   node tools/popular-names.ts <list.tsv> <where the list comes from> <YYYY-MM>
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Below this rank a name is hardly worth imitating, and the honest names that resemble one another begin. */
const most = 10_000

const [list, source, date] = process.argv.slice(2)
if (list === undefined || source === undefined || date === undefined) {
  process.stderr.write('usage: node tools/popular-names.ts <list.tsv> <source> <YYYY-MM>\n')
  process.exit(2)
}

const [head = '', ...lines] = readFileSync(list, 'utf8').split('\n')
const columns = head.split('\t')
const nameColumn = columns.indexOf('name')
const downloadsColumn = columns.indexOf('downloads_a_month')
if (nameColumn === -1 || downloadsColumn === -1) throw new Error(`${list}: no columns name and downloads_a_month`)

const names = lines
  .map((line) => line.split('\t'))
  .map((row) => ({ name: row[nameColumn] ?? '', downloads: Number(row[downloadsColumn] ?? '') }))
  .filter(({ name, downloads }) => name !== '' && Number.isFinite(downloads))
  .sort((a, b) => b.downloads - a.downloads || (a.name < b.name ? -1 : 1))
  .slice(0, most)
  .map(({ name }) => name)

const built = `the ${names.length} names with the most downloads, most first; by tools/popular-names.ts`
const target = fileURLToPath(new URL('../data/popular-names.json', import.meta.url))
const rows = names.map((name) => JSON.stringify(name)).join(',\n')
writeFileSync(
  target,
  `{"date":${JSON.stringify(date)},"source":${JSON.stringify(source)},"built":${JSON.stringify(built)},"names":[\n${rows}\n]}\n`,
)
process.stdout.write(`${target}: ${names.length} names\n`)
