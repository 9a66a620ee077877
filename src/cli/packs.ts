// Which rule packs a command works with: the built-in one, those the user names, and those of the policy.
import type { PackFile } from '../domain/pack-layout.ts'
import { packOrigin } from '../domain/pack-spec.ts'
import type { PackUse, Stage } from '../domain/policy.ts'
import { type Mistake, nowhere, type Place, Problem } from '../domain/problem.ts'
import type { Notice } from '../domain/report.ts'
import { pinMistakes } from '../rules/pins.ts'
import type { CaseReading, RulePack } from '../rules/rule.ts'
import { placeOfId } from '../rules/rule-place.ts'
import type { ProvenanceInput } from '../scan/provenance.ts'
import { builtCore } from './built-core.ts'
import { corePath } from './core-path.ts'
import { readNamedPack, readPolicyPack } from './policy-pack.ts'
import { lineOf, type PolicyPlace } from './policy-place.ts'
import { shownPath } from './shown-path.ts'
import { toolVersion } from './version.ts'

export { corePath }

/** `stages` are those of the policy; none for the built-in pack and for `--rules`. */
export type LoadedPack = { pack: RulePack; stages: readonly Stage[] }
export type LoadedPacks = { loaded: readonly LoadedPack[]; notices: readonly Notice[] }

export type PackRequest = {
  /** Absolute paths of folders, files and archives, or `npm:name@1.2.0`. */
  named: readonly string[]
  uses: readonly PackUse[]
  /** Where the policy lies that has these uses. */
  policy: PolicyPlace
  /** Whoever judges needs no examples of the built-in rules, and they are most of their text. */
  coreCases: CaseReading
  cwd: string
  consequence: string
  /** Called for a pack that comes from a registry, and only then. */
  network: () => Promise<ProvenanceInput>
}

/** Packs from disk alone: for commands that judge nothing. Throws one `Problem` with the mistakes of all packs. */
export async function loadPacks(
  paths: readonly string[],
  cwd: string,
  consequence: string,
  coreCases: CaseReading = 'read',
): Promise<RulePack[]> {
  return (await loadAllPacks(onlyNamed(paths, cwd, consequence, coreCases))).loaded.map(({ pack }) => pack)
}

/** A request without a policy; packs of a registry are refused unless it is given a network. */
export function onlyNamed(
  named: readonly string[],
  cwd: string,
  consequence: string,
  coreCases: CaseReading = 'read',
): PackRequest {
  const policy: PolicyPlace = { file: '', text: '', dir: cwd, root: cwd, commit: 'none' }
  const network = async () => {
    throw new Problem([onlyFromDisk], consequence)
  }
  return { named, uses: [], policy, coreCases, cwd, consequence, network }
}

/** In the order of the request: the named ones, then those of the policy. Throws one `Problem` with all mistakes. */
export async function loadAllPacks(request: PackRequest): Promise<LoadedPacks> {
  const { named, uses, policy, consequence } = request
  const read = [
    ...named.map((path) => {
      const built = path === corePath && request.coreCases === 'skip' ? builtCore(shownFrom(request.cwd)) : 'none'
      return { use: namedUse(path), place: nowhere, built, read: () => readNamed(path, request) }
    }),
    ...uses.map((use) => {
      const place = lineOf(policy, use.line)
      return { use, place, built: 'none' as const, read: () => readUse(use, place, request) }
    }),
  ]
  const loaded = await Promise.all(read.map((one) => orMistakes(() => loadOne(one, request))))
  const packs = loaded.flatMap((one) => ('pack' in one ? [one] : []))
  const mistakes = [...loaded.flatMap((one) => ('notices' in one ? [] : one)), ...repeatedRules(packs)]
  if (mistakes.length > 0) throw new Problem(mistakes, consequence)
  return {
    loaded: packs.map(({ pack, stages }) => ({ pack, stages })),
    notices: loaded.flatMap((one) => ('notices' in one ? one.notices : [])),
  }
}

type PackTexts = { files: readonly PackFile[]; notices: readonly Notice[] }
type Reading = { use: PackUse; place: Place; built: RulePack | 'none'; read: () => Promise<PackTexts> }

/** A pack that does not count yet leaves nothing but its notice. */
type NotYet = Pick<PackTexts, 'notices'>

async function loadOne(
  { use, place, built, read }: Reading,
  request: PackRequest,
): Promise<(LoadedPack & PackTexts) | NotYet> {
  if (built !== 'none') return { pack: built, stages: use.stages, files: [], notices: [] }
  const { files, notices } = await read()
  if (files.length === 0 && notices.length > 0) return { notices }
  const pack = await compiled(use, files, request)
  const unpinned = pinMistakes(pack, use, place)
  if (unpinned.length > 0) throw new Problem(unpinned, request.consequence)
  return { pack, stages: use.stages, files, notices }
}

/** What reads rule files is loaded where there are some to read. */
async function compiled(
  { from }: PackUse,
  files: readonly PackFile[],
  { consequence, coreCases }: PackRequest,
): Promise<RulePack> {
  if (from === corePath) {
    const { loadCorePack } = await import('./core-pack.ts')
    return loadCorePack(files, consequence, coreCases)
  }
  const { loadPack } = await import('../rules/load.ts')
  return loadPack(files, consequence, toolVersion())
}

function namedUse(from: string): PackUse {
  return { from, version: '', digest: '', source: '', stages: [], line: 0 }
}

async function readNamed(path: string, request: PackRequest): Promise<PackTexts> {
  if (packOrigin(path).kind !== 'path') return readUse(namedUse(path), nowhere, request)
  const { consequence, cwd, policy } = request
  // The built-in pack is cordon's own, also where cordon judges itself.
  const commit = path === corePath ? 'none' : policy.commit
  return readNamedPack(path, commit, shownFrom(cwd), consequence)
}

async function readUse(use: PackUse, place: Place, request: PackRequest): Promise<PackTexts> {
  const { consequence, cwd, policy } = request
  const origin = packOrigin(use.from, use.version)
  switch (origin.kind) {
    case 'broken':
      throw new Problem([noRelease(use.from, place)], consequence)
    case 'path':
      return { files: await readPolicyPack(use, place, policy, shownFrom(cwd), consequence), notices: [] }
    case 'registry': {
      const { fetchPack, shownPack } = await import('../scan/pack-release.ts')
      const found = await fetchPack(await request.network(), { ...origin, source: use.source, place })
      if (!('files' in found)) throw new Problem(found, consequence)
      const { status, registrySignature, identity } = found.proof
      const by = identity === 'none' ? '' : `, built from ${identity.repository}`
      const detail = `${shownPack(origin)}: provenance ${status}, registry signature ${registrySignature.state}${by}`
      return {
        files: found.files,
        notices: [{ code: status === 'verified' ? 'pack-proven' : 'pack-unproven', detail }],
      }
    }
  }
}

function shownFrom(cwd: string): (path: string) => string {
  return (path) => shownPath(path, cwd)
}

async function orMistakes<T>(work: () => Promise<T>): Promise<T | readonly Mistake[]> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Problem) return error.mistakes
    throw error
  }
}

/** One finding must lead to one rule, also in an exception or a link. */
function repeatedRules(packs: readonly (LoadedPack & PackTexts)[]): Mistake[] {
  const rules = packs.flatMap(({ pack, files }) => pack.rules.map((rule) => ({ pack: pack.pack, rule, files })))
  return [...Map.groupBy(rules, ({ rule }) => rule.id)].flatMap(([id, [first, ...others]]) =>
    others.map(({ rule, files }) => ({
      code: 'rule-in-two-packs',
      message: `the pack ${first?.pack ?? ''} has a rule "${id}" already`,
      help: 'Give it another id.',
      place: placeOfId(files, rule.file),
    })),
  )
}

const onlyFromDisk: Mistake = {
  code: 'pack-needs-registry',
  message: 'this command reads packs from disk',
  help: 'Name a folder, a .yml file or a .tgz; "cordon rules lint" and "cordon scan" take npm:name@1.2.0.',
  place: nowhere,
}

function noRelease(text: string, place: Place): Mistake {
  const help = 'Write the whole release, as in npm:@acme/rules@1.2.0; a range would be whatever is newest.'
  return { code: 'pack-spec', message: `${text} names no release of a pack`, help, place }
}
