// The packages whose install scripts a project's `.npmrc` allows: `allow-scripts`, as npm's parse-allow-scripts-list.js
// splits it. Whether npm listens to them depends on package.json; that is not decided here.
import type { Directive, Project } from '../../domain/project.ts'
import { mayBe, type NpmrcLine, npmrcLines } from '../npmrc-lines.ts'

/** `file` is the `.npmrc` as the user would name it, `text` is '' for none. */
export function withNpmrcAllowed(project: Project, file: string, text: string): Project {
  const lines = npmrcLines(text).filter((line) => mayBe(line, 'allow-scripts'))
  const allowed = lines.flatMap((line) => {
    const about = { field: 'allowScripts', value: 'true', file, line: line.line } as const
    return keysIn(line).map((key): Directive => ({ ...about, key }))
  })
  return { ...project, directives: [...project.directives, ...allowed] }
}

/** What the environment decides may be anything. */
function keysIn({ kind, key, value }: NpmrcLine): string[] {
  if (kind === 'section' || key !== 'allow-scripts') return ['*']
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  const parts = values.flatMap((one) => `${one}`.split(/,|\n\n/))
  return parts.map((part) => (part.includes('${') ? '*' : part.trim())).filter((part) => part !== '')
}
