// Which calls and members give data that matters, by the names of value.ts in the form of names.ts. Reviewed row by row;
// files and variables, whose name alone says nothing, are told apart in reads.ts.
import { type Origin, origin } from './origin.ts'
import { table, withSync } from './table.ts'

const downloaded = origin('downloaded')
const decoded = origin('decoded')
/** What everybody unpacks, and only code hides in. */
const unpacked = origin('decoded', '', 'faint')
const decrypted = origin('decrypted')
const system = origin('system')
/** What a client says of itself in its user agent. */
const machine = origin('system', '', 'faint')
const clipboard = origin('clipboard')
const keyboard = origin('keyboard')
const keychain = origin('secret', 'keychain')

const inflating = 'inflate inflateRaw gunzip unzip brotliDecompress zstdDecompress'

/** What a call or `new` of the name gives. What it is given does not come back, but for `transforms`. */
export const callSources: ReadonlyMap<string, Origin> = table<Origin>(
  ['global', 'fetch WebSocket EventSource XMLHttpRequest WebTransport', downloaded],
  ['node:http', 'get request ClientRequest WebSocket createServer', downloaded],
  ['node:https', 'get request createServer', downloaded],
  ['node:http2', 'connect', downloaded],
  ['node:net', 'connect createConnection Socket createServer', downloaded],
  ['node:tls', 'connect TLSSocket createServer', downloaded],
  ['node:dgram', 'createSocket', downloaded],
  ['node:dns', 'resolve resolveTxt resolveAny resolveCname resolveMx', downloaded],
  ['node:dns.Resolver()', 'resolve resolveTxt resolveAny resolveCname', downloaded],
  ['global.Bun', 'fetch connect', downloaded],
  ['global.Deno', 'connect connectTls resolveDns', downloaded],
  ['package:ws', '() WebSocket', downloaded],
  ['package:socket.io-client', '() io connect', downloaded],
  ['package:download', '()', downloaded],
  ['node:os', 'hostname userInfo networkInterfaces', system],
  ['node:os', 'homedir release version machine cpus totalmem freemem uptime loadavg', machine],
  ['global.process', 'getuid geteuid getgroups', machine],
  ['global.Deno', 'hostname networkInterfaces', system],
  ['package:node-machine-id', 'machineId machineIdSync', system],
  ['package:getmac', '()', system],
  ['package:username', '() username usernameSync sync', system],
  ['package:macaddress', 'one all', system],
  ['package:public-ip', '() v4 publicIp publicIpv4', system],
  ['node:dns', 'getServers', machine],
  ['global.navigator.clipboard', 'read readText', clipboard],
  ['package:clipboardy', 'read readSync', clipboard],
  ['package:copy-paste', 'paste', clipboard],
  ['package:iohook', 'on', keyboard],
  ['package:uiohook-napi', 'uIOhook.on', keyboard],
  ['package:node-global-key-listener', 'GlobalKeyboardListener', keyboard],
  ['package:keytar', 'getPassword findPassword findCredentials', keychain],
  ['package:@napi-rs/keyring', 'Entry', keychain],
)

/** Calls that turn what they are given into something else: a source of their own, and what they were given besides. */
export const transforms: ReadonlyMap<string, Origin> = table<Origin>(
  ['global', 'atob', decoded],
  ['global', 'unescape', unpacked],
  ['global.Uint8Array', 'fromBase64 fromHex', decoded],
  ['global', 'DecompressionStream', unpacked],
  ['node:zlib', withSync(inflating), unpacked],
  ['node:zlib', 'createInflate createInflateRaw createGunzip createUnzip createBrotliDecompress', unpacked],
  ['node:zlib', 'Inflate InflateRaw Gunzip Unzip BrotliDecompress createZstdDecompress', unpacked],
  ['global.Bun', 'gunzipSync inflateSync zstdDecompressSync', unpacked],
  ['node:crypto', 'createDecipheriv createDecipher Decipheriv Decipher privateDecrypt publicDecrypt', decrypted],
  ['global.crypto.subtle', 'decrypt unwrapKey', decrypted],
  ['package:crypto-js.AES', 'decrypt', decrypted],
  ['package:crypto-js.DES', 'decrypt', decrypted],
  ['package:crypto-js.TripleDES', 'decrypt', decrypted],
  ['package:crypto-js.RC4', 'decrypt', decrypted],
  ['package:crypto-js.Rabbit', 'decrypt', decrypted],
  ['package:crypto-js/aes', 'decrypt', decrypted],
  ['package:crypto-js.enc', 'Base64.parse Hex.parse Base64url.parse', decoded],
  ['package:tweetnacl', 'secretbox.open box.open', decrypted],
  ['package:libsodium-wrappers', 'crypto_secretbox_open_easy', decrypted],
  ['package:js-base64', 'decode atob toUint8Array Base64.decode Base64.atob', decoded],
  ['package:base64-js', 'toByteArray', decoded],
  ['package:base-64', 'decode', decoded],
  ['package:atob', '()', decoded],
  ['package:bs58', 'decode', decoded],
  [
    'package:lz-string',
    'decompress decompressFromBase64 decompressFromUTF16 decompressFromEncodedURIComponent',
    decoded,
  ],
  ['package:pako', 'inflate inflateRaw ungzip', unpacked],
  ['package:fflate', 'inflateSync gunzipSync unzlibSync decompressSync strFromU8', unpacked],
)

/** Members that are data by themselves. `process.env` has its own rules. */
export const memberSources: ReadonlyMap<string, Origin> = table<Origin>(
  ['global.document', 'cookie', origin('secret', 'cookies')],
  ['global.process.report.getReport()', 'environmentVariables', origin('environment')],
)

/** Encodings whose text is something else than it looks like. */
export const hidingEncodings: ReadonlySet<unknown> = new Set(['base64', 'base64url', 'hex'])

/** Events of a whole page that tell what is typed. */
export const keyEvents: ReadonlySet<unknown> = new Set(['keydown', 'keyup', 'keypress', 'paste'])

export { decoded, downloaded, keyboard, system, unpacked }
