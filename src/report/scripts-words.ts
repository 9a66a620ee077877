// The words for what `cordon scripts` finds: states, what npm does, why an approval binds to the release, what is odd about
// `allowScripts`.
import type { OpenEnd } from '../domain/install-inputs.ts'
import type { AllowsMore, ApprovalState, NpmDoes } from '../domain/scripts-report.ts'

export const stateWords: Record<ApprovalState, string> = {
  approved: 'approved',
  changed: 'changed',
  new: 'not approved',
  unread: 'unchecked',
}

export const npmWords: Record<NpmDoes, string> = {
  runs: 'runs it',
  skips: 'skips it',
  fails: 'installs nothing',
}

export const openWords: Record<OpenEnd, string> = {
  'computed-load': 'loads a module whose name is computed',
  'computed-command': 'starts a command that is computed',
  'runs-text': 'runs text as a program',
  'native-code': 'loads native code past Node',
  unresolved: 'changes how modules are loaded, or hides what it uses',
  'unreadable-code': 'cannot be read to its end',
  'shell-construct': 'a command line of more than plain commands',
  'node-option': 'gives Node options or no file',
  'program-option': 'gives a program words that change what it reads',
  'other-language': 'is no program for Node',
  'gyp-command': 'a gyp file runs what cannot be told',
  'missing-file': 'names a file that the package does not bring',
  'outside-package': 'leads out of the package',
  'self-reference': 'loads by a name that package.json explains',
  'carried-files': 'its tarball brings a node_modules folder, which shadows what the lockfile says',
  'case-collision': 'brings two files whose paths differ only in case',
  'program-not-locked': 'starts or loads what no package of the lockfile brings',
  'program-of-another': 'starts a well-known command that a package of another name brings',
  'prepared-from-source': 'is prepared from its sources with packages that no lockfile pins',
}

export const moreWords: Record<AllowsMore, string> = {
  'every-version': 'allows every version, whatever its scripts do',
  'not-approved': 'allows scripts that nobody approved',
  changed: 'allows scripts that changed since they were approved',
  'not-installed': 'allows what this lockfile does not install',
  unread: 'allows what could not be looked into',
}
