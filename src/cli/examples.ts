// What people type: two or three command lines for every command, shown by its help. Each is parsed by a test, so that none
// names a flag that does not exist.
import type { CommandName } from './commands.ts'

/** What it is for, and what stands behind `cordon `. */
export type Example = { line: string; why: string }

export const examples: Readonly<Record<CommandName, readonly Example[]>> = {
  scan: [
    { line: 'scan', why: 'everything that the lockfile here installs' },
    { line: 'scan --base main', why: 'only what this branch changes in it' },
    { line: 'scan --format html --output report.html', why: 'a page to look at' },
  ],
  check: [
    { line: 'check axios@latest', why: 'what an update would bring, before it is one' },
    { line: 'check left-pad@^1.3.0 --save-dev', why: 'a range, as a devDependency' },
    { line: 'check ./build/tiny-1.0.0.tgz', why: 'what somebody who installs this file would get' },
  ],
  diff: [
    { line: 'diff axios@1.13.0 axios@1.14.0', why: 'everything that changed between two releases' },
    { line: 'diff axios@1.13.0 1.14.0 --code', why: 'and the code, what matters first' },
  ],
  ci: [
    { line: 'ci', why: 'judge the lockfile, then "npm ci" with exactly that' },
    { line: 'ci -- --omit=dev', why: 'what stands behind -- is for npm' },
  ],
  install: [
    { line: 'install axios', why: 'judge what it brings, then install exactly that' },
    { line: 'install --save-dev vitest', why: "with npm's own flags" },
  ],
  npm: [
    { line: 'npm -- install axios', why: 'as "cordon install axios"' },
    { line: 'npm -- view axios versions', why: 'handed straight to npm' },
  ],
  affected: [
    { line: 'affected axios@1.14.1 ~/work', why: 'which projects below a folder lock it' },
    { line: 'affected MAL-2026-1 --osv MAL-2026-1.json', why: 'what an advisory is about' },
  ],
  init: [{ line: 'init', why: "accept today's tree as the first baseline, in cordon.lock" }],
  accept: [
    { line: 'accept axios@1.14.0 --note "read the diff"', why: 'one release, by its bytes' },
    { line: 'accept', why: 'one after the other, on a terminal' },
    { line: 'accept --prune', why: 'forget what is no longer installed' },
  ],
  scripts: [
    { line: 'scripts', why: 'what would run during an install, and who approved it' },
    { line: 'scripts --write', why: 'have npm run exactly the approved ones' },
  ],
  'scripts approve': [{ line: 'scripts approve esbuild --note "only checks its binary"', why: 'by what it does' }],
  explain: [
    { line: 'explain no-new-hosts --rules rules/ours', why: 'the page of a rule' },
    { line: 'explain axios@1.14.1', why: 'why a release of this lockfile gets its verdict' },
    {
      line: 'explain no-new-hosts --on tiny@1.0.0 tiny@1.0.1 --rules rules/ours',
      why: 'what a rule makes of two releases',
    },
  ],
  provenance: [{ line: 'provenance sigstore@2.3.1', why: 'who built it, from what, and what of that is proven' }],
  replay: [
    { line: 'replay axios-2026-03', why: 'what cordon would have said of axios 1.14.1' },
    { line: 'replay --all', why: 'every incident, as a table' },
    { line: 'replay --all --rules ./our-pack', why: 'with rules of your own beside the built-in ones' },
  ],
  completion: [
    { line: 'completion bash >> ~/.bashrc', why: 'from the next shell on' },
    { line: 'completion fish > ~/.config/fish/completions/cordon.fish', why: 'the same for fish' },
  ],
  'rules new': [{ line: 'rules new no-new-hosts rules/ours', why: 'a rule to begin with, and its cases' }],
  exceptions: [{ line: 'exceptions', why: 'what is excepted, and until when' }],
  'exceptions prune': [{ line: 'exceptions prune', why: 'remove what has expired' }],
  'rules lint': [{ line: 'rules lint rules/ours', why: 'every mistake of a pack at once' }],
  'rules test': [{ line: 'rules test rules/ours', why: "the rules' own cases" }],
  'rules backtest': [
    { line: 'rules backtest rules/ours --last 5', why: 'how often it would have fired on this lockfile' },
  ],
  'rules show': [{ line: 'rules show', why: 'the list of all rules; with an id its page' }],
  'rules vocabulary': [{ line: 'rules vocabulary dependency', why: 'every fact about a dependency' }],
}
