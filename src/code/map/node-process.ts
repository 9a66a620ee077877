// Node's ways to start something: processes, threads, code that is text, native code, and the loader itself.
import { type Entry, entry, file, loads, plain, starts } from './meaning.ts'

export const nodeProcess: readonly Entry[] = [
  entry('node:child_process', 'exec execSync', starts('line')),
  entry('node:child_process', 'spawn spawnSync execFile execFileSync', starts('program')),
  entry('node:child_process', 'fork', starts('module')),
  // The undocumented way below all others.
  entry('node:child_process', 'ChildProcess _forkChild', plain('process-spawn')),
  entry('node:child_process.ChildProcess()', 'spawn', plain('process-spawn')),
  entry('node:cluster', 'fork', plain('process-spawn')),
  // Each file in a process of its own.
  entry('node:test', 'run', plain('process-spawn')),
  entry('node:cluster', 'setupPrimary setupMaster', plain('process-spawn')),
  entry('node:worker_threads', 'Worker', loads(0, 'worker')),
  entry(
    'node:vm',
    'runInThisContext runInNewContext runInContext compileFunction Script SourceTextModule',
    plain('vm'),
  ),
  entry('node:vm', 'SyntheticModule', plain('vm')),
  entry('node:repl', 'start REPLServer', plain('eval')),
  entry('node:inspector', 'open Session', plain('inspector')),
  entry('node:inspector.promises', 'Session', plain('inspector')),
  entry('node:wasi', 'WASI', plain('wasm')),
  entry('node:ffi', 'dlopen DynamicLibrary', plain('native-code:ffi')),
  entry('node:sqlite.DatabaseSync()', 'loadExtension', plain('native-code:sqlite')),
  entry('node:v8', 'setFlagsFromString', plain('native-code:v8-flags')),
  entry('node:v8', 'startupSnapshot.setDeserializeMainFunction', plain('loader-hook:snapshot')),
  entry('node:module', 'register registerHooks', plain('loader-hook:register')),
  entry('node:module', 'runMain _load', loads(0)),
  entry('node:module()', '_compile', plain('eval')),
  entry('global.module', '_compile', plain('eval')),
  entry('node:module', '_initPaths', plain('loader-hook:paths')),
  entry('global.process', 'dlopen', plain('native-code:dlopen')),
  entry('global.process', 'binding _linkedBinding', plain('native-code:binding')),
  entry('global.process', 'execve', starts('program')),
  entry('global.process', '_debugProcess _debugEnd _startProfilerIdleNotifier', plain('inspector')),
  entry('global.process', 'loadEnvFile', file('fs-read')),
]
