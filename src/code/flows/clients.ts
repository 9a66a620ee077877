// Packages that talk to others for whoever calls them: every call that is given data sends it, and what it gives back
// came from outside.

/** HTTP, sockets and whole services, by module. `answers`: what they give back is worth following. */
const clients: ReadonlyMap<string, { answers: boolean }> = new Map([
  ...toRows(true, [
    'axios',
    'got',
    'node-fetch',
    'node-fetch-native',
    'cross-fetch',
    'isomorphic-fetch',
    'undici',
    'request',
    'request-promise',
    'request-promise-native',
    'superagent',
    'needle',
    'phin',
    'ky',
    'ofetch',
    'wretch',
    'bent',
    'centra',
    'make-fetch-happen',
    'minipass-fetch',
    'simple-get',
    'follow-redirects',
    'isomorphic-unfetch',
    'unfetch',
    'whatwg-fetch',
    'tiny-json-http',
    'sync-request',
    'ws',
    'socket.io-client',
    'websocket',
    'isomorphic-ws',
    'ethers',
    'web3',
    '@solana/web3.js',
    '@octokit/rest',
    '@octokit/core',
    '@octokit/request',
    '@octokit/graphql',
    'octokit',
    'ipfs-http-client',
  ]),
  ...toRows(false, [
    'nodemailer',
    '@sendgrid/mail',
    'mailgun.js',
    'node-telegram-bot-api',
    'telegraf',
    'discord.js',
    'discord-webhook-node',
    '@slack/webhook',
    '@slack/web-api',
    'mqtt',
    'amqplib',
    'ssh2',
    'ftp',
    'basic-ftp',
    'posthog-node',
    '@sentry/node',
    'mixpanel',
    'universal-analytics',
    '@segment/analytics-node',
    'aws-sdk',
  ]),
])

function toRows(answers: boolean, names: readonly string[]): [string, { answers: boolean }][] {
  return names.map((name) => [`package:${name}`, { answers }])
}

export function isClient(module: string): boolean {
  return clients.has(trunk(module)) || module.startsWith('package:@aws-sdk/client-')
}

export function isAnsweringClient(module: string): boolean {
  return clients.get(trunk(module))?.answers === true
}

/** `package:follow-redirects/https` without what follows the package's own name. */
function trunk(module: string): string {
  const from = module.startsWith('package:@') ? module.indexOf('/') + 1 : 0
  const slash = module.indexOf('/', from)
  return slash === -1 ? module : module.slice(0, slash)
}

/** Members of a client that ask it something about itself. */
export function isQuestion(member: string): boolean {
  return /^(?:is[A-Z]|to[A-Z]|default|defaults|interceptors|on|once|off)/.test(member)
}
