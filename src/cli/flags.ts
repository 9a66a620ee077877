// Every flag there is, as data: parsing, help and the did-you-mean all read this table. What a value means is decided by
// the command that takes it (`scan-options.ts`).

export type Flag = {
  kind: 'switch' | 'value' | 'values'
  /** Stands for the value in help; '' for a switch. */
  value: string
  describe: string
}

export const flags = {
  base: { kind: 'value', value: 'GIT-REF|FILE', describe: 'judge only what differs from that lockfile' },
  'base-folder': {
    kind: 'value',
    value: 'DIR',
    describe: 'with a git reference: where in the repository the project was there, if it has moved since',
  },
  proposals: {
    kind: 'value',
    value: 'DIGEST',
    describe: 'count what cordon.lock accepts beyond its base, if it is exactly this; the report says the digest',
  },
  policy: {
    kind: 'value',
    value: 'FILE',
    describe: 'a policy, instead of the cordon.yml of the project or of a folder above it in its repository',
  },
  format: {
    kind: 'value',
    value: 'text|json',
    describe:
      'how the report is printed (default: text); scan: sarif, markdown, github and html, too; rules test: junit, too',
  },
  output: { kind: 'value', value: 'FILE', describe: 'write the report there instead of printing it' },
  report: { kind: 'value', value: 'FILE', describe: 'also write the whole report there, as JSON' },
  rules: { kind: 'values', value: 'DIR|FILE', describe: 'a rule pack beside the built-in one; repeatable' },
  registry: { kind: 'value', value: 'URL', describe: 'the default registry, instead of the one npm is configured for' },
  'cache-dir': {
    kind: 'value',
    value: 'DIR',
    describe: "npm's cache folder, instead of the one npm is configured for",
  },
  offline: { kind: 'switch', value: '', describe: 'use the cache alone; what it does not have stays unchecked' },
  'fail-on': {
    kind: 'value',
    value: 'block|review',
    describe: "what makes the exit code 1 (default: the policy's, else block)",
  },
  'min-age': {
    kind: 'value',
    value: 'AGE',
    describe: "younger releases wait: 72h, 3d, 90m, 1w (default: the policy's, else 72h)",
  },
  now: { kind: 'value', value: 'ISO-TIME', describe: 'judge as of then: later versions and events are hidden' },
  concurrency: { kind: 'value', value: 'N', describe: 'packages judged at once, 1 to 64 (default: 24)' },
  all: {
    kind: 'switch',
    value: '',
    describe: 'also show what passed, notes, and long lists in full; replay: every incident',
  },
  quiet: { kind: 'switch', value: '', describe: 'say nothing when everything passed' },
  'trusted-root': {
    kind: 'value',
    value: 'FILE',
    describe: "a sigstore trusted root (JSON), instead of sigstore's own: whose certificates and logs count",
  },
  'registry-keys': {
    kind: 'value',
    value: 'FILE',
    describe: "the registry's public keys (JSON, as its /-/npm/v1/keys), instead of npm's",
  },
  osv: {
    kind: 'values',
    value: 'FILE|DIR',
    describe: 'records of known-bad releases in the OSV format; repeatable. scan: also a .zip or JSON lines',
  },
  on: {
    kind: 'switch',
    value: '',
    describe: 'the rule on two releases: name@1.0.0, a .tgz, a folder, or nothing for the first',
  },
  code: { kind: 'switch', value: '', describe: 'also the code: what findings point at and what runs on install first' },
  lockfile: { kind: 'value', value: 'FILE|DIR', describe: "whose packages are looked at (default: this project's)" },
  list: { kind: 'value', value: 'FILE', describe: 'look at the packages of this list instead, one name on each line' },
  last: { kind: 'value', value: 'N', describe: 'how many of the newest releases of every package (default: 5)' },
  'max-rate': {
    kind: 'values',
    value: 'block|review|note|RULE=PERCENT',
    describe: 'exit code 1 when more upgrades than that fire, such as block=0.1%; repeatable',
  },
  note: { kind: 'value', value: 'TEXT', describe: 'why it is accepted; without a reason nothing is' },
  prune: { kind: 'switch', value: '', describe: 'remove what is accepted and no longer installed by the lockfile' },
  unused: {
    kind: 'value',
    value: 'REPORT.json',
    describe: 'also remove what this report of a whole scan calls unused',
  },
  write: {
    kind: 'switch',
    value: '',
    describe: "have npm run exactly the approved scripts: write package.json's allowScripts and .npmrc",
  },
  'save-dev': { kind: 'switch', value: '', describe: 'as npm has it: among devDependencies' },
  'save-optional': { kind: 'switch', value: '', describe: 'as npm has it: among optionalDependencies' },
  'save-peer': { kind: 'switch', value: '', describe: 'as npm has it: among peerDependencies' },
  workspace: { kind: 'value', value: 'NAME', describe: 'the workspace that would ask for it, by its name or folder' },
  global: { kind: 'switch', value: '', describe: 'not for this project: as npm install --global would' },
  'no-progress': { kind: 'switch', value: '', describe: 'no progress bar on the terminal' },
} as const satisfies Record<string, Flag>

export type FlagName = keyof typeof flags

export const flagNames = Object.keys(flags).filter(isFlag)

export function isFlag(name: string): name is FlagName {
  return Object.hasOwn(flags, name)
}

/** npm's own short forms, for commands that take the flag: fingers know them. */
export const shortFlags: ReadonlyMap<string, FlagName> = new Map([
  ['-D', 'save-dev'],
  ['-O', 'save-optional'],
  ['-w', 'workspace'],
  ['-g', 'global'],
])
