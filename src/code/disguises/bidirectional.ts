// Controls that make an editor show other code than runs ("Trojan Source", CVE-2021-42574): overrides, and embeddings or
// isolates that a line does not close. Honest text closes them; tables and patterns of such characters hold no words.
import type { Found } from './found.ts'

const control = /[\u202a-\u202e\u2066-\u2069]/g
const maxControls = 50_000

const isControl = (unit: number) => (unit >= 0x202a && unit <= 0x202e) || (unit >= 0x2066 && unit <= 0x2069)
const isOverride = (unit: number) => unit === 0x202d || unit === 0x202e
const isPop = (unit: number) => unit === 0x202c || unit === 0x2069

export function scanBidirectional(source: string): Found[] {
  const found: Found[] = []
  control.lastIndex = 0
  let seen = 0
  for (let match = control.exec(source); match !== null && seen < maxControls; match = control.exec(source)) {
    const next = source.indexOf('\n', match.index)
    const end = next === -1 ? source.length : next
    const { detail, controls } = lineDetail(source, match.index, end, maxControls - seen)
    seen += controls
    if (detail !== '') found.push({ kind: 'bidirectional', detail, at: match.index })
    control.lastIndex = end
  }
  return found
}

function lineDetail(source: string, from: number, end: number, limit: number): { detail: string; controls: number } {
  const open: number[] = []
  let controls = 0
  let reversed = false
  for (let at = from; at < end && controls < limit; at++) {
    const unit = source.charCodeAt(at)
    if (!isControl(unit)) continue
    controls++
    if (isTableEntry(source, at) || opensRange(source, at)) continue
    if (isPop(unit)) {
      const opener = unit === 0x2069 ? 'isolate' : 'embedding'
      if (open.length > 0 && (opener === 'isolate') === (open.at(-1) ?? 0) >= 0x2066) open.pop()
      continue
    }
    open.push(unit)
    reversed ||= isOverride(unit) && isAsciiLetter(source, at)
  }
  return { detail: reversed ? 'override' : open.length > 0 ? 'unclosed' : '', controls }
}

/** Between quotes, brackets, commas, escapes or other such controls it is an entry of a list, not a part of a text. */
function isTableEntry(source: string, at: number): boolean {
  let before = at - 1
  while (before >= 0 && at - before < farthest && isPassedOver(source.charCodeAt(before))) before--
  let after = at + 1
  while (after < source.length && after - at < farthest && isPassedOver(source.charCodeAt(after))) after++
  return edges.has(source.charAt(before)) && edges.has(source.charAt(after))
}

/** `\u202a-\ud7ff` in a pattern, as minifiers write it: it is left to right already, so this opener turns nothing round. */
function opensRange(source: string, at: number): boolean {
  return source.charCodeAt(at) === 0x202a && source.charAt(at + 1) === '-' && source.charCodeAt(at + 2) > 0x206f
}

/** UTF-16 units to the edge of such an entry. */
const farthest = 64

const edges: ReadonlySet<string> = new Set(['"', "'", '`', '[', ']', '(', ')', '|', ',', ''])

/** Other characters of such lists: further controls and marks, ranges, escapes. */
function isPassedOver(unit: number): boolean {
  return isControl(unit) || unit === 0x2d || (unit >= 0x200b && unit <= 0x206f) || unit === 0x61c || unit === 0xfeff
}

/** Turned round it is read wrongly; Hebrew or Arabic behind an override is somebody's table of test words. */
function isAsciiLetter(source: string, at: number): boolean {
  for (let next = at + 1; next < at + 40; next++) {
    const unit = source.charCodeAt(next) | 0x20
    if (unit >= 0x61 && unit <= 0x7a) return true
  }
  return false
}
