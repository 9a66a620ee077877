// What a rule author is told about the facts of a package's contents: scripts, dependencies, files, oddities. Each is
// compared with what is inside the baseline.
import type {
  ContentFact,
  DependencyFact,
  FileFact,
  FileRole,
  OddityFact,
  ScriptFact,
  Status,
} from '../domain/change.ts'
import type { DependencyGroup, FileType, OddityKind } from '../domain/release.ts'
import { lookalikeKinds } from './vocabulary-lookalike.ts'
import { choice, count, flag, type Rows, text, texts } from './vocabulary-rows.ts'

const statuses: Record<Status, string> = {
  added: 'the baseline does not have it',
  changed: 'the baseline has another one',
  removed: 'only the baseline has it',
  kept: 'as in the baseline',
}

const fileTypes: Record<FileType, string> = {
  javascript: 'JavaScript or TypeScript',
  json: 'JSON',
  text: 'other text',
  script: 'a script for a shell or another interpreter',
  native: 'a machine-code executable or library',
  wasm: 'WebAssembly',
  archive: 'a packed archive',
  image: 'an image',
  font: 'a font',
  binary: 'other bytes',
  empty: 'no bytes',
}

const fileRoles: Record<FileRole, string> = {
  agent: 'instructions or settings of a coding agent',
  editor: 'settings of an editor or a development container',
  ci: 'a build pipeline',
  hooks: 'git hooks',
  npm: 'settings of a package manager',
  none: 'no tool looks for it',
}

const oddityKinds: Record<OddityKind, string> = {
  'duplicate-path': 'two entries of the tarball have the same path',
  'case-collision': 'two paths differ only in upper and lower case',
  'link-entry': 'a link, which npm leaves out',
  'special-entry': 'neither file nor folder nor link',
  'absolute-path': 'a path from the root of the disk',
  'backslash-path': 'a backslash in a path: Windows puts the file into another folder',
  'parent-path': 'a path that climbs out of the package',
  'no-manifest': 'there is no package.json',
  'manifest-unreadable': 'package.json is not JSON that npm reads',
  'second-manifest': 'another file that is a whole package.json',
  'proto-key': 'a JSON key that would change the prototype of what reads it',
  'gyp-runs-command': 'a gyp file that runs a command while it is read or built',
  'gyp-without-sources': 'a binding.gyp without anything to compile',
  'undeclared-bundle': 'a package under node_modules that bundleDependencies does not bring',
  'vendored-package': 'a manifest of another package, in the midst of this one',
}

const groups: Record<DependencyGroup, string> = {
  dependencies: 'always installed',
  optionalDependencies: 'installed where it can be',
  peerDependencies: 'expected beside the package',
}

export const status = choice<Status>('Compared with the baseline.', 'added', statuses)

export const scriptRows = {
  status,
  name: text('The name of the script.', 'postinstall'),
  body: text('The command.', 'node setup.js'),
  bodyBefore: text("The command in the baseline; '' when it has none.", ''),
  runsOnInstall: flag('npm runs it when this package is installed.'),
  implicit: flag('npm runs node-gyp by itself: there is a binding.gyp and no install script.'),
  reaches: texts("The package's own files that it reaches.", '["setup.js"]'),
  reachesNew: count('How many of them are added or changed.', 1),
  file: text('The file it stands in.', 'package.json'),
  line: count('Line in that file; 0 when unknown.', 12),
} satisfies Rows<ScriptFact>

export const dependencyRows = {
  status,
  name: text('The name depended on.', 'plain-crypto-js'),
  spec: text('What is asked for: a range, a tag, a URL.', '^4.2.1'),
  specBefore: text("What the baseline asked for; '' when nothing.", ''),
  group: text('The field of package.json it stands in.', 'dependencies', groups),
  kind: choice('What the spec leads to.', 'registry', {
    registry: 'a version from the registry',
    alias: 'another package of the registry under this name',
    git: 'a git repository',
    url: 'a tarball from a URL',
    file: 'a folder or tarball on disk',
    invalid: 'nothing npm could install',
  }),
  kindBefore: choice('What the spec of the baseline led to.', 'none', {
    registry: 'a version from the registry',
    alias: 'another package of the registry',
    git: 'a git repository',
    url: 'a tarball from a URL',
    file: 'a folder or tarball on disk',
    invalid: 'nothing npm could install',
    none: 'the baseline does not ask for this name',
  }),
  scheme: text("What stands before the first colon of the spec, lower case; '' for a range.", 'http'),
  related: choice('Whether the name belongs to those who publish the package that asks for it.', 'no', {
    scope: 'both have the same scope',
    publisher: 'an account that published that version also published the package that asks',
    no: 'neither',
    unknown: 'the registry does not show enough to say',
  }),
  imported: choice("Whether the package's own files load it.", 'no', {
    loaded: 'a file imports or requires it',
    mentioned: 'its name stands in quotes somewhere',
    no: 'no file names it: a phantom',
    unknown: 'the files could not be read well enough to say',
  }),
  history: choice("What is known of this name's own history.", 'known', {
    known: 'the registry answered',
    'not-found': 'the registry has no such package',
    unavailable: 'it could not be asked',
  }),
  resolvedVersion: text("The version the lockfile or the range leads to; '' when unknown.", '4.2.1'),
  resolvedAgeHours: count('Hours since that version was published; -1 when unknown.', 0.4),
  packageAgeHours: count('Hours since the first version of that name was published; -1 when unknown.', 18.4),
  releases: count('How many versions that name has; -1 when unknown.', 2),
  hasInstallScript: choice('Whether that version has an install script.', 'yes', {
    yes: 'npm would run it',
    no: 'it has none',
    unknown: 'not known',
  }),
  lookalike: choice('How that name resembles one that people know.', 'typing', lookalikeKinds),
  lookalikeOf: text("The name it resembles; '' when none.", 'lodash'),
  newToTree: choice('Whether that name is new compared with the base lockfile.', 'yes', {
    yes: 'no entry of the base lockfile has this name',
    no: 'it stood in the base lockfile',
    unknown: 'there is no base lockfile to compare with',
  }),
  file: text('The file it is declared in.', 'package.json'),
  line: count('Line in that file; 0 when unknown.', 18),
} satisfies Rows<DependencyFact>

export const fileRows = {
  status,
  path: text('Path inside the package.', 'setup.js'),
  type: text('What the bytes are, whatever the name says.', 'javascript', fileTypes),
  disguised: flag('The name claims another type than the bytes have.'),
  size: count('Bytes.', 4209),
  sizeBefore: count('Bytes in the baseline; 0 when it has none.', 0),
  longestLine: count('Characters in the longest line; 0 for what is not text.', 4209),
  reach: choice('From where this file is run.', 'install', {
    install: 'by a script that npm runs on install',
    import: 'when the package is imported',
    bin: "by one of the package's commands",
    none: 'from nowhere that could be seen',
  }),
  entry: choice('Whether the manifest leads straight to it.', 'import', {
    import: 'an entry point (main, exports, ...)',
    bin: 'a command',
    none: 'neither',
  }),
  role: choice("Whose configuration it is, by its place at the package's root.", 'agent', fileRoles),
  startsOnOpen: flag('Configuration that starts something when the folder is opened, or that could not be read.'),
  oneLine: flag('Most of its characters stand in one line.'),
  grown: count('Bytes more than in the baseline; all of them when it is new, 0 when it shrank.', 498_000),
  factor: count('How many times its size in the baseline; its size in bytes when it is new.', 12),
  firstOfType: flag('The baseline has no file of this type; code that is no text counts as a type of its own.'),
  lineFactor: count('How many times the longest line of JavaScript in the baseline; 0 for other files.', 40),
} satisfies Rows<FileFact>

export const contentRows = {
  files: count('How many files.', 42),
  filesBefore: count('How many files the baseline has; 0 for none.', 40),
  bytes: count('Bytes of all files.', 2_400_000),
  bytesBefore: count('Bytes of all files of the baseline; 0 for none.', 90_000),
  grown: count('Bytes more than the baseline; all of them where there is none, 0 when it shrank.', 2_310_000),
  factor: count("How many times the baseline's size; the size in bytes where there is none.", 26),
} satisfies Rows<ContentFact>

export const oddityRows = {
  status,
  kind: text('What is odd.', 'second-manifest', oddityKinds),
  path: text('Path inside the tarball.', 'package.md'),
  detail: text("More about it; '' when there is nothing to add.", ''),
} satisfies Rows<OddityFact>
