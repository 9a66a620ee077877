// The way from the project to a package, as one line. Its steps come from a lockfile.
import { escaped } from './escape.ts'

/** A path of a hostile lockfile can be thousands long: its beginning and its end say enough. */
export function pathText(path: readonly string[]): string {
  const steps = path.length <= 12 ? path : [...path.slice(0, 6), `(${path.length - 11} between)`, ...path.slice(-5)]
  return ['project', ...steps.map((step) => escaped(step, 80))].join(' > ')
}
