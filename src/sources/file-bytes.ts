// The bytes of ordinary files inside a folder, one after the other into the same memory: thousands of lockfiles are
// looked at, and few of them twice.
import { closeSync, fstatSync, lstatSync, openSync, readSync, realpathSync } from 'node:fs'
import { sep } from 'node:path'
import { systemCodeOf } from './system-code.ts'

/** `bytes` holds until the next file is read. `why` completes "it ...". */
export type FileBytes = { ok: true; bytes: Buffer } | { ok: false; why: string }

/** A link is followed only if it stays inside `root`: the text of a file is quoted in messages. */
export function createFileReader(maxBytes: number): (path: string, root: string) => FileBytes {
  let memory = Buffer.allocUnsafe(1024 * 1024)
  const read = (path: string): FileBytes => {
    const file = openSync(path, 'r')
    try {
      const { size } = fstatSync(file)
      if (size > maxBytes) return { ok: false, why: `has ${size} bytes, more than ${maxBytes}` }
      // One byte more, so that a file which grew meanwhile is not taken for the whole.
      if (memory.length <= size) memory = Buffer.allocUnsafe(size + 1)
      let length = 0
      for (let more = -1; more !== 0 && length <= size; length += more) {
        more = readSync(file, memory, length, size + 1 - length, length)
      }
      return length > size
        ? { ok: false, why: 'changed while it was read' }
        : { ok: true, bytes: memory.subarray(0, length) }
    } finally {
      closeSync(file)
    }
  }
  return (path, root) => {
    try {
      const info = lstatSync(path)
      const real = info.isSymbolicLink() ? realpathSync(path) : path
      if (real !== root && !real.startsWith(root.endsWith(sep) ? root : root + sep)) {
        return { ok: false, why: 'leads out of the folder' }
      }
      // Looked at before it is opened: opening a pipe would wait for its other end.
      const ordinary = info.isSymbolicLink() ? lstatSync(real).isFile() : info.isFile()
      return ordinary ? read(real) : { ok: false, why: 'is no ordinary file' }
    } catch (error) {
      return { ok: false, why: `cannot be read (${systemCodeOf(error)})` }
    }
  }
}
