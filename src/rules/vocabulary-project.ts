// What a rule author is told about commands that a package brings, and about what the project's own package.json changes
// in the tree.
import type { BinFact, DirectiveFact } from '../domain/change.ts'
import { status } from './vocabulary-contents.ts'
import { choice, count, type Rows, text } from './vocabulary-rows.ts'

export const binRows = {
  status,
  name: text('The command.', 'tiny'),
  path: text("The file it starts; '' when removed.", 'cli.js'),
  pathBefore: text("The file it started in the baseline; '' when it has none.", ''),
  shadows: choice('Whether scripts expect a command of this name from elsewhere.', 'runtime', {
    runtime: 'from Node or npm',
    system: 'from the system',
    tool: 'from another tool, such as git',
    no: 'no such command is known',
  }),
  ownedBy: text("Another package of the tree that brings the same command to the same place; '' for none.", ''),
  file: text('The file it is declared in.', 'package.json'),
  line: count('Line in that file; 0 when unknown.', 9),
} satisfies Rows<BinFact>

export const directiveRows = {
  status: choice("Compared with the base commit's package.json.", 'added', {
    added: 'the base does not have it',
    changed: 'the base has another value',
    removed: 'only the base has it',
    kept: 'as in the base',
    uncompared: 'there is no package.json of a base to compare with',
  }),
  field: choice('The field of package.json.', 'overrides', {
    overrides: 'replaces what others ask for',
    allowScripts: 'says whose install scripts npm may run',
    packageExtensions: 'adds to the manifest of a package',
    patchedDependencies: 'changes the files of a package',
  }),
  key: text('The names on the way to it, joined by " > ".', 'tiny'),
  value: text("The spec, the patch file, or true; '' when removed.", 'github:eve/tiny'),
  valueBefore: text("The same in the base; '' when it has none.", ''),
  leadsTo: choice('What the value leads to.', 'git', {
    registry: 'a version from the registry',
    alias: 'another package of the registry',
    git: 'a git repository',
    url: 'a tarball from a URL',
    file: 'a folder or tarball on disk',
    invalid: 'nothing npm could install',
    patch: 'a patch file',
    script: 'the install scripts of a package may run',
    nothing: 'nothing: it only forbids or describes',
  }),
  surplus: choice(
    'What an entry of allowScripts allows beyond the scripts that cordon.lock approves.',
    'every-version',
    {
      'every-version': 'it names a package without a version: whatever its next release does is allowed',
      'not-approved': 'nobody approved these scripts',
      changed: 'the scripts, or what they depend on, changed since they were approved',
      'not-installed': 'the lockfile installs nothing that it names',
      unread: 'the package could not be looked into',
      nothing: 'it allows what is approved, or forbids',
      unjudged: 'cordon.lock approves no scripts at all',
    },
  ),
  file: text("The project's package.json, or its .npmrc for what that allows.", 'package.json'),
  line: count('Line in that file; 0 when unknown.', 30),
} satisfies Rows<DirectiveFact>
