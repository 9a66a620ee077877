// What an approval of install scripts is bound to: one digest over the scripts, the files they reach, the fields of
// package.json they read, and the owner and bytes of each program they start and each package they load. An update that
// changes none of it has the same digest. Where the inputs cannot all be told it is the digest of the release itself.
import { createHash } from 'node:crypto'
import type { OpenEnd } from '../domain/install-inputs.ts'
import type { PackageKind } from '../domain/locked.ts'
import type { Contents } from '../domain/release.ts'
import { fixedPrograms, tools } from './extract/install-tools.ts'
import { runsOnInstall } from './scripts.ts'

/** Whose something is, by the lockfile, seen from the package's place. `bytes` is '' where the lockfile pins none. */
export type Owner = { status: 'package'; name: string; bytes: string } | { status: 'itself' | 'nobody' | 'several' }

/** A command as npm's PATH finds it, and a package as Node's `require` does. */
export type Owners = { program: (name: string) => Owner; module: (name: string) => Owner }

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
    ...packages.flatMap(({ owner }) =>
      isPinned(owner) || owner.status === 'nobody' ? [] : [ended('program-not-locked')],
    ),
  ]
  if (open.length > 0)
    return { ...ofRelease(kind, bytes), open: [...new Map(open.map((one) => [one.end, one])).values()] }
  const bodies = new Map(contents.scripts.map(({ name, body }) => [name, body]))
  const digests = new Map(contents.files.map(({ path, sha256 }) => [path, sha256]))
  const digest = sha256Of([
    'install scripts 1',
    install.scripts.map((name) => [name, bodies.get(name) ?? '']),
    install.files.map((path) => [path, digests.get(path) ?? '']),
    [install.fields, install.manifest],
    programs.map(({ name, owner }) => [name, textOf(owner)]),
    packages.map(({ name, owner }) => [name, textOf(owner)]),
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
  if (owner.status === 'nobody') return fixedPrograms.has(name) ? [] : [ended('program-not-locked')]
  if (owner.status === 'several' || !isPinned(owner)) return [ended('program-not-locked')]
  // What a known tool reads is known of the package that is called like it.
  const isMeant = !tools.has(name) || (owner.status === 'package' && owner.name === name)
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

/** Where one sha512 names the bytes it stands for itself, so that people recognise it. */
function ofRelease(kind: PackageKind, bytes: string): Omit<ScriptApproval, 'open'> {
  if (bytes === '') return { digest: '', boundTo: 'nothing' }
  const isPlain = bytes.startsWith('sha512-') && !bytes.includes('+sha512-') && kind !== 'bundled'
  return { digest: isPlain ? bytes : sha256Of(['release 1', kind, bytes]), boundTo: 'release' }
}

function sha256Of(value: unknown): string {
  return `sha256-${createHash('sha256').update(JSON.stringify(value)).digest('hex')}`
}
