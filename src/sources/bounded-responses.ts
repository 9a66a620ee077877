// A limit on every HTTP response of this process, below npm's clients: they take bytes from the socket without
// back-pressure and read the text of an error to its end, so a fast and hostile host would fill the memory long before
// their readers had counted to a limit. Node's own diagnostics channel shows each response before anybody reads it. The
// same place takes out the headers that make those clients throw where nobody can catch it.
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage as Response } from 'node:http'

// An import of this module asks for all it exports, WebSocket and its client among them: 20 ms that nobody needs.
const { IncomingMessage } = process.getBuiltinModule('node:http')

/** The code of the error that ends such a response. */
export const responseTooLarge = 'ERESPONSETOOLARGE'

/** Bytes of an error's text as sent: enough for a sentence, little even when it unpacks a thousandfold. */
const maxErrorBytes = 64 * 1024

let limit = 0

/** Bytes as sent, before they are unpacked. The highest limit anybody asked for counts. */
export function boundResponses(maxBytes: number): void {
  if (limit === 0) subscribe('http.client.response.finish', watch)
  limit = Math.max(limit, maxBytes)
}

function watch(message: unknown): void {
  const response =
    typeof message === 'object' && message !== null && 'response' in message ? message.response : undefined
  if (!(response instanceof IncomingMessage)) return
  disarm(response)
  // npm's client learns of a broken response by its request. Where it had not begun to read, nobody would listen here.
  response.on('error', () => {})
  const maxBytes = (response.statusCode ?? 0) >= 400 ? maxErrorBytes : limit
  let size = 0
  response.on('data', (chunk: Uint8Array | string) => {
    size += chunk.length
    if (size > maxBytes) {
      response.destroy(Object.assign(new Error('the response is too large'), { code: responseTooLarge }))
    }
  })
}

/**
 * A redirect to anything but http(s) is a TypeError without a code; broken `deflate` is an error that no stream listens
 * for, and ends the process (both minipass-fetch). Without its header the one is an invalid redirect, the other
 * an answer that cannot be read.
 */
function disarm({ headers }: Response): void {
  const { location, 'content-encoding': encoding = '' } = headers
  const leadsTo = location !== undefined && URL.canParse(location) ? new URL(location).protocol : 'http:'
  if (leadsTo !== 'http:' && leadsTo !== 'https:') delete headers.location
  if (encoding.toLowerCase().includes('deflate')) delete headers['content-encoding']
}
