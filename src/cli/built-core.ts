// The built-in pack as the build wrote it, for whoever judges. It loads nothing of what reads rule files.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readBuiltPack } from '../rules/built-pack.ts'
import type { RulePack } from '../rules/rule.ts'
import { corePath } from './core-path.ts'
import { toolVersion } from './version.ts'

/** Made by `npm run build`, in `dist`. Beside the sources there is none, so that in a checkout an edited rule counts. */
const builtFile = fileURLToPath(new URL('../core-pack.json', import.meta.url))

const read = new Map<string, RulePack>()

/** Without its cases; `none` where the rule files have to be read. `shown` is how the user would name a path. */
export function builtCore(shown: (path: string) => string): RulePack | 'none' {
  const key = shown(corePath)
  const before = read.get(key)
  if (before !== undefined) return before
  if (!existsSync(builtFile)) return 'none'
  const fileOf = (name: string) => shown(join(corePath, name))
  const pack = readBuiltPack(readFileSync(builtFile, 'utf8'), toolVersion(), fileOf)
  if (pack !== 'none') read.set(key, pack)
  return pack
}
