// What is known of one of two releases before they are compared: who published it, what proves that, which bytes. What
// nobody can know of a release on the disk is unavailable.
import type { DiffSide } from '../domain/diff-report.ts'
import { type NamedRelease, shownRelease } from '../domain/explained-on.ts'
import type { Evidence } from '../domain/provenance.ts'
import { noEvidence } from '../domain/provenance.ts'
import type { Contents, Fetched, PublishedVersion } from '../domain/release.ts'
import { readPackageFolder, readTarballFile } from '../sources/local-package.ts'
import type { Registry } from '../sources/registry.ts'
import { type AskedRelease, shownAsked } from './asked-release.ts'
import type { PackageBytes } from './code-diff.ts'
import type { EvidenceSource } from './evidence.ts'
import type { Histories } from './histories.ts'
import { publishedOf } from './named-releases.ts'

/** `contents`: what its files say, where they could be had. */
export async function sideOf(
  release: NamedRelease,
  { manifest, integrity }: Pick<Contents, 'manifest'> & { integrity: string },
  histories: Histories,
  evidence: EvidenceSource,
): Promise<DiffSide> {
  const { name, version } = release.kind === 'published' ? release : manifest
  const side: DiffSide = { ...unknownSide(release), name, version, integrity }
  if (release.kind !== 'published') return side
  const history = await histories.of(release.name)
  const published = history.ok ? history.value.versions.find((one) => one.version === release.version) : undefined
  if (!history.ok || published === undefined) return side
  const found = await evidence.of({ name, version, integrity: published.integrity }, history.value)
  return { ...side, ...publication(published, found) }
}

/** A release that nothing is known of but how it was named. */
export function unknownSide(release: AskedRelease): DiffSide {
  const { name, version } = release.kind === 'published' ? release : { name: '', version: '' }
  const named =
    release.kind === 'asked'
      ? ({ shown: shownAsked(release), kind: 'published', name: release.name } as const)
      : { shown: shownRelease(release), kind: release.kind, name }
  return {
    ...{ ...named, version, integrity: '' },
    ...{ published: '', publisher: '', email: '', publisherKind: 'unavailable', level: 'unavailable' },
    provenance: noEvidence.candidate.verification.status,
    signature: noEvidence.signature.state,
    deprecated: '',
  }
}

function publication(
  { integrity, publishedAt, publisher, viaWorkflow, trust, deprecated }: PublishedVersion,
  { candidate, signature }: Evidence,
): Partial<DiffSide> {
  const who = publisher.status === 'known' ? publisher.value : { name: '', email: '' }
  return {
    integrity,
    published: publishedAt.status === 'known' ? new Date(publishedAt.value).toISOString() : '',
    publisher: who.name,
    email: who.email,
    publisherKind: publisher.status !== 'known' ? 'unavailable' : viaWorkflow ? 'workflow' : 'account',
    level: trust.status === 'known' ? trust.value : trust.status === 'absent' ? 'none' : 'unavailable',
    provenance: candidate.verification.status,
    signature: signature.state,
    deprecated,
  }
}

/** The bytes themselves, for whoever wants to look at them: those of a published release are in npm's cache by then. */
export async function bytesOf(
  release: NamedRelease,
  histories: Histories,
  registry: Pick<Registry, 'tarball'>,
): Promise<Fetched<PackageBytes>> {
  switch (release.kind) {
    case 'nothing':
      return { ok: true, value: { kind: 'nothing' } }
    case 'folder': {
      const read = readPackageFolder(release.path)
      return read.ok ? { ok: true, value: { kind: 'files', files: read.value.files } } : read
    }
    case 'tarball': {
      const read = readTarballFile(release.path)
      return read.ok ? { ok: true, value: { kind: 'tarball', bytes: read.value.bytes, inside: '' } } : read
    }
    case 'published': {
      const published = await publishedOf(release, { histories })
      return published.ok ? publishedBytes(release.name, published.value, registry) : published
    }
  }
}

/** `integrity` decides which bytes they are; the tarball of a release that was just judged is in npm's cache. */
export async function publishedBytes(
  name: string,
  { version, integrity, tarball: url }: Pick<PublishedVersion, 'version' | 'integrity' | 'tarball'>,
  registry: Pick<Registry, 'tarball'>,
): Promise<Fetched<PackageBytes>> {
  const tarball = await registry.tarball({ name, version, integrity, url, kind: 'registry' })
  const read = tarball.ok ? await tarball.value.read() : tarball
  return read.ok ? { ok: true, value: { kind: 'tarball', bytes: read.value.bytes, inside: '' } } : read
}
