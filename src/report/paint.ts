// Colours by role. Applied last, after escaping and wrapping, so that no untrusted text is ever read as a colour.
import { styleText } from 'node:util'
import type { Verdict } from '../domain/report.ts'

export type Role = Verdict | 'strong' | 'quiet' | 'added' | 'removed' | 'addedPart' | 'removedPart' | 'odd'
export type Paint = (role: Role, text: string) => string

const styles = {
  blocked: ['bold', 'red'],
  unchecked: ['bold', 'magenta'],
  review: ['bold', 'yellow'],
  waiting: ['bold', 'cyan'],
  passed: ['bold', 'green'],
  trusted: ['bold', 'green'],
  strong: 'bold',
  quiet: 'dim',
  added: 'green',
  removed: 'red',
  addedPart: ['bold', 'green', 'underline'],
  removedPart: ['bold', 'red', 'underline'],
  // What a person would not see.
  odd: ['bold', 'inverse'],
} as const satisfies Record<Role, Parameters<typeof styleText>[0]>

/** Whether there are colours is decided by who knows the stream; here it is only obeyed. */
export function paintWith(color: boolean): Paint {
  if (!color) return (_role, text) => text
  return (role, text) => (text === '' ? '' : styleText([...[styles[role]].flat()], text, { validateStream: false }))
}
