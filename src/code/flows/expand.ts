// Looks into one cell: which others it derives from, by what it is.
import type { Cell } from './cells.ts'
import { derive } from './derive.ts'
import { deriveCall } from './derive-call.ts'
import { deriveBinding, deriveParameter, deriveResult } from './derive-name.ts'
import type { FlowFile } from './file.ts'
import { deriveHanded } from './given.ts'

export function expand(file: FlowFile, cell: Cell): void {
  const { subject } = cell
  switch (subject.kind) {
    case 'call': {
      const site = file.calls.siteOf(subject.call)
      if (site !== undefined) deriveCall(file, cell, site)
      return
    }
    case 'binding':
      deriveBinding(file, cell, subject.binding)
      return
    case 'parameter':
      deriveParameter(file, cell, subject.of, subject.index)
      return
    case 'returned':
      deriveResult(file, cell, subject.scope)
      return
    case 'handed':
      deriveHanded(file, cell.from, subject.by, subject.index, cell.field)
      return
    case 'root':
      for (const { node, field } of subject.parts) derive(file, cell.from, node, field)
      return
    case 'leaf':
      return
  }
}
