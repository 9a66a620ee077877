// bench/RESULTS.md: sections that different benchmarks make, each in its own place, so that one can be made anew alone.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const path = fileURLToPath(new URL('RESULTS.md', import.meta.url))

/** In the order in which they stand in the file. */
export const sections = ['evaluation', 'scan'] as const
export type Section = (typeof sections)[number]

const head = `# What cordon catches, what it misses, what it disturbs, and what it costs

Each section says by which command it was made, when and where, and can be made again.
`

/** Puts the text in the place of what the section was; the others stay as they are. */
export function writeSection(section: Section, text: string): void {
  const before = existsSync(path) ? readFileSync(path, 'utf8') : ''
  writeFileSync(path, withSection(before, section, text))
}

export function withSection(page: string, section: Section, text: string): string {
  const kept = sections.flatMap((one) => {
    const own = one === section ? text.trim() : sectionIn(page, one)
    return own === '' ? [] : [`${opening(one)}\n\n${own}\n\n${closing(one)}\n`]
  })
  return [head, ...kept].join('\n')
}

function sectionIn(page: string, section: Section): string {
  const [from, to] = [page.indexOf(opening(section)), page.indexOf(closing(section))]
  return from === -1 || to === -1 ? '' : page.slice(from + opening(section).length, to).trim()
}

const opening = (section: Section) => `<!-- ${section} -->`
const closing = (section: Section) => `<!-- end of ${section} -->`
