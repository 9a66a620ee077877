// Where data must not end up, by the names of value.ts in the form of names.ts: which arguments of which calls. What
// depends on more than the name (paths, receivers that are found by following them) is told apart in deeds.ts.
import type { Sink } from '../../domain/code.ts'
import { table, withSync } from './table.ts'

/** An argument by its position (-1: all that follow as well), or one member of it. */
export type Given = { at: number; field: string }
/** `path`: the argument that names the file that is written; -1 for none. `runs`: those that name a file that is started. */
export type SinkRule = { sink: Sink; subject: string; given: readonly Given[]; path: number; runs: readonly number[] }

const all: Given = { at: -1, field: '' }
/** The elements of an array: what else stands at this position, options, is not given to the program. */
const elements = '[]'
const at = (...positions: readonly number[]): readonly Given[] => positions.map((one) => ({ at: one, field: '' }))

function rule(sink: Sink, given: readonly Given[], extra: Partial<SinkRule> = {}): SinkRule {
  return { sink, given, subject: '', path: -1, runs: [], ...extra }
}

const network = rule('network', [all])
const dns = rule('dns', at(0))
const line = rule('execute', [...at(0), { at: 1, field: 'input' }], { runs: [0] })
const program = rule(
  'execute',
  [...at(0), { at: 1, field: elements }, { at: 1, field: 'input' }, { at: 2, field: 'input' }],
  { runs: [0, 1] },
)
const evaluate = rule('evaluate', at(0))
const load = rule('load', at(0), { runs: [0] })
const writes = rule('write', at(1), { path: 0 })
/** The bytes arrive later, through `write`, `end` or a pipe. */
const writer = rule('write', [], { path: 0 })
const wasm = rule('evaluate', at(0), { subject: 'wasm' })

export const callSinks: ReadonlyMap<string, SinkRule> = table<SinkRule>(
  ['global', 'fetch WebSocket EventSource WebTransport', network],
  ['global.navigator', 'sendBeacon', network],
  ['global.XMLHttpRequest()', 'open send setRequestHeader', network],
  ['node:http', 'get request ClientRequest', network],
  ['node:https', 'get request', network],
  ['node:http2', 'connect', network],
  ['node:net', 'connect createConnection', network],
  ['node:tls', 'connect', network],
  ['global.Bun', 'fetch connect', network],
  ['global.Deno', 'connect connectTls', network],
  [
    'node:dns',
    'lookup resolve resolve4 resolve6 resolveAny resolveCname resolveMx resolveNs resolveTxt resolveSrv',
    dns,
  ],
  ['node:dns.Resolver()', 'resolve resolve4 resolve6 resolveAny resolveCname resolveTxt', dns],
  ['global.Deno', 'resolveDns', dns],
  ['node:child_process', 'exec execSync', line],
  ['node:child_process', 'spawn spawnSync execFile execFileSync fork', program],
  ['global.process', 'execve', program],
  ['global.Bun', 'spawn spawnSync $', program],
  ['global.Deno', 'Command run', program],
  ['node:cluster', 'setupPrimary setupMaster', rule('execute', at(0))],
  [
    'package:execa',
    '() execa execaSync sync node execaNode $ execaCommand execaCommandSync command commandSync',
    program,
  ],
  ['package:cross-spawn', '() sync spawn', program],
  ['package:tinyexec', 'x exec', program],
  ['package:nano-spawn', '()', program],
  ['package:shelljs', 'exec', line],
  ['package:child-process-promise', 'exec spawn execFile', program],
  ['package:node-pty', 'spawn', program],
  ['package:sudo-prompt', 'exec', line],
  ['package:node-cmd', 'run runSync get', line],
  ['package:zx', '$', program],
  ['global', 'eval execScript setTimeout setInterval setImmediate', evaluate],
  ['global', 'Function', rule('evaluate', [all])],
  ['node:vm', 'Script SourceTextModule runInThisContext runInNewContext runInContext compileFunction', evaluate],
  ['node:vm.Script', 'runInThisContext', evaluate],
  ['global.document', 'write writeln', evaluate],
  ['global.WebAssembly', 'compile instantiate Module compileStreaming instantiateStreaming', wasm],
  ['package:vm2', 'VM().run NodeVM().run', evaluate],
  ['package:require-from-string', '()', evaluate],
  ['package:eval', '()', evaluate],
  ['package:isolated-vm', 'Isolate().compileScript', evaluate],
  ['global', 'require import importScripts Worker SharedWorker', load],
  ['global.navigator.serviceWorker', 'register', load],
  ['node:module', '_load register runMain', load],
  ['node:module.createRequire()', '()', load],
  ['global.process', 'dlopen', rule('load', at(1), { runs: [1] })],
  ['node:worker_threads', 'Worker', load],
  ['node:fs', withSync('writeFile appendFile'), writes],
  ['node:fs', 'outputFile outputFileSync outputJson', writes],
  ['node:fs', 'createWriteStream WriteStream', writer],
  ['node:fs', 'write writeSync writev', rule('write', at(1))],
  ['global.Bun', 'write', writes],
  ['global.Deno', 'writeFile writeFileSync writeTextFile writeTextFileSync', writes],
  ['package:write-file-atomic', '() sync', writes],
  ['package:libnpmpublish', 'publish unpublish', rule('publish', [all])],
)

/** Things that are open towards somewhere: what is written to them goes there. By the call that opens them. */
export const channels: ReadonlyMap<string, Sink> = table<Sink>(
  ['node:http', 'request get ClientRequest', 'network'],
  ['node:https', 'request get', 'network'],
  ['node:http2', 'connect', 'network'],
  ['node:net', 'connect createConnection Socket', 'network'],
  ['node:tls', 'connect TLSSocket', 'network'],
  ['node:dgram', 'createSocket', 'network'],
  ['global', 'WebSocket XMLHttpRequest WebTransport RTCPeerConnection', 'network'],
  ['package:ws', '() WebSocket', 'network'],
  ['package:socket.io-client', '() io connect', 'network'],
  ['node:child_process', 'spawn exec execFile fork', 'execute'],
  ['node:fs', 'createWriteStream WriteStream', 'write'],
)

/** Members of a channel that send what they are given. */
export const sending: ReadonlySet<string> = new Set([
  'write',
  'end',
  'send',
  'emit',
  'request',
  'setHeader',
  'setRequestHeader',
  'setHeaders',
  'sendUTF',
])

/** Packages that unpack what is piped into them onto the disk. */
export const unpackers: ReadonlySet<string> = new Set([
  'package:tar.x',
  'package:tar.extract',
  'package:tar.Extract',
  'package:tar-fs.extract',
  'package:unzipper.Extract',
  'package:unzip.Extract',
])
