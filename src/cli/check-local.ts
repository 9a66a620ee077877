// `cordon check ./tiny-1.0.0.tgz`: what somebody would get who installs it, in no project at all.
import type { CheckReport } from '../domain/check.ts'
import type { NamedRelease } from '../domain/explained-on.ts'
import { Problem } from '../domain/problem.ts'
import { reasonWords } from '../report/words.ts'
import { checkRelease } from '../scan/check-local.ts'
import type { CheckRun } from './check.ts'
import type { Target } from './check-options.ts'
import { readPresent } from './check-present.ts'
import { createResolver } from './check-resolve.ts'
import { unresolvableProblem } from './check-unresolvable.ts'
import { usageMistake } from './mistakes.ts'
import { withProject } from './project.ts'

export async function checkLocal(
  release: Extract<NamedRelease, { path: string }>,
  { options, consequence, io, started }: CheckRun,
): Promise<CheckReport> {
  const { dir, visibleUntil } = options
  const target: Target = { dir, hasProject: false, workspace: { folder: '', name: '' }, saveAs: 'unset' }
  const { texts, nothing, lockfileOf } = readPresent(target, consequence, io)
  const work: Parameters<typeof withProject<CheckReport>>[3] = async (scan, settings) => {
    const resolve = (manifest: string) => {
      const input = {
        texts: { ...texts, manifest },
        target,
        settings,
        visibleUntil,
        interrupt: io.interrupt,
        started,
      }
      return createResolver(input)([], new Map())
    }
    const checked = await checkRelease({ scan, release, resolve, lockfileOf })
    if (checked.kind === 'unresolvable') throw unresolvableProblem(checked.why, [], consequence)
    if (checked.kind === 'report') return checked.value
    const { code, detail } = checked.why
    throw new Problem([usageMistake(code, detail, reasonWords[code].next)], consequence)
  }
  return await withProject(options, consequence, io, work, () => nothing)
}
