// Calls that touch files: what is done, to which path, and what kind of place that path is.
import type { Meaning, PathArgument } from '../map/meaning.ts'
import type { EffectiveCall } from '../value.ts'
import { constantOf, type Look, membersOf } from './look.ts'
import { pathTexts } from './path-texts.ts'
import { isOtherPackage, isOwn, isTemp, kindsOfPath, shownPath } from './places-of-paths.ts'

type FileMeaning = Extract<Meaning, { as: 'file' }>

export function useFile(look: Look, meaning: FileMeaning, { given }: EffectiveCall, offset: number): void {
  look.findings.deeds(meaning.deeds, offset)
  for (const { at, does } of meaning.paths) {
    const deed = meaning.flags !== -1 && opensForWriting(look, given[meaning.flags]) ? 'fs-write' : does
    if (deed !== '') look.findings.capability(deed, '', offset)
    for (const text of pathTexts(look, given[at])) touch(look, text, deed, offset)
  }
  if (meaning.mode !== -1 && isExecutable(look, meaning, given)) look.findings.capability('fs-executable', '', offset)
}

/** One path that is read, written, deleted, or ('') asked about. */
export function touch(look: Look, text: string, does: PathArgument['does'], offset: number): void {
  const { findings } = look
  if (does !== '') findings.argument(does, 'path', shownPath(text), offset)
  for (const { name, subject } of kindsOfPath(text)) findings.capability(name, subject, offset)
  const verb = does === '' ? 'read' : does.slice('fs-'.length)
  if (isTemp(text)) findings.capability('fs-temp', verb, offset)
  if (isOtherPackage(text)) findings.capability('fs-other-packages', verb, offset)
  else if (isOwn(text)) findings.capability('fs-own-package', verb, offset)
}

/** `open(path, 'w')`. Flags that cannot be told may be any. */
function opensForWriting(look: Look, node: EffectiveCall['given'][number] | undefined): boolean {
  if (node === undefined) return false
  const flags = constantOf(look, node)
  if (typeof flags === 'string') return /[wa+]/.test(flags)
  return typeof flags === 'number' && (flags & 3) !== 0
}

function isExecutable(look: Look, meaning: FileMeaning, given: EffectiveCall['given']): boolean {
  const node = given[meaning.mode]
  if (node === undefined) return false
  const option = membersOf(look, node)?.get('mode')
  if (option !== undefined) return option.kind === 'constant' && hasExecuteBit(option.value)
  const value = look.resolver.valueOf(node)
  if (value.kind === 'constant') return hasExecuteBit(value.value)
  // chmod with a mode that cannot be told: the mode of another file is handed on, anything else may be any.
  if (meaning.mode !== 1) return false
  if (node.type === 'BinaryExpression') {
    return [node.left, node.right].some((side) => hasExecuteBit(constantOf(look, side)))
  }
  return value.kind !== 'named' && node.type !== 'MemberExpression'
}

/** A mode as chmod takes it: a number, or octal digits. */
function hasExecuteBit(mode: unknown): boolean {
  if (typeof mode === 'number') return (mode & 0o111) !== 0
  return typeof mode === 'string' && /^[0-7]{3,6}$/.test(mode) && (Number.parseInt(mode, 8) & 0o111) !== 0
}
