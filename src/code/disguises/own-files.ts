// Code that removes itself, or puts another manifest in the place of its package's own: what a dropper does when it is
// done. A call counts by its method where the module behind it could not be told: these methods have one meaning.

import { createFindings } from '../capabilities/findings.ts'
import { createLook, type Look } from '../capabilities/look.ts'
import { own as here, pathTexts } from '../capabilities/path-texts.ts'
import type { Collected } from '../names/collected.ts'
import type { Node } from '../parse.ts'
import type { Resolver } from '../value.ts'
import { memberText } from './member-text.ts'

export type OwnFile = { kind: 'self-deletion' | 'manifest-swap'; detail: string; at: number }

const deleting: ReadonlySet<string> = new Set(['unlink', 'unlinkSync', 'rm', 'rmSync', 'rmdir', 'rmdirSync'])
const moving: ReadonlySet<string> = new Set(['rename', 'renameSync', 'copyFile', 'copyFileSync', 'cp', 'cpSync'])
const writing: ReadonlySet<string> = new Set(['writeFile', 'writeFileSync', 'outputFile', 'outputFileSync'])

const maxFound = 20

/** `path` is the file's own, inside its package. */
export function ownFileTricks(path: string, source: string, { calls }: Collected, resolver: Resolver): OwnFile[] {
  const own = path.slice(path.lastIndexOf('/') + 1)
  const look = createLook(resolver, createFindings().findings)
  const found: OwnFile[] = []
  const isPlain = !source.includes('fs')
  for (const call of calls) {
    if (found.length >= maxFound) break
    // A bare name is a method of `fs` only where something is taken out of that module.
    if (isPlain && call.callee.type === 'Identifier') continue
    const method = methodOf(call.callee, resolver)
    const [first, second] = call.arguments
    if (first === undefined) continue
    if (deleting.has(method)) {
      const targets = targetsOf(look, first)
      if (targets.some((target) => isOwnFile(target, own))) {
        found.push({ kind: 'self-deletion', detail: 'file', at: call.start })
      }
      if (targets.some(isOwnFolder)) found.push({ kind: 'self-deletion', detail: 'folder', at: call.start })
      if (targets.some(isOwnManifest)) found.push({ kind: 'manifest-swap', detail: 'deleted', at: call.start })
    } else if (moving.has(method) && second !== undefined) {
      if (targetsOf(look, second).some(isOwnManifest)) {
        found.push({ kind: 'manifest-swap', detail: 'replaced', at: call.start })
      }
    } else if (writing.has(method)) {
      // A bare name is a scaffolder's: it writes where its user is.
      if (targetsOf(look, first).some((target) => target.startsWith(here) && isOwnManifest(target))) {
        found.push({ kind: 'manifest-swap', detail: 'written', at: call.start })
      }
    }
  }
  return found
}

/** `fs.unlink`, `unlink` taken out of a module, `x['unlink']`: the last name. */
function methodOf(callee: Node, resolver: Resolver): string {
  if (callee.type === 'MemberExpression') return memberText(callee, resolver)
  if (callee.type !== 'Identifier') return ''
  const value = resolver.valueOf(callee)
  if (value.kind !== 'named' || !value.name.startsWith('node:fs')) return ''
  return value.name.slice(value.name.lastIndexOf('.') + 1)
}

function isOwnFile(target: string, own: string): boolean {
  return target === `${here}/<self>` || target === `${here}/${own}` || target === `${here}/./${own}`
}

function isOwnFolder(target: string): boolean {
  return target === here || target === `${here}/` || target === `${here}/.`
}

/** Bare, as a script of the package finds it in its working folder, or beside or above the file itself. */
function isOwnManifest(target: string): boolean {
  if (target === 'package.json' || target === './package.json') return true
  if (!target.startsWith(`${here}/`) || !target.endsWith('/package.json')) return false
  const between = target.slice(here.length + 1, -'package.json'.length)
  return between.split('/').every((part) => part === '' || part === '.' || part === '..')
}

/** `path.dirname(__filename)` is the folder. */
function targetsOf(look: Look, node: Node): readonly string[] {
  if (node.type === 'CallExpression') {
    const { callee, given } = look.resolver.callOf(node)
    const [first] = given
    if (callee.kind === 'named' && callee.name === 'node:path.dirname' && first !== undefined) {
      return pathTexts(look, first).map((text) => (text === `${here}/<self>` ? here : ''))
    }
  }
  return pathTexts(look, node)
}
