// What earlier versions of cordon kept beside npm's cache is of no use to this one, and nobody else would ever remove it.
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** Two projects of one machine may have a version of cordon each: the one before keeps what it has. */
const versionsKept = 2

/** `folder`: where facts and readings lie, in folders with the extractor's version in their name. Throws the system's errors. */
export function removeOutdated(folder: string, current: number): void {
  const versions = readdirSync(folder).flatMap((name) => {
    const version = versionIn(name)
    return version === undefined ? [] : [{ name, version }]
  })
  for (const { name, version } of versions) {
    if (version <= current - versionsKept) rmSync(join(folder, name), { recursive: true, force: true })
  }
}

function versionIn(name: string): number | undefined {
  const prefix = ['facts-v', 'readings-v'].find((one) => name.startsWith(one))
  if (prefix === undefined) return undefined
  const version = Number(name.slice(prefix.length))
  return Number.isInteger(version) && `${prefix}${version}` === name ? version : undefined
}
