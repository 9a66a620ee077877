// The bytes of a stream, up to a limit. It knows no protocol.

/** `bytes` is undefined where there are more than were to be kept. */
export type Body = { size: number; bytes: Buffer | undefined }

/**
 * undefined when there are more than `maxBytes`; reading stops there, and ending the request is the caller's. A body of
 * more than `keepBytes` is read to its end and let go. Errors of the stream are thrown, but for those that come after
 * the limit: then nobody reads on, and they are no news. By events, since the streams of npm's clients leave listeners
 * behind when they are iterated.
 */
export function readBounded(
  stream: NodeJS.ReadableStream,
  maxBytes: number,
  keepBytes: number,
  onBytes: () => void,
): Promise<Body | undefined> {
  return new Promise((resolve, reject) => {
    // It grows where it is: a list of pieces that are joined in the end takes twice the room, and leaves holes behind.
    const kept = new ArrayBuffer(0, { maxByteLength: Math.min(keepBytes, maxBytes) })
    let size = 0
    stream.on('error', reject)
    stream.on('end', () => resolve({ size, bytes: size > keepBytes ? undefined : Buffer.from(kept, 0, size) }))
    stream.on('data', (chunk: Uint8Array | string) => {
      onBytes()
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
      const from = size
      size += bytes.length
      if (size > maxBytes) resolve(undefined)
      if (size > kept.maxByteLength) return kept.resize(0)
      kept.resize(size)
      new Uint8Array(kept).set(bytes, from)
    })
  })
}
