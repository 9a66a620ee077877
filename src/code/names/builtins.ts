// The modules that Node brings, by the specifiers that reach them. A list of our own, so that the facts of a file do not
// depend on the Node that looks at it. Source: `module.builtinModules` of Node 18 to 26.

const modules =
  '_http_agent _http_client _http_common _http_incoming _http_outgoing _http_server _stream_duplex _stream_passthrough ' +
  '_stream_readable _stream_transform _stream_wrap _stream_writable _tls_common _tls_wrap assert assert/strict ' +
  'async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns dns/promises domain ' +
  'events fs fs/promises http http2 https inspector inspector/promises module net os path path/posix path/win32 ' +
  'perf_hooks process punycode querystring readline readline/promises repl stream stream/consumers stream/promises ' +
  'stream/web string_decoder sys timers timers/promises tls trace_events tty url util util/types v8 vm wasi ' +
  'worker_threads zlib'

/** Only with `node:`; any other `node:` specifier is one of Node's as well. */
const bare: ReadonlySet<string> = new Set(modules.split(' '))

/** What is also there without being required, and what is another module's second name. */
const sameAs: ReadonlyMap<string, string> = new Map([
  ['process', 'global.process'],
  ['console', 'global.console'],
  ['sys', 'node:util'],
  ['path/posix', 'node:path.posix'],
  ['path/win32', 'node:path.win32'],
])

/** `node:fs.promises` for `fs/promises`, `package:axios`, `own:./x.js`. */
export function moduleName(specifier: string): string {
  if (specifier.startsWith('node:')) return builtinName(specifier.slice('node:'.length))
  if (bare.has(specifier)) return builtinName(specifier)
  const slash = specifier.endsWith('/') ? specifier.slice(0, -1) : ''
  if (bare.has(slash)) return builtinName(slash)
  return isOwn(specifier) ? `own:${specifier}` : `package:${specifier}`
}

/** `./x`, `../x`, `.`, `/x`, `#x`, and addresses of files and data. */
function isOwn(specifier: string): boolean {
  return (
    specifier === '' ||
    specifier.startsWith('.') ||
    specifier.startsWith('/') ||
    specifier.startsWith('#') ||
    specifier.startsWith('file:') ||
    specifier.startsWith('data:') ||
    /^[A-Za-z]:[\\/]/.test(specifier)
  )
}

function builtinName(name: string): string {
  return sameAs.get(name) ?? `node:${name.replaceAll('/', '.')}`
}
