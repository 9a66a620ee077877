// Loaded into every Node of a measured command (`--import`): when it ends, the requests it made are added to a file.
// Plain JavaScript, because the Node that runs the user's npm may be an old one.
import { subscribe } from 'node:diagnostics_channel'
import { appendFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

const file = process.env.CORDON_BENCH_REQUESTS
let tarballs = 0
let others = 0

// None of the threads asks for anything.
if (isMainThread && file !== undefined) {
  subscribe('http.client.request.start', ({ request }) => {
    if (request.path.split('?')[0].endsWith('.tgz')) tarballs++
    else others++
  })
  process.on('exit', () => appendFileSync(file, `${JSON.stringify({ tarballs, others })}\n`))
}
