// Globals of JavaScript, browsers, Bun and Deno. Only what is called; what is read or written stands in reads.ts and
// writes.ts.
import { client, type Entry, entry, file, fileToFile, loads, plain, starts } from './meaning.ts'

const websocket = client('url', 0, 'websocket')

const language: readonly Entry[] = [
  // `Function` stands for every constructor of a function: async, generator, reached through `.constructor`.
  entry('global', 'eval Function execScript', plain('eval')),
  entry('global.Function', 'constructor', plain('eval')),
  entry('global.ShadowRealm()', 'evaluate', plain('eval')),
  entry('global.ShadowRealm()', 'importValue', loads(0)),
  entry('global', 'setTimeout setInterval setImmediate', { as: 'timer' }),
  entry(
    'global.WebAssembly',
    'compile compileStreaming instantiate instantiateStreaming Module Instance',
    plain('wasm'),
  ),
  entry('global.crypto.subtle', 'decrypt unwrapKey', plain('decrypt')),
  entry('global.crypto.subtle', 'verify', plain('verify')),
  entry('global', 'DecompressionStream', plain('decompress')),
  entry('global.Object', 'defineProperty defineProperties assign', { as: 'define' }),
  entry('global.Reflect', 'defineProperty set', { as: 'define' }),
  entry('global', 'Proxy', { as: 'proxy' }),
]

const browser: readonly Entry[] = [
  entry('global', 'fetch', client()),
  entry('global.XMLHttpRequest()', 'open', client('url', 1)),
  entry('global.navigator', 'sendBeacon', client()),
  entry('global', 'EventSource WebTransport', client()),
  entry('global', 'WebSocket WebSocketStream', websocket),
  entry('global', 'RTCPeerConnection webkitRTCPeerConnection', plain('network-client')),
  entry('global', 'Worker SharedWorker', loads(0, 'worker')),
  entry('global.navigator.serviceWorker', 'register', loads(0, 'worker')),
  entry('global', 'importScripts', loads(0, 'page-script')),
  entry('global.document', 'write writeln', plain('page-script')),
  entry('global.document', 'createElement', { as: 'element' }),
  entry('global', 'addEventListener', { as: 'listener' }),
  entry('global.document', 'addEventListener', { as: 'listener' }),
  entry('global.navigator.clipboard', 'read readText write writeText', plain('clipboard')),
  entry('global.navigator.geolocation', 'getCurrentPosition watchPosition', plain('fingerprint:geolocation')),
  entry('global.navigator.mediaDevices', 'getDisplayMedia getUserMedia', plain('screen')),
  entry('global.navigator', 'getUserMedia', plain('screen')),
  entry('global.navigator.mediaDevices', 'enumerateDevices', plain('fingerprint:devices')),
  entry('global.navigator', 'getBattery', plain('fingerprint:battery')),
  entry('global.navigator.userAgentData', 'getHighEntropyValues', plain('fingerprint:browser')),
  entry('global.chrome.cookies', 'get getAll', plain('fs-browser:cookies')),
  entry('global.chrome.tabs', 'captureVisibleTab', plain('screen')),
]

const deno: readonly Entry[] = [
  entry('global.Deno', 'connect connectTls startTls', client('port-host')),
  entry('global.Deno', 'resolveDns', client('host', 0, 'dns')),
  entry('global.Deno', 'listen listenTls serve serveHttp upgradeWebSocket', plain('network-server')),
  entry('global.Deno', 'Command', starts('program')),
  entry('global.Deno', 'run', starts('program')),
  entry('global.Deno', 'dlopen UnsafeFnPointer', plain('native-code:ffi')),
  entry('global.Deno', 'hostname', plain('fingerprint:hostname')),
  entry('global.Deno', 'networkInterfaces', plain('fingerprint:network')),
  entry('global.Deno', 'osRelease', plain('fingerprint:system')),
  entry('global.Deno', 'uid gid', plain('fingerprint:user')),
  entry('global.Deno.env', 'get toObject has', { as: 'environment' }),
  entry(
    'global.Deno',
    'readFile readFileSync readTextFile readTextFileSync readDir readDirSync readLink',
    file('fs-read'),
  ),
  entry('global.Deno', 'open openSync', file('fs-read')),
  entry('global.Deno', 'stat statSync lstat realPath', file('')),
  entry('global.Deno', 'writeFile writeFileSync writeTextFile writeTextFileSync create', file('fs-write', 2)),
  entry('global.Deno', 'mkdir mkdirSync makeTempDir makeTempFile', file('fs-write')),
  entry('global.Deno', 'chmod chmodSync', file('fs-write', 1)),
  entry('global.Deno', 'remove removeSync', file('fs-delete')),
  entry('global.Deno', 'copyFile copyFileSync', fileToFile('fs-read', 'fs-write')),
  entry('global.Deno', 'rename renameSync', fileToFile('fs-write', 'fs-write')),
  entry('global.Deno', 'symlink symlinkSync', fileToFile('', 'fs-write')),
]

const bun: readonly Entry[] = ['global.Bun', 'package:bun'].flatMap((of) => [
  entry(of, 'spawn spawnSync', starts('program')),
  entry(of, '$', starts('line')),
  entry(of, 'file', file('fs-read')),
  entry(of, 'write', file('fs-write', 2)),
  entry(of, 'connect udpSocket', client('port-host')),
  entry(of, 'fetch', client()),
  entry(of, 'serve listen', plain('network-server')),
  entry(of, 'gunzipSync inflateSync zstdDecompress zstdDecompressSync', plain('decompress')),
  entry(of, 'plugin', plain('loader-hook:bun-plugin')),
  entry(of, 'SQL', client()),
])

export const globals: readonly Entry[] = [
  ...language,
  ...browser,
  ...deno,
  ...bun,
  entry('package:bun:ffi', 'dlopen CFunction cc linkSymbols', plain('native-code:ffi')),
  entry('package:bun:sqlite', 'Database', file('fs-read')),
]
