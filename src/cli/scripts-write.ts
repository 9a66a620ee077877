// Writes what npm has to know about approved install scripts into the project: `allowScripts` of package.json, settings of
// `.npmrc`. Both are planned as a whole before the first of them is written.
import { Problem } from '../domain/problem.ts'
import type { AllowPlan, ScriptSettings } from '../domain/scripts-report.ts'
import { planAllowScripts } from '../facts/allow-scripts-plan.ts'
import type { Listed } from '../scan/scripts.ts'
import type { ProjectFiles } from '../sources/lockfile/project-files.ts'
import { npmrcSetting, unclearLine, withNpmrcValue, withoutNpmrcKey } from '../sources/npmrc-edit.ts'
import { type JsonValue, memberValue, withMember } from '../sources/package-json-edit.ts'
import { replaceProjectFile } from '../sources/project-edit.ts'
import { usageMistake } from './mistakes.ts'

export type Written = {
  files: readonly string[]
  plan: AllowPlan
  npm11: 'refused' | 'refused-by-project' | 'held-back'
}

/** `''` for a file that is not there. */
export function textOf(project: ProjectFiles, name: string, consequence: string): string {
  const read = project.read(name)
  if (read.status === 'text') return read.text
  if (read.status === 'missing') return ''
  const message = `${project.shown(name)} ${read.why}`
  throw new Problem([usageMistake('not-readable', message, 'It is an ordinary file of the project.')], consequence)
}

/** As the project says it, the worse where that depends. What its users configure for themselves is theirs. */
export function scriptSettings(npmrc: string): ScriptSettings {
  const said = (key: string, unset: string, unclear: string) => {
    const setting = npmrcSetting(npmrc, key)
    return setting.status === 'text' ? setting.text : setting.status === 'unset' ? unset : unclear
  }
  return {
    ignoreScripts: said('ignore-scripts', 'false', 'false') === 'true',
    strict: said('strict-allow-scripts', 'false', 'false') === 'true',
    // npm takes any other word for a yes.
    allowAll: said('dangerously-allow-all-scripts', 'false', 'true') !== 'false',
    allowGit: said('allow-git', '', 'all'),
  }
}

/** `dir` is the project's folder. Gives the names of the files that changed. */
export function writeAllowScripts(
  dir: string,
  project: ProjectFiles,
  { listed, folders }: { listed: readonly Listed[]; folders: readonly string[] },
  consequence: string,
): Written {
  const manifest = textOf(project, 'package.json', consequence)
  const npmrc = textOf(project, '.npmrc', consequence)
  refuseUnclear(npmrc, project, consequence)
  const before = memberValue(manifest, 'allowScripts')
  const entries = before instanceof Map ? before : new Map<string, JsonValue>()
  const states = listed.map(({ locked, shown }) => ({ locked, state: shown.state }))
  const plan = planAllowScripts(states, folders, entries, scriptSettings(npmrc))
  const devEngines = memberValue(manifest, 'devEngines')
  const npm11 = plan.needsNpm12 ? (hasPackageManager(devEngines) ? 'refused-by-project' : 'refused') : 'held-back'
  const allowed =
    plan.entries.size === 0 && before === undefined ? manifest : edited(manifest, 'allowScripts', plan.entries)
  const after = npm11 === 'refused' ? edited(allowed, 'devEngines', withNpm12(devEngines)) : allowed
  const rc = [...plan.npmrc].reduce(
    (text, [key, value]) => {
      const now = npmrcSetting(text, key)
      return now.status === 'text' && now.text === value ? text : withNpmrcValue(text, key, value)
    },
    withoutNpmrcKey(npmrc, 'allow-scripts'),
  )
  const files: string[] = []
  // What forbids comes first: between the two nothing may run that neither allows.
  if (rc !== npmrc) files.push(replaced(dir, '.npmrc', rc, consequence))
  if (after !== manifest) files.push(replaced(dir, 'package.json', after, consequence))
  return { files, plan, npm11 }

  function edited(text: string, key: string, value: JsonValue): string {
    const found = withMember(text, key, value)
    if (found !== undefined) return found
    throw new Problem(
      [
        usageMistake(
          'no-manifest',
          `${project.shown('package.json')} is no JSON object`,
          'npm could not read it either.',
        ),
      ],
      consequence,
    )
  }
}

const guarded = ['strict-allow-scripts', 'dangerously-allow-all-scripts', 'allow-git', 'allow-scripts']

/** Nothing that could be written would hold against a line that becomes another setting where npm runs. */
function refuseUnclear(npmrc: string, project: ProjectFiles, consequence: string): void {
  const found = unclearLine(npmrc, guarded)
  if (found === undefined) return
  const message = `line ${found.line} of ${project.shown('.npmrc')} may become a setting about install scripts`
  const help = 'Remove the section of that name, or the variable in the name of the setting.'
  throw new Problem([usageMistake('unclear-setting', message, help)], consequence)
}

function replaced(dir: string, name: string, text: string, consequence: string): string {
  replaceProjectFile(dir, name, text, consequence)
  return name
}

function hasPackageManager(devEngines: JsonValue | undefined): boolean {
  return devEngines instanceof Map && devEngines.has('packageManager')
}

/** npm 11 runs the scripts of what a tarball carries, whatever is denied: only another npm helps. */
function withNpm12(devEngines: JsonValue | undefined): JsonValue {
  const engine = new Map<string, JsonValue>([
    ['name', 'npm'],
    ['version', '>=12'],
    ['onFail', 'error'],
  ])
  return new Map([...(devEngines instanceof Map ? devEngines : []), ['packageManager', engine]])
}
