// The environment of a process: which variables are read by name, and where all of it is taken at once.
import { isSecretVariable } from '../map/environment.ts'
import type { Name } from '../value.ts'
import type { Findings } from './findings.ts'

/** The names that stand for the whole environment. */
export const environments: ReadonlySet<Name> = new Set([
  'global.process.env',
  'node:process.env',
  'global.Bun.env',
  'global.import.meta.env',
  'node:worker_threads.SHARE_ENV',
])

export function useVariable(findings: Findings, variable: string, offset: number): void {
  if (variable === '?') findings.capability('env-bulk', '', offset)
  else findings.capability(isSecretVariable(variable) ? 'env-secret' : 'env', variable, offset)
}
