// What an approval of install scripts is bound to: one digest over the scripts, the files they reach, the fields of
// package.json they read, and the owner and bytes of each program they start and each package they load. An update that
// changes none of it has the same digest. Where the inputs cannot all be told the release's own bytes count instead of its
// scripts, files and fields.
import { createHash } from 'node:crypto'
import type { OpenEnd } from '../domain/install-inputs.ts'
import type { PackageKind } from '../domain/locked.ts'
import type { Contents } from '../domain/release.ts'
import { fixedPrograms, homeOf, machinePrograms, quietPackages } from './extract/install-tools.ts'
import { runsOnInstall } from './scripts.ts'

/** Whose something is, by the lockfile, seen from the package's place. `bytes` is '' where the lockfile pins none. */
export type Owner = { status: 'package'; name: string; bytes: string } | { status: 'itself' | 'nobody' | 'several' }

/**
 * A command as npm's PATH finds it, and a package as Node's `require` does. `above`: the packages in whose folders it
 * lies; what their tarballs carry is found before what the lockfile has.
 */
export type Owners = { program: (name: string) => Owner; module: (name: string) => Owner; above: readonly Owner[] }

export type ScriptApproval = {
  /** `sha256-` and hex, or `sha512-…` of the release; '' where nothing pins its bytes. */
  digest: string
  boundTo: 'content' | 'release' | 'nothing'
  /** Why it is not the content. */
  open: readonly { end: OpenEnd; file: string }[]
}

/** `bytes` names the release's own bytes as `scan/bound-bytes` does; '' where nothing does. */
export function approvalOf(contents: Contents, kind: PackageKind, bytes: string, owners: Owners): ScriptApproval {
  const { install } = contents
  const programs = install.programs.map((name) => ({ name, owner: owners.program(name) }))
  const packages = install.packages.map((name) => ({ name, owner: owners.module(name) }))
  const open = [
    ...(isPrepared(kind) ? [ended('prepared-from-source')] : []),
    ...install.open,
    ...programs.flatMap(({ name, owner }) => endsOfProgram(name, owner)),
    ...packages.flatMap(({ name, owner }) => endsOfPackage(name, owner)),
    ...owners.above.flatMap((owner) => (isPinned(owner) ? [] : [ended('program-not-locked')])),
  ]
  const others = [
    programs.map(({ name, owner }) => [name, textOf(owner)]),
    packages.map(({ name, owner }) => [name, textOf(owner)]),
    owners.above.map(textOf),
  ]
  if (open.length > 0) {
    const used = [...programs, ...packages].map(({ owner }) => owner).concat(owners.above)
    const depends = used.some(({ status }) => status !== 'nobody') ? others : []
    return { ...ofRelease(kind, bytes, depends), open: [...new Map(open.map((one) => [one.end, one])).values()] }
  }
  const bodies = new Map(contents.scripts.map(({ name, body }) => [name, body]))
  const digests = new Map(contents.files.map(({ path, sha256 }) => [path, sha256]))
  const digest = sha256Of([
    'install scripts 2',
    install.scripts.map((name) => [name, bodies.get(name) ?? '']),
    install.files.map((path) => [path, digests.get(path) ?? '']),
    [install.fields, install.manifest],
    others,
  ])
  return { digest, boundTo: 'content', open: [] }
}

/** npm runs a script of it on install, by itself or for an older lockfile. */
export function hasInstallScripts({ scripts }: Contents, kind: PackageKind): boolean {
  return scripts.some((script) => runsOnInstall(script, kind))
}

/** What prepares a checkout is installed beside it for that moment, and stands in no lockfile. */
function isPrepared(kind: PackageKind): boolean {
  switch (kind) {
    case 'git':
    case 'workspace':
    case 'link':
    case 'file':
      return true
    case 'registry':
    case 'alias':
    case 'remote':
    case 'bundled':
    case 'patched':
      return false
  }
}

function endsOfProgram(name: string, owner: Owner): { end: OpenEnd; file: string }[] {
  if (owner.status === 'nobody') {
    return fixedPrograms.has(name) || machinePrograms.has(name) ? [] : [ended('program-not-locked')]
  }
  if (owner.status === 'several' || !isPinned(owner)) return [ended('program-not-locked')]
  // What a known command reads is known of the package that is called like it.
  const home = homeOf(name)
  return home === '' || (owner.status === 'package' && owner.name === home) ? [] : [ended('program-of-another')]
}

function endsOfPackage(name: string, owner: Owner): { end: OpenEnd; file: string }[] {
  if (owner.status === 'nobody') return []
  if (!isPinned(owner)) return [ended('program-not-locked')]
  const isMeant = !quietPackages.has(name) || (owner.status === 'package' && owner.name === name)
  return isMeant ? [] : [ended('program-of-another')]
}

function ended(end: OpenEnd): { end: OpenEnd; file: string } {
  return { end, file: 'package.json' }
}

function isPinned(owner: Owner): boolean {
  return owner.status === 'itself' || (owner.status === 'package' && owner.bytes !== '')
}

function textOf(owner: Owner): readonly string[] {
  return owner.status === 'package' ? [owner.name, owner.bytes] : [owner.status]
}

/** Where one sha512 names the bytes, and nobody else's count, it stands for itself, so that people recognise it. */
function ofRelease(kind: PackageKind, bytes: string, others: readonly unknown[]): Omit<ScriptApproval, 'open'> {
  if (bytes === '') return { digest: '', boundTo: 'nothing' }
  const isOne = bytes.startsWith('sha512-') && !bytes.includes('+sha512-') && kind !== 'bundled'
  const isPlain = isOne && others.length === 0
  return { digest: isPlain ? bytes : sha256Of(['release 2', kind, bytes, others]), boundTo: 'release' }
}

function sha256Of(value: unknown): string {
  return `sha256-${createHash('sha256').update(JSON.stringify(value)).digest('hex')}`
}
