// Files that a script writes and reads again: what they carry, and what their places say.
import { isOtherPackage, isTemp } from '../capabilities/places-of-paths.ts'
import { type Carries, namePath, type Reading, reach } from './reading.ts'
import type { Given } from './started.ts'
import { nameHost } from './transfers.ts'

const nowhere: ReadonlySet<string> = new Set(['/dev/null', 'nul', '$null', '/dev/stdout', '/dev/stderr', '-', ''])
const maxCarried = 16

export function fromFile(reading: Reading, { text, at }: Given): Carries {
  return [...carriedBy(reading, text), ...namePath(reading, text, at)]
}

export function carriedBy(reading: Reading, path: string): Carries {
  return reading.files.get(fileKey(path)) ?? []
}

export function setFile(reading: Reading, path: string, carries: Carries): void {
  reading.files.set(fileKey(path), carries.slice(0, maxCarried))
}

export function writeTo(reading: Reading, { text, at }: Given, carries: Carries): void {
  if (nowhere.has(text.toLowerCase())) return
  // Bash connects where others look for a file.
  if (text.startsWith('/dev/tcp/') || text.startsWith('/dev/udp/')) {
    reading.findings.capability('network-client', '', at)
    nameHost(reading, text.split('/')[3] ?? '', at)
    reach(reading, carries, 'network', at)
    return
  }
  reading.findings.capability('fs-write', '', at)
  if (isTemp(text)) reading.findings.capability('fs-temp', '', at)
  if (isOtherPackage(text)) reading.findings.capability('fs-other-packages', '', at)
  namePath(reading, text, at)
  setFile(reading, text, [...carriedBy(reading, text), ...carries])
  reach(reading, carries, 'write', at)
}

/** `./x`, `x` and `.\x` are one file. */
function fileKey(path: string): string {
  return path.replaceAll('\\', '/').replace(/^\.\//, '')
}
