// Modules that are loaded: native ones, code that is written into an address, and those whose name cannot be told.

import type { CapabilityName } from '../../domain/code.ts'
import type { Meaning } from '../map/meaning.ts'
import type { Node } from '../parse.ts'
import type { EffectiveCall } from '../value.ts'
import { constantOf, type Look, optionNode } from './look.ts'
import { own, pathTexts } from './path-texts.ts'
import { isTemp, shownPath } from './places-of-paths.ts'

type LoadMeaning = Extract<Meaning, { as: 'load' }>

/** A worker, a page's script, a module by another road than `require`. */
export function useLoad(look: Look, meaning: LoadMeaning, { given }: EffectiveCall, offset: number): void {
  look.findings.deeds(meaning.deeds, offset)
  const node = given[meaning.at]
  if (meaning.deeds.length === 0) loadModule(look, node, offset)
  const [deed] = meaning.deeds
  if (deed === undefined) return
  const isCode = given.some((one) => constantOf(look, optionNode(look, one, 'eval')) === true)
  if (isCode) look.findings.capability('eval', '', offset)
  else for (const text of pathTexts(look, node)) sayModule(look, deed.name, text, offset)
}

/** `require(x)`, `import(x)`. */
export function loadModule(look: Look, node: Node | undefined, offset: number): void {
  for (const text of pathTexts(look, node)) {
    if (isCodeInAddress(text)) look.findings.capability('eval', '', offset)
    else if (text.endsWith('.node')) look.findings.capability('native-code', 'addon', offset)
    else if (text.endsWith('.wasm')) look.findings.capability('wasm', '', offset)
    else if (isAnybodys(text)) {
      look.findings.capability('dynamic-import', '', offset)
      look.findings.argument('dynamic-import', 'module', shownPath(text), offset)
    }
  }
}

function sayModule(look: Look, capability: CapabilityName, text: string, offset: number): void {
  look.findings.argument(capability, 'module', isCodeInAddress(text) ? 'data:' : shownPath(text), offset)
  if (isCodeInAddress(text)) look.findings.capability('eval', '', offset)
}

function isCodeInAddress(text: string): boolean {
  return text.startsWith('data:')
}

/**
 * Whether code from anywhere may be loaded. `./locales/${x}` and `a-package/${x}` stay where they begin, and a path with
 * no unknown part is what the package's other facts are about, unless it leads out of it.
 */
function isAnybodys(text: string): boolean {
  const unknownAt = text.indexOf('\u0000')
  if (unknownAt === -1)
    return isTemp(text) || text.startsWith('~') || text.startsWith('http:') || text.startsWith('https:')
  if (text.startsWith(own)) return false
  const known = text.slice(0, unknownAt)
  if (known.startsWith('./') || known.startsWith('../')) return false
  // At least the name of a package, `@scope/name/`.
  const slashes = known.startsWith('@') ? 2 : 1
  return known.startsWith('/') || known.startsWith('.') || known.startsWith('~') || known.split('/').length <= slashes
}
