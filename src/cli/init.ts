// `cordon init`: accepts today's tree as the first baseline. It is quick because it looks at metadata alone, and honest
// because what it writes says so: `initial`.
import { isWritable } from '../baseline/store/line.ts'
import type { Accepted, AcceptedRelease } from '../domain/accepted.ts'
import { Problem } from '../domain/problem.ts'
import { type LeftOut, renderInit } from '../report/acceptance-text.ts'
import { acceptable } from '../scan/accepted.ts'
import { type Surveyed, surveyTree } from '../scan/survey.ts'
import { currentUser } from '../sources/git-user.ts'
import { isInRepository, type ProjectFiles } from '../sources/lockfile/project-files.ts'
import { lockName, readOwnAccepted } from './accepted.ts'
import type { Arguments } from './arguments.ts'
import { commandOf } from './commands.ts'
import { type Io, interrupted, widthOf } from './io.ts'
import { addMergeDriver, writeCordonLock } from './lock-file.ts'
import { usageMistake } from './mistakes.ts'
import { withProject } from './project.ts'
import { projectAt } from './project-at.ts'
import { openMemory } from './remembered.ts'
import { toScanOptions } from './scan-options.ts'

export async function runInit(given: Arguments, io: Io): Promise<number> {
  const options = toScanOptions(given, io.cwd, io.now())
  const { consequence } = commandOf(given.command)
  const project = projectAt(options.dir, io)
  readBefore(project, consequence)
  const memory = await openMemory(options, io)
  const by = await currentUser(options.dir, io.env, io.platform)
  const found = await withProject(options, consequence, io, async (input) => {
    const { surveyed, reportWith } = await surveyTree(input)
    const { releases, leftOut } = sort(surveyed, by, io.now())
    const accepted = { file: project.shown(lockName), releases, scripts: [] }
    return { input, accepted, leftOut, report: await reportWith(accepted) }
  })
  if (io.interrupt.aborted) return interrupted
  const { input, accepted, leftOut, report } = found
  // As it is by now: asking takes a while, and somebody else may have approved scripts meanwhile.
  const { scripts } = readBefore(project, consequence)
  const written = writeCordonLock(options.dir, { releases: accepted.releases, scripts })
  const merge = addMergeDriver(options.dir, project, isInRepository(options.dir))
  // Everything that the first scan would ask has just been asked.
  if (report !== 'none' && scripts.length === 0) await memory.keep(report, written)
  const text = {
    lockfile: input.lockfile.file,
    file: accepted.file,
    accepted: accepted.releases.length,
    leftOut,
    merge,
  }
  await io.stdout.write(renderInit({ ...text, now: options.now, width: widthOf(io.stdout) }))
  return 0
}

/** Throws a Problem where releases were accepted already. */
function readBefore(project: ProjectFiles, consequence: string): Accepted {
  const before = readOwnAccepted(project, consequence)
  if (before.releases.length === 0) return before
  const message = `cordon.lock is there already, with ${before.releases.length} releases`
  const help = 'What came since is for "cordon accept": somebody looks at it. To begin anew, delete the file.'
  throw new Problem([usageMistake('already-initialised', message, help)], consequence)
}

function sort(surveyed: readonly Surveyed[], by: string, at: number) {
  const releases = new Map<string, AcceptedRelease>()
  const leftOut: (LeftOut & { bundledIn: string })[] = []
  const locations = new Set<string>()
  for (const one of surveyed) {
    const [first] = one.judged
    if (first === undefined) continue
    const { name, version } = one.locked
    const why = whyNot(one)
    const integrity = acceptable(one.locked)
    if (why !== 'none') {
      leftOut.push({ judged: first.judged, why, bundledIn: one.locked.bundledIn })
      continue
    }
    for (const location of first.judged.locations) locations.add(location)
    releases.set(JSON.stringify([name, version, integrity]), {
      kind: 'release',
      ...{ name, version, integrity, standard: 'initial', by, at, note: '', from: '', line: 0 },
    })
  }
  // What a tarball carries is accepted with it.
  const isCarried = ({ why, bundledIn }: { why: string; bundledIn: string }) =>
    why === 'not-pinned' && locations.has(bundledIn)
  return { releases: [...releases.values()], leftOut: leftOut.filter((one) => !isCarried(one)) }
}

function whyNot({ locked, judged: [first], isKnownBad }: Surveyed): LeftOut['why'] | 'none' {
  if (isKnownBad) return 'known-bad'
  switch (first?.judged.verdict) {
    case undefined:
    case 'unchecked':
      return 'unchecked'
    case 'blocked':
    case 'waiting':
      return first.judged.verdict
    case 'trusted':
    case 'passed':
    case 'review': {
      // A young release that is in review as well waits all the same.
      if (first.judged.eligibleAt !== '') return 'waiting'
      if (acceptable(locked) === '') return 'not-pinned'
      return isWritable(locked) ? 'none' : 'not-writable'
    }
  }
}
