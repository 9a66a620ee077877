// What a rule author is told about the facts of the lockfile and the tree: package, baseline, lock, manifest.
import type { BaselineFact, LockFact, ManifestFact, PackageFact } from '../domain/change.ts'
import type { PackageKind } from '../domain/locked.ts'
import { choice, count, flag, type Rows, text } from './vocabulary-rows.ts'

const kinds: Record<PackageKind, string> = {
  registry: 'from a registry',
  alias: 'from a registry, under another name',
  remote: 'a tarball from a URL',
  git: 'a commit of a git repository',
  bundled: 'carried inside the tarball of another package',
  patched: 'from a registry, changed by a patch of this project (npm 12)',
  workspace: 'a workspace of this project',
  link: 'a link to a folder',
  file: 'a folder or tarball on disk',
}

export const packageRows = {
  name: text('What the registry calls it.', 'axios'),
  installedAs: text('The name it is installed under; differs from name for an alias.', 'axios'),
  version: text('The version in the lockfile.', '1.14.1'),
  kind: text('How the lockfile brings it.', 'registry', kinds),
  host: text('The host the bytes come from.', 'registry.example.test'),
  direct: flag('The project or one of its workspaces asks for it itself.'),
  dev: flag('Only in the tree because of devDependencies.'),
  optional: flag('Only in the tree because of optionalDependencies.'),
  requestedBy: text("name@version of what asked for it; '' for a direct dependency.", 'axios@1.14.1'),
  newToTree: choice('Whether this name is new compared with the base lockfile.', 'yes', {
    yes: 'no entry of the base lockfile has this name',
    no: 'it stood in the base lockfile',
    unknown: 'there is no base lockfile to compare with',
  }),
  leavesProject: flag('A file or link that leads out of the repository.'),
  major: count('The first number of the version; -1 when it is none.', 1),
  platform: choice('Whether the lock entry names systems or processors.', 'limited', {
    any: 'it is for all',
    limited: 'it is only for those it names',
  }),
  platformSiblings: choice('Install scripts of other platform packages that the same package asks for.', 'different', {
    none: 'there are no others, or this is no platform package',
    alike: 'all of them have one, or none has, as this one',
    different: 'at least one is not like this one',
  }),
  ownName: choice("Whether a package from a registry has one of the project's own names.", 'package', {
    package: 'the project itself or one of its workspaces has this name',
    scope: "the project's own packages have this scope",
    no: 'neither',
  }),
  scopeHosts: choice('Where the packages of this scope in the tree come from.', 'several', {
    one: 'one host, or the name has no scope',
    several: 'more than one host',
  }),
  hostChange: choice('The host, compared with the base lockfile.', 'changed', {
    same: 'an entry of the base has it for this name',
    changed: 'the base has other hosts for this name',
    unknown: 'there is no base, it does not have the name, or it does not say',
  }),
  nameChange: choice('Which package installedAs leads to, compared with the base lockfile.', 'changed', {
    same: 'the same one',
    changed: 'another one: an alias that takes its place',
    unknown: 'there is no base, or nothing stood there',
  }),
  registryAllowed: choice('The host, compared with the registries that the policy names for the scope.', 'no', {
    yes: 'the policy names this host',
    no: 'the policy names others, and not this one',
    unstated: 'the policy names none',
  }),
  scopeOrigin: choice("Where packages of the policy's internal scopes come from.", 'internal-from-public', {
    internal: 'of an internal scope, and not from a public registry',
    'internal-from-public': 'of an internal scope, and from a registry that anybody can publish to',
    ordinary: 'of no internal scope',
  }),
  line: count('Line of its entry in the lockfile.', 120),
} satisfies Rows<PackageFact>

export const baselineRows = {
  status: choice('Where the trust in the baseline comes from.', 'history', {
    accepted: 'accepted in cordon.lock',
    base: 'the version in the base lockfile',
    history: "an earlier version of the same line, from the registry's history",
    none: 'there is no baseline: everything the package has is added',
  }),
  version: text("The baseline's version; '' for none.", '1.14.0'),
  ageHours: count("Hours between the baseline's publication and this one's; -1 when one is unknown.", 75),
} satisfies Rows<BaselineFact>

export const lockRows = {
  strength: choice('The strongest digest the lockfile has for the bytes.', 'sha512', {
    sha512: 'the strength npm writes today',
    sha384: 'strong',
    sha256: 'strong',
    sha1: 'weak: can be forged',
    none: 'the lockfile pins no bytes',
  }),
  integrity: choice('The locked integrity against the one the registry serves for this version.', 'equal', {
    equal: 'the same bytes',
    different: 'the registry serves other bytes under this name and version',
    absent: 'the lockfile has none',
    unavailable: 'the registry shows none',
  }),
  source: choice("Where resolved leads, against the user's own configuration.", 'registry', {
    registry: 'to the registry this name is configured to come from',
    elsewhere: 'to another host',
    unstated: 'the lockfile does not say',
  }),
  resolved: text(
    "The URL as the lockfile has it; '' when it does not say.",
    'https://registry.example.test/tiny/-/tiny-1.0.1.tgz',
  ),
  scheme: text("The scheme of resolved, without the colon; '' when there is none.", 'https'),
  path: choice('Name and version in the path of resolved, compared with the entry.', 'agrees', {
    agrees: 'the same, or exactly the URL that the registry names',
    'other-name': 'it is the tarball of another package',
    'other-version': 'it is the tarball of another version',
    unreadable: "not the layout of npm's own registry: it says nothing",
    unstated: 'the lockfile does not say, or it comes from no registry',
  }),
  served: choice('The strongest digest that the registry serves for this version.', 'sha512', {
    sha512: 'the strength npm writes today',
    sha384: 'strong',
    sha256: 'strong',
    sha1: 'weak: can be forged',
    none: 'it serves none',
  }),
  installScript: choice('hasInstallScript of the lock entry against the bytes.', 'agrees', {
    agrees: 'both say the same',
    disagrees: 'the lockfile and the bytes say different things',
    unknown: 'one of them does not say',
  }),
  identity: choice('Name and version in the bytes against the lock entry.', 'agrees', {
    agrees: 'both say the same',
    disagrees: 'the bytes belong to another name or version',
    unknown: 'one of them does not say',
  }),
  accepted: choice('The locked integrity against what cordon.lock has for this name and version.', 'other-bytes', {
    same: 'these very bytes were accepted',
    'other-bytes': 'other bytes were accepted under this name and version',
    none: 'nothing was accepted under this name and version',
  }),
  line: count('Line of the entry in the lockfile.', 120),
} satisfies Rows<LockFact>

export const manifestRows = {
  field: choice('The field in which the two manifests differ.', 'scripts', {
    name: 'the name',
    version: 'the version',
    scripts: 'a script',
    dependencies: 'a dependency',
    bin: 'a command',
    main: 'the entry point',
  }),
  key: text("Which one of the field: the script's, the dependency's or the command's name.", 'postinstall'),
  registry: text("What the registry's manifest says; '' when nothing.", ''),
  tarball: text("What the tarball's package.json says; '' when nothing.", 'node setup.js'),
  file: text('The file in the package.', 'package.json'),
  line: count('Line in that file; 0 when unknown.', 12),
} satisfies Rows<ManifestFact>
