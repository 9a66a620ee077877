// The bytes of a stream, up to a limit. It knows no protocol.

/**
 * undefined when there are more than `maxBytes`; reading stops there, and ending the request is the caller's. Errors of
 * the stream are thrown, but for those that come after the limit: then nobody reads on, and they are no news. By events,
 * since the streams of npm's clients leave listeners behind when they are iterated.
 */
export function readBounded(
  stream: NodeJS.ReadableStream,
  maxBytes: number,
  onBytes: () => void,
): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    stream.on('error', reject)
    stream.on('end', () => resolve(Buffer.concat(chunks, size)))
    stream.on('data', (chunk: Uint8Array | string) => {
      onBytes()
      size += chunk.length
      if (size > maxBytes) {
        chunks.length = 0
        resolve(undefined)
      } else chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk))
    })
  })
}
