// What a rule author is told about the facts of code: what it can do, with what, along which way, and what hides it. The
// values of capabilities stand in their own table. Each fact is compared with what is inside the baseline.
import type {
  ArgumentFact,
  CapabilityFact,
  CodeFact,
  DisguiseFact,
  FlowFact,
  IndicatorFact,
  ReachBefore,
  UnreadableFact,
} from '../domain/change.ts'
import type {
  ArgumentKind,
  DisguiseKind,
  IndicatorKind,
  Reach,
  Sink,
  Source,
  UnreadableReason,
} from '../domain/code.ts'
import { capabilities } from './vocabulary-capabilities.ts'
import { status } from './vocabulary-contents.ts'
import { choice, count, flag, type Rows, text } from './vocabulary-rows.ts'

const reaches: Record<Reach, string> = {
  install: 'by a script that npm runs on install',
  import: 'when the package is imported',
  bin: "by one of the package's commands",
  none: 'from nowhere that could be seen',
}

const reachesBefore: Record<ReachBefore, string> = { ...reaches, absent: 'the baseline does not have it' }

const argumentKinds: Record<ArgumentKind, string> = {
  host: 'the host that is talked to',
  'url-path': 'the path of a URL',
  path: 'a file or folder',
  command: 'the command that is started',
  module: 'what is loaded',
  recipient: 'who a message goes to',
}

const sources: Record<Source, string> = {
  secret: 'a password, token or key',
  environment: 'the environment variables as a whole',
  system: 'what tells this machine and its user from others',
  decoded: 'text that was encoded',
  decrypted: 'text that was encrypted',
  downloaded: 'what a server answered',
  'own-data': "the package's own data files",
  clipboard: 'the clipboard',
  keyboard: 'what is typed',
  'key-material': 'a private key or seed that a caller hands in, by its name',
}

const sinks: Record<Sink, string> = {
  network: 'sent to a server',
  dns: 'put into a name that is looked up',
  execute: 'started as a command',
  evaluate: 'run as code',
  load: 'loaded as a module',
  write: 'written to a file',
  publish: 'published',
}

const disguiseKinds: Record<DisguiseKind, string> = {
  obfuscated: 'the style of an obfuscator',
  'string-array': 'its texts stand in one array behind a decoder',
  'encoded-blob': 'a long encoded text that is decoded',
  'packed-line': 'one huge line in a file that is not packed otherwise',
  'off-screen': 'code pushed out of sight by white space',
  invisible: 'characters that nobody sees',
  bidirectional: 'characters that turn the reading order around',
  homoglyph: 'a name with letters that look like others',
  'self-deletion': 'it deletes itself',
  'manifest-swap': 'it replaces its own package.json',
  'anti-debugging': 'it notices a debugger',
  'sandbox-check': 'it looks whether it is being watched',
  'silenced-console': 'it takes the console away',
  'reviewer-text': 'it addresses a reviewer or an AI',
}

const indicatorKinds: Record<IndicatorKind, string> = {
  host: 'a host name',
  ip: 'an address of a host',
  url: 'an address on the web',
  email: 'an e-mail address',
  wallet: 'an address to pay to',
  webhook: 'an address that takes messages',
  bucket: 'a storage bucket',
  'chat-id': 'a chat',
  onion: 'a hidden service',
  token: 'a key in plain text',
}

const unreadableReasons: Record<UnreadableReason, string> = {
  syntax: 'it is no JavaScript',
  crash: 'the parser died of it',
  timeout: 'reading it took too long',
  'too-large': 'it is larger than what is read',
  'too-deep': 'it is nested too deeply',
  'too-much': 'it has more facts than are kept',
}

const placeRows = {
  status,
  file: text('The first file that has it; of the baseline where it was removed.', 'setup.js'),
  line: count('Line in that file; 0 when unknown.', 3),
  column: count('Column in that line; 0 when unknown.', 9),
  excerpt: text('That line, at most 120 characters of it.', "require('node:https').get(url)"),
  reach: choice('From where it is run, in the strongest way.', 'install', reaches),
} satisfies Rows<CodeFact>

const reachBefore = choice('From where it was run in the baseline.', 'absent', reachesBefore)

export const capabilityRows = {
  ...placeRows,
  name: choice('What the code can do.', 'network-client', capabilities),
  subject: text("Whose or which: the variable, the wallet, the global; '' where the name says all.", 'NPM_TOKEN'),
  reachBefore,
} satisfies Rows<CapabilityFact>

export const argumentRows = {
  ...placeRows,
  capability: choice('What it is given to.', 'network-client', capabilities),
  kind: choice('What it is.', 'host', argumentKinds),
  value: text("The value; '' where it cannot be told without running the code.", 'files.example.test'),
  resolved: flag('The value could be told.'),
} satisfies Rows<ArgumentFact>

export const flowRows = {
  ...placeRows,
  source: choice('What flows.', 'secret', sources),
  subject: text("Which one: a variable, a file, a host; '' where the source says all.", 'NPM_TOKEN'),
  sink: choice('Where it ends.', 'network', sinks),
  reachBefore,
  steps: text('The way it takes, as `file:line what`.', 'setup.js:3 process.env -> setup.js:9 request'),
} satisfies Rows<FlowFact>

export const disguiseRows = {
  ...placeRows,
  kind: choice('What hides something.', 'string-array', disguiseKinds),
  detail: text("More about it; '' when there is nothing to add.", ''),
  files: count('How many files have it; 0 when removed.', 1),
  filesBefore: count('How many files of the baseline have it.', 0),
} satisfies Rows<DisguiseFact>

export const indicatorRows = {
  ...placeRows,
  kind: choice('What it is.', 'host', indicatorKinds),
  value: text('As it stands in the code.', 'files.example.test'),
} satisfies Rows<IndicatorFact>

export const unreadableRows = {
  status,
  file: text('Path inside the package.', 'dist/index.js'),
  why: choice('Why it could not be read, or not to its end.', 'syntax', unreadableReasons),
  firstOfKind: flag('The baseline has no file that could not be read for this reason.'),
  sha256: text('The digest of its bytes.', 'a1b2'),
  reach: choice('From where this file is run.', 'import', reaches),
} satisfies Rows<UnreadableFact>
