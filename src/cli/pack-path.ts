// What a user writes for a pack: a path from where they are, or a release of a registry.
import { resolve } from 'node:path'
import { isRegistrySpec } from '../domain/pack-spec.ts'

export function packPath(text: string, cwd: string): string {
  return isRegistrySpec(text) ? text : resolve(cwd, text)
}
