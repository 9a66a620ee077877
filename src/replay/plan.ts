// What a replayed registry is to show: the packages that were published, how much of it, and up to which moment.
import { type PublishedPackage, publishPackages } from './published.ts'
import type { WrittenRegistry } from './written.ts'

export type RegistryPlan = {
  trust: 'full' | 'stripped'
  /** Milliseconds since 1970; later publications are hidden. Infinity shows everything. */
  until: number
  packages: ReadonlyMap<string, PublishedPackage>
  absent: ReadonlySet<string>
}

/** `file` names it in errors. */
export function registryPlan(written: WrittenRegistry, until: number, file: string): RegistryPlan {
  return {
    trust: written.trust ?? 'full',
    until,
    packages: publishPackages(written.packages ?? {}, file),
    absent: new Set(written.absent),
  }
}
