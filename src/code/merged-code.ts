// Several pieces of code that stand in one file, as one.
import type { FileCode } from './file-code.ts'

export function mergedCode(pieces: readonly FileCode[]): FileCode {
  return {
    capabilities: pieces.flatMap((piece) => piece.capabilities),
    arguments: pieces.flatMap((piece) => piece.arguments),
    flows: pieces.flatMap((piece) => piece.flows),
    disguises: pieces.flatMap((piece) => piece.disguises),
    indicators: pieces.flatMap((piece) => piece.indicators),
    unreadable: pieces.find((piece) => piece.unreadable !== '')?.unreadable ?? '',
    exports: pieces.flatMap((piece) => piece.exports),
    calls: pieces.flatMap((piece) => piece.calls),
  }
}
