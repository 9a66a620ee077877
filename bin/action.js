// What the GitHub Action starts: plain JavaScript that any Node can read. It refuses what must not run at all, brings the
// action's own pinned dependencies once, and hands over to `src/action/main.ts`. Nothing of the judged project is read here.
import { spawnSync } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const nothingJudged = 2
const home = realpathSync(fileURLToPath(new URL('..', import.meta.url)))
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const supported = (major === 24 && minor >= 15) || major >= 26

if (process.env.GITHUB_EVENT_NAME === 'pull_request_target') {
  // There the token can write and secrets are at hand, while the code to be judged is a stranger's.
  refuse(
    'cordon does not run on pull_request_target: that event gives the secrets of the repository to a job that looks at ' +
      "a stranger's code. Use pull_request; it needs no secrets and works for forks.",
  )
} else if (!existsSync(join(home, 'node_modules', '.package-lock.json')) && !install()) {
  refuse("cordon's own dependencies, pinned in its package-lock.json, could not be installed; the log says why.")
} else if (supported) {
  const { runAction } = await import('../src/action/main.ts')
  const code = await runAction()
  // A connection that never opened can hold a process for minutes: what was written is delivered, then it ends.
  await Promise.all([process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write('', done))))
  process.exit(code)
} else {
  runWithOwnNode()
}

/** @param {string} sentence */
function refuse(sentence) {
  process.stdout.write(`::error title=cordon::${sentence} Nothing was judged.\n`)
  process.exitCode = nothingJudged
}

/**
 * With our lockfile, in our own folder, without any script: nothing of the judged project decides what is installed. A
 * runner whose Node is too old gets the one that our lockfile pins as well.
 */
function install() {
  const args = ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  if (supported) args.push('--workspaces=false')
  const registry = process.env.INPUT_REGISTRY ?? ''
  if (/^https?:\/\/[\w.:/@~%-]+$/.test(registry)) args.push(`--registry=${registry}`)
  const bundled = [
    join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ].find((path) => existsSync(path))
  const isWindows = process.platform === 'win32'
  const [program, first] = bundled === undefined ? ['npm', []] : [process.execPath, [bundled]]
  process.stdout.write('::group::cordon: installing its own pinned dependencies\n')
  const done = spawnSync(program, [...first, ...args], {
    cwd: home,
    env: withoutSecrets(),
    stdio: ['ignore', 'inherit', 'inherit'],
    // npm is a script there, and every argument above is ours or was checked for blanks.
    shell: isWindows && bundled === undefined,
    timeout: 600_000,
  })
  process.stdout.write('::endgroup::\n')
  if (done.error !== undefined) process.stdout.write(`npm could not be started: ${done.error.message}\n`)
  return done.status === 0
}

function runWithOwnNode() {
  const node = join(
    home,
    'node_modules',
    `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`,
  )
  const program = ['bin/node', 'bin/node.exe'].map((path) => join(node, path)).find((path) => existsSync(path))
  if (program === undefined || process.env.CORDON_OWN_NODE !== undefined) {
    refuse(`cordon needs Node 24.15 or later, and this runner brings ${process.versions.node}: update the runner.`)
    return
  }
  const env = { ...process.env, CORDON_OWN_NODE: '1' }
  const done = spawnSync(program, [fileURLToPath(import.meta.url)], { env, stdio: 'inherit' })
  process.exitCode = done.status ?? nothingJudged
}

/** npm needs none of what GitHub hands to an action. */
function withoutSecrets() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(INPUT_|ACTIONS_|GITHUB_TOKEN)/i.test(name)),
  )
}
