// GitHub's workflow commands: a line on standard output that a runner obeys. What stands in one is escaped as the runner
// reads it (actions/toolkit, command.ts), after everything invisible has become visible.
import { escaped } from './escape.ts'

export type CommandPlace = { file: string; line: number; title: string }

/** `::error file=…,line=…,title=…::message`. Line 0 is no line; lines of the message are of one annotation. */
export function workflowCommand(
  level: 'error' | 'warning' | 'notice',
  { file, line, title }: CommandPlace,
  message: readonly string[],
): string {
  const properties = [
    ...(file === '' ? [] : [`file=${property(file, 1000)}`, ...(line > 0 ? [`line=${line}`] : [])]),
    `title=${property(title, 200)}`,
  ]
  return `::${level} ${properties.join(',')}::${message.map((one) => data(escaped(one, 600))).join('%0A')}`
}

function data(text: string): string {
  return text.replaceAll('%', '%25')
}

function property(text: string, limit: number): string {
  return data(escaped(text, limit)).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
