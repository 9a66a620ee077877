// How much a release holds, against its baseline. It only counts: what the files are stands with the files.
import type { ContentFact } from '../domain/change.ts'
import type { Contents } from '../domain/release.ts'

export function contentFact(before: Contents, after: Contents): ContentFact {
  const [bytes, bytesBefore] = [bytesOf(after), bytesOf(before)]
  return {
    record: 'content',
    files: after.files.length,
    filesBefore: before.files.length,
    bytes,
    bytesBefore,
    ...growth(bytesBefore, bytes),
  }
}

/** Against nothing both are at their highest: rules rely on that (`domain/content-dependent.ts`). */
export function growth(before: number, after: number): { grown: number; factor: number } {
  return { grown: Math.max(0, after - before), factor: after / Math.max(1, before) }
}

function bytesOf({ files }: Contents): number {
  return files.reduce((sum, { size }) => sum + size, 0)
}
