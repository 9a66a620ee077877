// What npm's own flags mean to a guard, as data: which of them npm may have as they are, which change the tree that has to
// be judged, and which are refused, why, and what to do instead. What is not here is refused as unknown.

/**
 * `npm`: changes how npm works and not what it installs. `part`: which part of the judged tree is installed. `tree`: which
 * tree it is, so that resolving gets it, too. `save`: where a dependency is written down. `scripts`: how scripts are run.
 * `off`: no script is run, the approved ones neither. `cordon`: a flag of cordon's own (`ownFlags`), since judging has to
 * know it, too.
 */
export type NpmRoad = 'npm' | 'part' | 'tree' | 'save' | 'scripts' | 'off' | 'cordon'

export type NpmOption =
  | { takes: 'nothing' | 'value'; road: NpmRoad }
  | { takes: 'nothing' | 'value'; road: 'refused'; why: string; instead: string }

const sources = {
  takes: 'value',
  road: 'refused',
  why: 'it changes where packages come from without the lockfile saying so',
  instead: 'Set it in .npmrc, where judging reads it as well.',
} as const

const unsaved = {
  takes: 'nothing',
  road: 'refused',
  why: 'what no lockfile has is not what was judged, and nobody could check it again',
  instead: 'Leave it out, and "npm uninstall" afterwards.',
} as const

const elsewhere = {
  takes: 'nothing',
  road: 'refused',
  why: 'a global install has no lockfile that pins what was judged',
  instead:
    'Judge it with "cordon check --global <spec>", then run "npm install --global --ignore-scripts <name>@<version>".',
} as const

const allScripts = {
  takes: 'value',
  road: 'refused',
  why: 'which scripts run is decided by what was approved',
  instead: 'Read them with "cordon scripts", then "cordon scripts approve <name> --note <why>".',
} as const

const strategy = {
  takes: 'value',
  road: 'refused',
  why: 'the tree would lie on disk otherwise than the lockfile says, and could not be held against it',
  instead: 'Leave it out.',
} as const

const dry = {
  takes: 'nothing',
  road: 'refused',
  why: 'nothing would be installed',
  instead: 'Ask "cordon check" what would come in.',
} as const

const alone = (road: NpmRoad) => ({ takes: 'nothing' as const, road })
const withValue = (road: NpmRoad) => ({ takes: 'value' as const, road })

/** By npm's own names, without the dashes. */
export const npmOptions: Readonly<Record<string, NpmOption>> = {
  audit: alone('npm'),
  'audit-level': withValue('npm'),
  'bin-links': alone('npm'),
  color: alone('npm'),
  'engine-strict': alone('npm'),
  'fetch-retries': withValue('npm'),
  'fetch-retry-factor': withValue('npm'),
  'fetch-retry-maxtimeout': withValue('npm'),
  'fetch-retry-mintimeout': withValue('npm'),
  'fetch-timeout': withValue('npm'),
  fund: alone('npm'),
  json: alone('npm'),
  loglevel: withValue('npm'),
  'logs-dir': withValue('npm'),
  'logs-max': withValue('npm'),
  long: alone('npm'),
  maxsockets: withValue('npm'),
  parseable: alone('npm'),
  progress: alone('npm'),
  timing: alone('npm'),
  unicode: alone('npm'),
  'update-notifier': alone('npm'),

  cpu: withValue('part'),
  dev: alone('part'),
  include: withValue('part'),
  libc: withValue('part'),
  omit: withValue('part'),
  only: withValue('part'),
  optional: alone('part'),
  os: withValue('part'),
  production: alone('part'),

  before: withValue('tree'),
  force: alone('tree'),
  'include-workspace-root': alone('tree'),
  'legacy-peer-deps': alone('tree'),
  'min-release-age': withValue('tree'),
  'prefer-dedupe': alone('tree'),
  'strict-peer-deps': alone('tree'),
  tag: withValue('tree'),
  workspace: withValue('tree'),
  workspaces: alone('tree'),

  'save-bundle': alone('save'),
  'save-dev': alone('save'),
  'save-exact': alone('save'),
  'save-optional': alone('save'),
  'save-peer': alone('save'),
  'save-prefix': withValue('save'),
  'save-prod': alone('save'),
  save: alone('save'),

  'foreground-scripts': alone('scripts'),
  'node-gyp': withValue('scripts'),
  'node-options': withValue('scripts'),
  'script-shell': withValue('scripts'),

  'ignore-scripts': alone('off'),

  'allow-scripts': allScripts,
  'dangerously-allow-all-scripts': { ...allScripts, takes: 'nothing' },
  'strict-allow-scripts': { ...allScripts, takes: 'nothing' },
  cache: withValue('cordon'),
  offline: alone('cordon'),
  registry: withValue('cordon'),
  'prefer-offline': { ...alone('npm') },
  'prefer-online': {
    takes: 'nothing',
    road: 'refused',
    why: 'npm would ask the registry for what was judged and is in its cache',
    instead: 'Leave it out: cordon asks the registry itself.',
  },
  'allow-directory': sources,
  'allow-file': sources,
  'allow-git': sources,
  'allow-remote': sources,
  ca: sources,
  cafile: sources,
  cert: sources,
  git: sources,
  globalconfig: sources,
  'https-proxy': sources,
  key: sources,
  noproxy: sources,
  proxy: sources,
  'replace-registry-host': sources,
  scope: sources,
  'strict-ssl': { ...sources, takes: 'nothing' },
  userconfig: sources,
  'package-lock': { ...unsaved, instead: 'Leave it out: the lockfile is what is judged.' },
  shrinkwrap: { ...unsaved, instead: 'Leave it out: the lockfile is what is judged.' },
  'package-lock-only': { ...dry, instead: 'Use "npm install --package-lock-only --ignore-scripts", then "cordon ci".' },
  'dry-run': dry,
  global: elsewhere,
  location: { ...elsewhere, takes: 'value' },
  prefix: {
    takes: 'value',
    road: 'refused',
    why: 'what is judged is the project of the current folder',
    instead: 'Change to that folder first.',
  },
  'global-style': { ...strategy, takes: 'nothing' },
  'install-links': { ...strategy, takes: 'nothing' },
  'install-strategy': strategy,
  'legacy-bundling': { ...strategy, takes: 'nothing' },
  'lockfile-version': { ...strategy, why: 'the lockfile keeps its version', instead: 'Leave it out.' },
  'ignore-extension': { ...strategy, takes: 'nothing' },
  'extension-file': { ...strategy, why: 'it names code that decides what the tree is' },
  'allow-unused-patches': { ...strategy, takes: 'nothing', why: 'a patch that does not fit is a mistake' },
  'ignore-patch-failures': { ...strategy, takes: 'nothing', why: 'a patch that does not fit is a mistake' },
}

/** What cordon calls them. */
export const ownFlags = { cache: 'cache-dir', offline: 'offline', registry: 'registry' } as const

/** npm's short forms, what they stand for. */
export const npmShortForms: Readonly<Record<string, readonly string[]>> = {
  'enjoy-by': ['--before'],
  d: ['--loglevel', 'info'],
  dd: ['--loglevel', 'verbose'],
  ddd: ['--loglevel', 'silly'],
  quiet: ['--loglevel', 'warn'],
  q: ['--loglevel', 'warn'],
  s: ['--loglevel', 'silent'],
  silent: ['--loglevel', 'silent'],
  verbose: ['--loglevel', 'verbose'],
  local: ['--no-global'],
  porcelain: ['--parseable'],
  reg: ['--registry'],
  iwr: ['--include-workspace-root'],
  ws: ['--workspaces'],
  f: ['--force'],
  g: ['--global'],
  L: ['--location'],
  l: ['--long'],
  p: ['--parseable'],
  C: ['--prefix'],
  S: ['--save'],
  B: ['--save-bundle'],
  D: ['--save-dev'],
  E: ['--save-exact'],
  O: ['--save-optional'],
  P: ['--save-prod'],
  w: ['--workspace'],
}
