// `cordon rules new <id> [dir]`: writes a rule with its cases, and the pack.yml of an empty folder. It overwrites
// nothing, opens nothing and reads no rule.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { packFile } from '../domain/pack-layout.ts'
import { Problem } from '../domain/problem.ts'
import { isRuleId, newPackText, newRuleText } from '../rules/new-rule.ts'
import type { Arguments } from './arguments.ts'
import type { Io } from './io.ts'
import { usageMistake } from './mistakes.ts'
import { corePath } from './packs.ts'
import { consequenceOf, print } from './rules-common.ts'
import { shownPath } from './shown-path.ts'
import { toolVersion } from './version.ts'

export async function runNew(given: Arguments, io: Io): Promise<number> {
  const [id = '', dir = '.'] = given.operands
  const consequence = consequenceOf(given)
  const folder = resolve(io.cwd, dir)
  const file = join(folder, `${id}.yml`)
  refuse(id, file, shownPath(file, io.cwd), consequence)
  const files = [{ path: file, text: newRuleText({ id, schema: schemaFrom(folder) }) }]
  if (isEmpty(folder)) files.unshift({ path: join(folder, packFile), text: newPackText(nameOf(folder), toolVersion()) })
  for (const one of files) write(one.path, one.text, consequence)
  const shown = shownPath(folder, io.cwd)
  await print(io, [
    ...files.map(({ path }) => `wrote ${shownPath(path, io.cwd)}`),
    ...(existsSync(join(folder, packFile)) ? [] : [`there is no ${packFile} in ${shown}: two rules need one`]),
    `try it: cordon rules test ${shown}`,
  ])
  return 0
}

function refuse(id: string, file: string, shown: string, consequence: string): void {
  if (!isRuleId(id)) {
    const help = 'Write lower-case words joined with hyphens, as in: cordon rules new talks-to-our-enemy my-rules'
    const message = id === '' ? 'it was not said how the rule is called' : `"${id}" is no name of a rule`
    throw new Problem([usageMistake('bad-id', message, help)], consequence)
  }
  if (existsSync(join(corePath, `${id}.yml`))) {
    throw new Problem(
      [usageMistake('rule-exists', `cordon has a rule "${id}" itself`, 'Give it another id.')],
      consequence,
    )
  }
  if (existsSync(file)) {
    throw new Problem(
      [usageMistake('file-exists', `${shown} is there already`, 'Give the rule another id.')],
      consequence,
    )
  }
}

/** No pack.yml is put beside files that are somebody's project. */
function isEmpty(folder: string): boolean {
  return !existsSync(folder) || readdirSync(folder).every((name) => name.startsWith('.'))
}

function nameOf(folder: string): string {
  const name = basename(folder)
  return isRuleId(name) ? name : 'ours'
}

/** Where cordon is installed beside the rule, an editor finds the schema without a network. */
function schemaFrom(folder: string): string {
  const inside = join('node_modules', 'cordon', 'schemas', 'rule-1.schema.json')
  for (let above = folder; ; above = dirname(above)) {
    if (existsSync(join(above, inside))) return relative(folder, join(above, inside)).split(sep).join('/')
    if (dirname(above) === above) return ''
  }
}

/** `wx`: what appeared meanwhile is not written over, a dangling link is not followed. */
function write(path: string, text: string, consequence: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text, { flag: 'wx' })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const help = 'Name a folder that you may write to.'
    throw new Problem([usageMistake('not-written', `${path} could not be written: ${reason}`, help)], consequence)
  }
}
