// The code around what was found in one judged package, beside its baseline's: for reports that people look at. The bytes
// are those that were judged, out of npm's cache; what cannot be had again is said.
import type { CodeDiff, Mark } from '../domain/code-diff.ts'
import type { Fetched, Unchecked } from '../domain/release.ts'
import type { JudgedPackage } from '../domain/report.ts'
import type { WantedFile } from '../facts/file-diff.ts'
import type { Registry } from '../sources/registry.ts'
import { codeDiff, type PackageBytes } from './code-diff.ts'
import { publishedBytes } from './diff-side.ts'
import type { Histories } from './histories.ts'
import { publishedOf } from './named-releases.ts'

type Judged = Pick<JudgedPackage, 'name' | 'version' | 'kind' | 'integrity' | 'baseline' | 'findings'>

/** Files that are shown of one package, those of blocking findings first. */
const maxFiles = 20

/** No files where no finding points into the package. */
export async function judgedCode(
  judged: Judged,
  around: { histories: Histories; registry: Pick<Registry, 'tarball'> },
): Promise<CodeDiff> {
  const wanted = filesIn(judged)
  if (wanted.length === 0) return { files: [], unchecked: [], cut: 0 }
  if (judged.kind !== 'registry' && judged.kind !== 'alias') {
    return missing([{ code: 'unsupported-source', detail: `the code of a ${judged.kind} entry is not shown` }])
  }
  const { version } = judged.baseline
  const before: Fetched<PackageBytes> =
    version === '' ? { ok: true, value: { kind: 'nothing' } } : await bytesIn(judged.name, version, '', around)
  const after = await bytesIn(judged.name, judged.version, judged.integrity, around)
  if (!before.ok || !after.ok) return missing([before, after].flatMap((one) => (one.ok ? [] : [one.why])))
  const files = wanted.slice(0, maxFiles)
  return codeDiff(before.value, after.value, { files, cut: wanted.length - files.length })
}

function missing(unchecked: readonly Unchecked[]): CodeDiff {
  return { files: [], unchecked, cut: 0 }
}

/** `integrity` is the locked one, '' for what the registry names. */
async function bytesIn(
  name: string,
  version: string,
  integrity: string,
  { histories, registry }: Parameters<typeof judgedCode>[1],
): Promise<Fetched<PackageBytes>> {
  const published = await publishedOf({ name, version }, { histories })
  if (!published.ok) return published
  return publishedBytes(name, integrity === '' ? published.value : { ...published.value, integrity }, registry)
}

function filesIn({ findings }: Judged): WantedFile[] {
  const marks = new Map<string, Mark[]>()
  for (const outcome of ['block', 'review'] as const) {
    for (const finding of findings.filter((one) => one.outcome === outcome)) {
      for (const { file, line, column } of finding.evidence) {
        if (file !== '') marks.set(file, [...(marks.get(file) ?? []), { line, column }])
      }
    }
  }
  return [...marks].map(([path, found]) => ({
    path,
    pathBefore: '',
    because: 'evidence',
    isGenerated: false,
    marks: found,
  }))
}
