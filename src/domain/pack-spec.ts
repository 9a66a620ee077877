// Where a pack comes from, by its spelling alone: a package of a registry is written `npm:name@1.2.0`, everything else is
// a path.
import { normalVersion } from './versions.ts'

export type PackOrigin =
  | { kind: 'path'; path: string }
  | { kind: 'registry'; name: string; version: string }
  /** Begins with `npm:` and names no single release. */
  | { kind: 'broken'; text: string }

const prefix = 'npm:'

/** `version` is what a policy says beside the name; '' where it must stand behind the name. */
export function packOrigin(text: string, version = ''): PackOrigin {
  if (!text.startsWith(prefix)) return { kind: 'path', path: text }
  const spec = text.slice(prefix.length)
  // A scope begins with its `@`; the one that separates the version comes later.
  const at = spec.indexOf('@', 1)
  const name = at === -1 ? spec : spec.slice(0, at)
  const written = at === -1 ? version : spec.slice(at + 1)
  const agrees = version === '' || version === written
  return name !== '' && written !== '' && normalVersion(written) === written && agrees
    ? { kind: 'registry', name, version: written }
    : { kind: 'broken', text }
}

export function isRegistrySpec(text: string): boolean {
  return text.startsWith(prefix)
}
