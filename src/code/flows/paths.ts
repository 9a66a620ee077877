// What kind of place a path names, for sources that are files and for what is written where.
import { createFindings } from '../capabilities/findings.ts'
import { createLook } from '../capabilities/look.ts'
import { pathTexts } from '../capabilities/path-texts.ts'
import { isOtherPackage, isOwn, isTemp, kindsOfPath } from '../capabilities/places-of-paths.ts'
import type { Node } from '../parse.ts'
import type { Resolver } from '../value.ts'

export type PathPlace = { kind: string; subject: string }

/** Longer endings are no file types. */
const maxType = 8

export function placesOf(resolver: Resolver, path: Node): readonly PathPlace[] {
  // Whoever looks at paths can note things, too; here nobody does.
  const look = createLook(resolver, createFindings().findings)
  return pathTexts(look, path).flatMap((text): PathPlace[] => {
    const places: PathPlace[] = kindsOfPath(text).map(({ name, subject }) => ({ kind: name, subject }))
    if (isTemp(text)) places.push({ kind: 'fs-temp', subject: '' })
    if (isOtherPackage(text)) places.push({ kind: 'fs-other-packages', subject: '' })
    else if (isOwn(text)) places.push({ kind: 'fs-own-package', subject: typeOf(text) })
    return places
  })
}

/** `json`, `png`, ...: what a file says it is by its name. */
function typeOf(text: string): string {
  const name = text.slice(text.lastIndexOf('/') + 1)
  const dot = name.lastIndexOf('.')
  const type = dot === -1 ? '' : name.slice(dot + 1).toLowerCase()
  return type.length <= maxType && /^[a-z0-9]*$/.test(type) ? type : ''
}
