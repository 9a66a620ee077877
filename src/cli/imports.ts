// What other people accepted, where the policy imports their `cordon.lock`: pinned by digest, and only the releases that
// the named authors reviewed. Somebody else's `initial` was looked at by nobody.
import { resolve } from 'node:path'
import { readAccepted } from '../baseline/store/read.ts'
import type { AcceptedRelease } from '../domain/accepted.ts'
import type { AuditImport, Policy } from '../domain/policy.ts'
import { type Mistake, Problem } from '../domain/problem.ts'
import type { Notice } from '../domain/report.ts'
import type { NpmSettings } from '../sources/npm-config.ts'
import { type AuditText, fetchAudit, readAuditFile } from '../sources/shared-audit.ts'
import { lineOf, type PolicyPlace } from './policy-place.ts'

export type Imports = { releases: readonly AcceptedRelease[]; notices: readonly Notice[] }

export type ImportInput = { settings: NpmSettings; place: PolicyPlace; consequence: string }

type Brought = { releases: readonly AcceptedRelease[]; notices: readonly Notice[]; mistakes: readonly Mistake[] }

/** Throws a Problem with everything that is not what the policy pins. */
export async function readImports(policy: Pick<Policy, 'imports'>, input: ImportInput): Promise<Imports> {
  const brought = await Promise.all(policy.imports.map((one) => bring(one, input)))
  const mistakes = brought.flatMap((one) => one.mistakes)
  if (mistakes.length > 0) throw new Problem(mistakes, input.consequence)
  return { releases: brought.flatMap((one) => one.releases), notices: brought.flatMap((one) => one.notices) }
}

async function bring({ from, digest, authors, line }: AuditImport, input: ImportInput): Promise<Brought> {
  const mistake = (code: string, message: string, help: string): Brought => {
    const place = lineOf(input.place, line)
    return { releases: [], notices: [], mistakes: [{ code, message: `${from}: ${message}`, help, place }] }
  }
  const read = await readText(from, digest, input)
  if ('notice' in read) return { releases: [], notices: [read.notice], mistakes: [] }
  if (!read.ok) return mistake('import-unreadable', read.why, 'Name a cordon.lock, from the folder of the policy.')
  if (read.digest !== digest) {
    const help = `Look at what changed in it; if that is right, pin digest: sha256-${read.digest}.`
    return mistake('import-changed', 'it has another digest than the policy pins', help)
  }
  try {
    const { releases } = readAccepted(from, read.text, from, input.consequence)
    const counts = ({ by, standard }: AcceptedRelease) => standard === 'reviewed' && authors.includes(by)
    return { releases: releases.filter(counts), notices: [], mistakes: [] }
  } catch (error) {
    if (error instanceof Problem) return { releases: [], notices: [], mistakes: error.mistakes }
    throw error
  }
}

async function readText(
  from: string,
  digest: string,
  { settings, place }: ImportInput,
): Promise<AuditText | { notice: Notice }> {
  if (!URL.canParse(from) || !from.includes('://')) return readAuditFile(resolve(place.dir, from))
  if (new URL(from).protocol !== 'https:') return { ok: false, why: 'only https and files are read' }
  const fetched = await fetchAudit(from, digest, settings)
  if (fetched.ok) return fetched.value
  return { notice: { code: 'import-not-at-hand', detail: `${from}: ${fetched.why.detail}` } }
}
