// The built-in pack, compiled once by a process that works with it several times, as the GitHub Action does.
import type { PackFile } from '../domain/pack-layout.ts'
import { loadPack } from '../rules/load.ts'
import type { CaseReading, RulePack } from '../rules/rule.ts'
import { toolVersion } from './version.ts'

type Loaded = { files: readonly PackFile[]; pack: RulePack }

const loaded = new Map<CaseReading, Loaded>()

/** As `loadPack`. A pack is data that nobody changes: the same files give the same one. */
export function loadCorePack(files: readonly PackFile[], consequence: string, cases: CaseReading): RulePack {
  const before = loaded.get(cases)
  if (before !== undefined && areSame(before.files, files)) return before.pack
  const pack = loadPack(files, consequence, toolVersion(), cases)
  loaded.set(cases, { files, pack })
  return pack
}

function areSame(some: readonly PackFile[], others: readonly PackFile[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ path, text }, index) => path === others[index]?.path && text === others[index]?.text)
  )
}
