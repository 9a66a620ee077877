// One project of a scenario with real npm beside it: cordon's commands in process, npm as a process, and the whole of what
// both leave on the disk as one text each. It knows no verdicts.
import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { main } from '../../src/cli/main.ts'
import { type Stage, stageProject } from '../../src/replay/stage.ts'
import { fakeIo } from '../cli/fake-io.ts'
import { type Ran, ran } from './ran.ts'
import type { FixtureRegistry } from './registry.ts'
import type { Scenario } from './scenario.ts'

export type Commands = {
  /** What follows `--` is npm's. */
  cordon: (...args: string[]) => Promise<Ran>
  npm: (...args: string[]) => Promise<Ran>
}

export type NpmPlace = Stage &
  Commands & {
    env: Readonly<Record<string, string>>
    /** The same in a folder of the project. */
    in: (folder: string) => Commands
    read: (name: string) => string
    write: (name: string, text: string) => void
    /** Every file below the project with its digest; what npm writes anew each time is left out. */
    tree: () => string[]
  }

/** `cli`: the script of the npm that is meant; '' for the first one on the PATH. */
export async function npmPlace(
  scenario: Scenario,
  registry: FixtureRegistry,
  cli: string,
  around: { onSaid?: (text: string, interrupt: () => void) => void; env?: Record<string, string>; cache?: string } = {},
): Promise<NpmPlace> {
  const stage = await stageProject(scenario, registry.origin)
  const path = cli === '' ? {} : { npm_execpath: cli }
  const env: Record<string, string> = {
    HOME: stage.home,
    PATH: process.env.PATH ?? '',
    MARKERS: stage.marker,
    npm_config_registry: `${registry.origin}/`,
    npm_config_cache: around.cache ?? join(stage.home, '.npm'),
    npm_config_userconfig: join(stage.home, '.npmrc'),
    npm_config_globalconfig: join(stage.home, 'global-npmrc'),
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
    npm_config_fetch_retries: '0',
    GIT_CONFIG_GLOBAL: join(stage.home, 'gitconfig'),
    GIT_CONFIG_NOSYSTEM: '1',
    ...path,
  }
  writeFileSync(join(stage.home, 'gitconfig'), '[user]\nemail = ada@example.test\nname = ada\n')
  const commandsIn = (cwd: string): Commands => ({
    cordon: async (...args) => {
      const { err, interrupt, io, out } = fakeIo({
        cwd,
        env: { ...env, ...around.env },
        now: () => Date.parse(scenario.now),
      })
      const stderr = {
        ...io.stderr,
        write: async (text: string) => {
          around.onSaid?.(text, interrupt)
          await io.stderr.write(text)
        },
      }
      const code = await main(args, { ...io, stderr })
      return { code, out: out(), err: err() }
    },
    npm: (...args) => {
      const around = { cwd, env, timeout: 0 }
      return cli === '' ? ran('npm', args, around) : ran(process.execPath, [cli, ...args], around)
    },
  })
  return {
    ...stage,
    env,
    ...commandsIn(stage.project),
    in: (folder) => commandsIn(join(stage.project, folder)),
    read: (name) => readFileSync(join(stage.project, name), 'utf8'),
    write: (name, text) => writeFileSync(join(stage.project, name), text),
    tree: () => filesIn(stage.project, '').sort(),
  }
}

function filesIn(root: string, folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = folder === '' ? name : `${folder}/${name}`
    const stat = lstatSync(join(root, path))
    if (stat.isSymbolicLink()) return [`${path} -> ${readlinkSync(join(root, path))}`]
    if (stat.isDirectory()) return filesIn(root, path)
    const digest = createHash('sha256')
      .update(readFileSync(join(root, path)))
      .digest('hex')
      .slice(0, 12)
    return [`${path} ${(stat.mode & 0o777).toString(8)} ${digest}`]
  })
}
