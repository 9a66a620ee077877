// What a scan and the processes that read packages for it say to each other. Answers are checked like what comes from
// disk: a parser that a package got the better of may say anything.
import type { Blame } from '../code/reader.ts'
import type { Extracted, Fetched, PatchRecord } from '../domain/release.ts'
import type { UnpackedTarball } from '../facts/extract.ts'
import { isExtracted } from '../sources/fact-shape.ts'
import type { Patch } from '../sources/patch.ts'

/** Files that were never packed: the releases that a rule's case tells of. */
export type ExtractTree = { tarball: UnpackedTarball; integrity: string; patches: readonly PatchRecord[] }

/** `cached`: `size` bytes of npm's cache; answered with `integrity-mismatch` where it has others. */
export type TarballTask =
  | { kind: 'tarball'; bytes: Uint8Array; integrity: string; patch: Patch | 'none' }
  | { kind: 'cached'; cache: string; size: number; integrity: string; patch: Patch | 'none' }

/** `integrity`: what the answer is to be remembered by. The first member is the one that is judged. */
export type TogetherTask = { kind: 'together'; members: readonly TogetherMember[]; integrity: string }
/** `name`: what the others load it by. */
export type TogetherMember = { name: string; tarball: TarballTask }

export type ExtractTask = TarballTask | TogetherTask | { kind: 'trees'; trees: readonly ExtractTree[] }

/**
 * `careful`: say which file is read next, on standard output, one number a line. `room`: bytes of the largest source
 * file that the process has memory for; of all of them together eight times as many.
 */
export type ExtractRequest = {
  task: ExtractTask
  careful: boolean
  blamed: readonly Blame[]
  gaveUp: boolean
  room: number
}

/** In the order of the task: one for a tarball, one for each tree, one for a group that holds nothing but its flows. */
export type ExtractAnswer = Fetched<readonly Extracted[]>

/** `resident`: the bytes of memory that the process holds. `outgrown`: there is no room for it, and nothing was read. */
export type ExtractReply = { answer: ExtractAnswer | 'outgrown'; resident: number }

export function isRequest(message: unknown): message is ExtractRequest {
  return typeof message === 'object' && message !== null && 'task' in message && 'blamed' in message
}

export function isReply(message: unknown): message is ExtractReply {
  if (typeof message !== 'object' || message === null || !('answer' in message) || !('resident' in message))
    return false
  return typeof message.resident === 'number' && (message.answer === 'outgrown' || isAnswer(message.answer))
}

function isAnswer(message: unknown): message is ExtractAnswer {
  if (typeof message !== 'object' || message === null || !('ok' in message)) return false
  if (message.ok === true) return 'value' in message && Array.isArray(message.value) && message.value.every(isExtracted)
  return 'why' in message && isReason(message.why)
}

function isReason(why: unknown): boolean {
  if (typeof why !== 'object' || why === null || !('code' in why) || !('detail' in why)) return false
  return typeof why.code === 'string' && typeof why.detail === 'string'
}
