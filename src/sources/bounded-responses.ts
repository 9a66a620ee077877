// A limit on every HTTP response of this process, below npm's clients: they take bytes from the socket without
// back-pressure and read the text of an error to its end, so a fast and hostile host would fill the memory long before
// their readers had counted to a limit. Node's own diagnostics channel shows each response before anybody reads it.
import { subscribe } from 'node:diagnostics_channel'
import { IncomingMessage } from 'node:http'

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
  const maxBytes = (response.statusCode ?? 0) >= 400 ? maxErrorBytes : limit
  let size = 0
  response.on('data', (chunk: Uint8Array | string) => {
    size += chunk.length
    if (size > maxBytes) {
      response.destroy(Object.assign(new Error('the response is too large'), { code: responseTooLarge }))
    }
  })
}
