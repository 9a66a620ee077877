// Globals that keep their meaning when a file assigns to them: a patched `fetch` is still looked at as `fetch`.

/** All of these are the global object. */
export const globalObjects: ReadonlySet<string> = new Set(['global', 'globalThis', 'window', 'self'])

export const keptGlobals: ReadonlySet<string> = new Set([
  ...globalObjects,
  'Array',
  'Buffer',
  'Bun',
  'Deno',
  'Function',
  'JSON',
  'Object',
  'Promise',
  'Reflect',
  'String',
  'WebSocket',
  'XMLHttpRequest',
  'XMLHttpRequestUpload',
  'atob',
  'btoa',
  'console',
  'document',
  'ethereum',
  'eval',
  'exports',
  'fetch',
  'localStorage',
  'location',
  'module',
  'navigator',
  'process',
  'require',
  'setImmediate',
  'setInterval',
  'setTimeout',
  'solana',
])
