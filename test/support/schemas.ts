// The published JSON Schemas, as any other program would read them.
import { readFileSync } from 'node:fs'

export function readSchema(name: string): object {
  return JSON.parse(readFileSync(new URL(`../../schemas/${name}`, import.meta.url), 'utf8'))
}
