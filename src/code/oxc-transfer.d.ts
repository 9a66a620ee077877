// The part of oxc-parser 0.154 that hands a tree over in one large buffer, and keeps that for the next tree; the package
// has no types of its own for it.

declare module 'oxc-parser/src-js/raw-transfer/common' {
  /** Takes the buffer that was kept, or makes one; whoever takes it has it alone. */
  export function prepareRaw(source: string): { buffer: Uint8Array<ArrayBuffer> }
}
