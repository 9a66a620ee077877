// Reads a scenario file with everything it starts from, and completes it: inherited files, default publishers, tarballs.
// It knows no HTTP and no lockfile. A mistake in a scenario is an error that names the file and the key.
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { Ajv } from 'ajv'
import { parse } from 'yaml'
import { type RegistryPlan, registryPlan } from '../../src/replay/plan.ts'
import type { WrittenLock, WrittenPackage, WrittenTree } from '../../src/replay/written.ts'
import type { Fault, ScenarioRegistry, WrittenRun, WrittenScenario } from './scenario-file.ts'
import { scenarioSchema } from './scenario-schema.ts'

export type ScenarioPlan = RegistryPlan & { ownKeys: boolean; faults: readonly Fault[] }

export type Scenario = {
  file: string
  about: string
  /** The moment of judging, ISO. */
  now: string
  registry: ScenarioPlan
  packages: RegistryPlan['packages']
  project: WrittenTree
  lock: WrittenLock | undefined
  baseLock: WrittenLock | undefined
  runs: readonly WrittenRun[]
}

const isScenario = new Ajv({ allErrors: true, allowUnionTypes: true }).compile<WrittenScenario>(scenarioSchema)

export function loadScenario(file: string): Scenario {
  return completeScenario(withOrigin(file, []), file)
}

/** A scenario that stands in the test itself. `from` is relative to `file`. */
export function scenarioOf(source: string, file = 'inline'): Scenario {
  return completeScenario(readScenario(source, file), file)
}

function completeScenario(written: WrittenScenario, file: string): Scenario {
  const { about, now, registry = {}, project = {}, lock, baseLock, runs = [] } = written
  if (about === undefined || now === undefined) throw new Error(`${file}: a scenario needs about and now`)
  const until = registry.cut === false ? Number.POSITIVE_INFINITY : Date.parse(now)
  const plan = registryPlan(registry, until, file)
  return {
    file,
    about,
    now,
    registry: { ...plan, ownKeys: registry.ownKeys ?? false, faults: registry.faults ?? [] },
    packages: plan.packages,
    project,
    lock,
    baseLock,
    runs,
  }
}

/** The file merged over what it starts from, and that over what it starts from in turn. */
function withOrigin(file: string, seen: readonly string[]): WrittenScenario {
  if (seen.includes(file)) throw new Error(`${file}: starts from itself`)
  const written = readScenario(readFileSync(file, 'utf8'), file)
  if (written.from === undefined) return written
  return merged(withOrigin(resolve(dirname(file), written.from), [...seen, file]), written)
}

function readScenario(source: string, file: string): WrittenScenario {
  const value: unknown = parse(source)
  if (isScenario(value)) return value
  const mistakes = (isScenario.errors ?? []).map(
    (error) => `${file}: ${error.instancePath || '/'} ${error.message} ${JSON.stringify(error.params)}`,
  )
  throw new Error(mistakes.join('\n'))
}

/** Packages, their versions and project files are merged by name; everything else is replaced. */
function merged(origin: WrittenScenario, own: WrittenScenario): WrittenScenario {
  const registry = mergedRegistry(origin.registry ?? {}, own.registry ?? {})
  return { ...origin, ...own, registry, project: { ...origin.project, ...own.project } }
}

function mergedRegistry(origin: ScenarioRegistry, own: ScenarioRegistry): ScenarioRegistry {
  const packages: Record<string, WrittenPackage> = { ...origin.packages }
  for (const [name, one] of Object.entries(own.packages ?? {})) {
    packages[name] = { ...packages[name], ...one, versions: { ...packages[name]?.versions, ...one.versions } }
  }
  return { ...origin, ...own, packages }
}
