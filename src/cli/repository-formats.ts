// The formats that speak of files in a repository: SARIF, Markdown and GitHub's annotations. Here their paths are found;
// what is said in them is the renderers'.
import { realpathSync } from 'node:fs'
import { relative, sep } from 'node:path'
import type { Report } from '../domain/report.ts'
import { nothingTaken, renderAnnotations } from '../report/github.ts'
import type { ManifestText } from '../report/manifest-line.ts'
import { renderMarkdown, summaryLimit } from '../report/markdown.ts'
import type { PlacedReport, RenderPlace } from '../report/placed.ts'
import { renderSarif } from '../report/sarif.ts'
import { readManifest } from '../sources/lockfile/manifest.ts'
import { loadProjectFiles, repositoryOf } from '../sources/lockfile/project-files.ts'

export type RepositoryFormat = 'markdown' | 'github' | 'sarif'

/** `dir`: the project's folder; the report's own paths start at `cwd`. Quiet leaves out the words for people. */
export function renderForRepository(
  report: Report,
  format: RepositoryFormat,
  { dir, now, quiet }: { dir: string; now: number; quiet: boolean },
  cwd: string,
): string {
  const place = placeOf(cwd)
  const placed: PlacedReport[] = [{ report, place }]
  switch (format) {
    case 'sarif':
      return renderSarif(placed)
    case 'github':
      return renderAnnotations(placed, { manifests: manifestsOf(dir), now, warnOnly: false, taken: nothingTaken })
    case 'markdown':
      if (quiet && report.summary.exitCode === 0) return ''
      return renderMarkdown(placed, { budget: summaryLimit, length: 'summary', now, top: [], title: '' })
  }
}

/** Where a folder lies in its repository. */
export function placeOf(folder: string): RenderPlace {
  const real = realpathSync(folder)
  return { folder: slashed(relative(repositoryOf(real), real)) }
}

/** The package.json of a project and those of its workspaces. What cannot be read was reported when it was judged. */
export function manifestsOf(dir: string): ManifestText[] {
  const files = loadProjectFiles(dir)
  const at = (path: string): ManifestText[] => {
    const read = files.read(path)
    const file = [files.projectFolder, path].filter((step) => step !== '').join('/')
    return read.status === 'text' ? [{ file, text: read.text }] : []
  }
  const own = at('package.json')
  const patterns = own.flatMap(({ file, text }) => readManifest(file, text).workspaces.patterns)
  return [...own, ...files.workspaces(patterns).flatMap((folder) => at(`${folder}/package.json`))]
}

function slashed(path: string): string {
  return path.split(sep).join('/')
}
