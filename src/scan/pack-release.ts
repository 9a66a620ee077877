// A rule pack out of a registry: fetched as data, and checked like any release that `cordon provenance` looks at. Nothing
// of the package is installed or run, and nothing is read in it but what belongs to a pack.
import type { PackFile } from '../domain/pack-layout.ts'
import type { Mistake, Place } from '../domain/problem.ts'
import type { ProvenanceReport } from '../domain/provenance-report.ts'
import type { Fetched } from '../domain/release.ts'
import { readPackArchive } from '../sources/pack-archive.ts'
import { type ProvenanceInput, provenanceOf } from './provenance.ts'

export type WantedPack = {
  name: string
  version: string
  /** The repository that must have built it; '' where none is demanded. */
  source: string
  /** Where it is asked for. */
  place: Place
}

/** What was found out about who published it. */
export type PackProof = Pick<ProvenanceReport, 'status' | 'registrySignature' | 'identity'>
export type FetchedPack = { files: readonly PackFile[]; proof: PackProof }

/** `around` is opened for a registry that is really asked. */
export async function fetchPack(
  around: ProvenanceInput,
  wanted: WantedPack,
): Promise<FetchedPack | readonly Mistake[]> {
  const { name, version, place } = wanted
  const found = await provenanceOf(around, name, version)
  if (!found.ok) return [unavailable(wanted, `${found.why.code}, ${found.why.detail}`)]
  const refused = refusal(wanted, found.value)
  if (refused.length > 0) return refused
  const bytes = await bytesOf(around, wanted, found.value.integrity)
  if (!bytes.ok) return [unavailable(wanted, `${bytes.why.code}, ${bytes.why.detail}`)]
  const read = readPackArchive(bytes.value, shownPack(wanted))
  const mistakes = read.flatMap((one) =>
    'code' in one ? [{ ...one, place: one.place.file === '' ? place : one.place }] : [],
  )
  if (mistakes.length > 0) return mistakes
  const { status, registrySignature, identity } = found.value
  return {
    files: read.flatMap((one) => ('code' in one ? [] : [one])),
    proof: { status, registrySignature, identity },
  }
}

export function shownPack({ name, version }: Pick<WantedPack, 'name' | 'version'>): string {
  return `npm:${name}@${version}`
}

/** The registry's answer is in npm's cache by now; the transport checks the bytes against the integrity, and so do we. */
async function bytesOf(around: ProvenanceInput, wanted: WantedPack, integrity: string): Promise<Fetched<Uint8Array>> {
  const { name, version } = wanted
  const history = await around.registry.history(name, around.visibleUntil, () => new Set([version]))
  if (!history.ok) return history
  const url = history.value.versions.find((one) => one.version === version)?.tarball ?? ''
  if (integrity === '')
    return { ok: false, why: { code: 'no-integrity', detail: 'the registry names no digest of it' } }
  const tarball = await around.registry.tarball({ name, version, integrity, url, kind: 'registry' })
  if (!tarball.ok) return tarball
  const read = await tarball.value.read()
  return read.ok ? { ok: true, value: read.value.bytes } : read
}

/** Forged evidence is refused always; missing evidence only where the policy says who must have built it. */
function refusal(wanted: WantedPack, report: ProvenanceReport): Mistake[] {
  const { source, place } = wanted
  const { status, exitCode, identity, registrySignature } = report
  const shown = shownPack(wanted)
  if (exitCode === 1) {
    const message = `${shown} is not what it claims: provenance ${status}, registry signature ${registrySignature.state}`
    const help = `"cordon provenance ${wanted.name}@${wanted.version}" says more; do not use it before it is explained.`
    return [{ code: 'pack-forged', message, help, place }]
  }
  if (source === '') return []
  if (status !== 'verified' || identity === 'none') {
    const message = `${shown} must be built from ${source}, and its provenance is ${status}`
    const help = 'Publish it from the CI of that repository with provenance, or take "source" away.'
    return [{ code: 'pack-not-proven', message, help, place }]
  }
  if (isSameRepository(identity.repository, source)) return []
  const message = `${shown} must be built from ${source}, and it was built from ${identity.repository}`
  const help = 'Find out who published it before anything else.'
  return [{ code: 'pack-other-source', message, help, place }]
}

/** Both are whole addresses. Compared exactly after parsing: only the host's case does not count. */
function isSameRepository(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && new URL(one).href === new URL(other).href
}

function unavailable(wanted: WantedPack, why: string): Mistake {
  const message = `${shownPack(wanted)} cannot be had: ${why}`
  const help = 'A pack that cannot be read stops the run: without it less would be judged than was meant.'
  return { code: 'pack-unavailable', message, help, place: wanted.place }
}
