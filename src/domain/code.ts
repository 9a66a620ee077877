// What source code can do, as data: the records that `src/code` finds in one release's files. Nothing here parses.
// A record stands once per package for what it says (a capability and its subject, a host, ...), at the first place that
// has it by the strongest way to reach it, so that moved, renamed or repeated code adds nothing.

/** From where a file is run, strongest first. `none`: nothing in the package leads to it; it can still be imported by path. */
export const reaches = ['install', 'import', 'bin', 'none'] as const
export type Reach = (typeof reaches)[number]

/** 1-based line and column (UTF-16 units); `excerpt` is at most 120 characters of that line, as they stand: hostile text. */
export type CodePlace = { file: string; line: number; column: number; excerpt: string; reach: Reach }

export const capabilityNames = [
  // Talking to others
  'network-client',
  'network-server',
  'dns',
  'websocket',
  // Starting others
  'process-spawn',
  'shell',
  'process-detached',
  'process-hidden',
  'other-runtime',
  'ai-cli',
  // Files, by what they are
  'fs-read',
  'fs-write',
  'fs-delete',
  'fs-executable',
  'fs-credentials',
  'fs-wallets',
  'fs-browser',
  'fs-agent',
  'fs-ide',
  'fs-ci',
  'fs-startup',
  'fs-temp',
  'fs-own-package',
  'fs-other-packages',
  // What is around
  'env',
  'env-secret',
  'env-bulk',
  'fingerprint',
  'locale-gate',
  'clipboard',
  'screen',
  'keyboard',
  'process-memory',
  // Running what is not there yet
  'eval',
  'vm',
  'worker',
  'dynamic-import',
  'native-code',
  'wasm',
  'loader-hook',
  'inspector',
  // Reading what is hidden, and checking what is signed
  'decrypt',
  'decompress',
  'verify',
  'timer-fuse',
  // Never giving back what it was asked for
  'endless-loop',
  // In a browser
  'hook-network',
  'hook-prototype',
  'hook-wallet',
  'wallet-provider',
  'page-script',
  // Spreading
  'registry-publish',
  'repository-write',
  'cloud-metadata',
  'blockchain',
  'dead-drop',
  // What names stand for could not be told
  'unresolved',
] as const
export type CapabilityName = (typeof capabilityNames)[number]

/**
 * `subject` tells what, where the name alone does not: the variable of `env` and `env-secret`, whose credentials or
 * wallet (`npm`, `aws`, `ssh`, ...), the global that is hooked, what could not be resolved; '' where there is no more.
 */
export type CapabilityRecord = CodePlace & { name: CapabilityName; subject: string }

export const argumentKinds = ['host', 'url-path', 'path', 'command', 'module', 'recipient'] as const
export type ArgumentKind = (typeof argumentKinds)[number]

/** One argument of a sensitive call. `value` is '' where it cannot be told before the code runs. */
export type ArgumentRecord = CodePlace & { capability: CapabilityName; kind: ArgumentKind; value: string }

export const sources = [
  'secret',
  'environment',
  'system',
  'decoded',
  'decrypted',
  'downloaded',
  'own-data',
  'clipboard',
  'keyboard',
  'key-material',
] as const
export type Source = (typeof sources)[number]

export const sinks = ['network', 'dns', 'execute', 'evaluate', 'load', 'write', 'publish'] as const
export type Sink = (typeof sinks)[number]

/** A chain from a source to a sink. `steps` are places on the way, `file:line what`, the source's first, at most 12. */
export type FlowRecord = CodePlace & { source: Source; subject: string; sink: Sink; steps: readonly string[] }

export const disguiseKinds = [
  'obfuscated',
  'string-array',
  'encoded-blob',
  'packed-line',
  'off-screen',
  'invisible',
  'bidirectional',
  'homoglyph',
  'self-deletion',
  'manifest-swap',
  'anti-debugging',
  'sandbox-check',
  'silenced-console',
  'reviewer-text',
] as const
export type DisguiseKind = (typeof disguiseKinds)[number]

/** `files`: how many files of the package have it; the place is the first of them by the strongest reach. */
export type DisguiseRecord = CodePlace & { kind: DisguiseKind; detail: string; files: number }

export const indicatorKinds = [
  'host',
  'ip',
  'url',
  'email',
  'wallet',
  'webhook',
  'bucket',
  'chat-id',
  'onion',
  'token',
] as const
export type IndicatorKind = (typeof indicatorKinds)[number]
export type IndicatorRecord = CodePlace & { kind: IndicatorKind; value: string }

/** `crash` and `timeout`: the parser did not come back. `too-much`: more facts than a package may have. */
export type UnreadableReason = 'syntax' | 'crash' | 'timeout' | 'too-large' | 'too-deep' | 'too-much'
export type UnreadableRecord = { file: string; why: UnreadableReason; sha256: string; reach: Reach }

/** Everything that is known of the code of one package. */
export type Code = {
  capabilities: readonly CapabilityRecord[]
  arguments: readonly ArgumentRecord[]
  flows: readonly FlowRecord[]
  disguises: readonly DisguiseRecord[]
  indicators: readonly IndicatorRecord[]
  unreadable: readonly UnreadableRecord[]
}

export const noCode: Code = {
  capabilities: [],
  arguments: [],
  flows: [],
  disguises: [],
  indicators: [],
  unreadable: [],
}
