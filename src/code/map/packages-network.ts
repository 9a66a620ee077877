// Well-known packages that talk to others for their callers: clients, mail, repositories, clouds, block chains. Requiring
// one is no capability, calling it is.
import { client, type Entry, mails, ofPackages, plain } from './meaning.ts'

const verbs = 'get post put patch delete del head options request'
const websocket = client('url', 0, 'websocket')

const network: readonly Entry[] = [
  ...ofPackages('axios', `() ${verbs} postForm putForm patchForm create`, client()),
  ...ofPackages('axios.create()', `() ${verbs} postForm putForm patchForm`, client()),
  ...ofPackages('got', `() ${verbs} stream paginate extend`, client()),
  ...ofPackages('ky ky-universal', `() ${verbs} create extend`, client()),
  ...ofPackages(
    'node-fetch cross-fetch isomorphic-fetch isomorphic-unfetch unfetch make-fetch-happen whatwg-fetch',
    '() fetch',
    client(),
  ),
  ...ofPackages('node-fetch-native ofetch undici', '() fetch $fetch', client()),
  ...ofPackages('undici', 'request stream pipeline connect Client Pool BalancedPool EventSource', client()),
  ...ofPackages('undici', 'WebSocket', websocket),
  ...ofPackages('request request-promise request-promise-native postman-request', `() ${verbs}`, client()),
  ...ofPackages(
    'superagent supertest needle bent phin centra simple-get wreck @hapi/wreck',
    `() ${verbs} concat`,
    client(),
  ),
  ...ofPackages(
    'axios-retry http-proxy http-proxy-middleware',
    'createProxyServer createProxyMiddleware',
    plain('network-server'),
  ),
  ...ofPackages('npm-registry-fetch', '() json pickRegistry', client()),
  ...ofPackages('download node-downloader-helper nodejs-file-downloader', '() DownloaderHelper Downloader', client()),
  ...ofPackages('ws isomorphic-ws websocket', '() WebSocket client w3cwebsocket', websocket),
  ...ofPackages('ws', 'Server WebSocketServer', plain('network-server')),
  ...ofPackages('socket.io-client', '() io connect', websocket),
  ...ofPackages('socket.io', '() Server', plain('network-server')),
  ...ofPackages('express fastify koa restify polka @hapi/hapi hono', 'listen', plain('network-server')),
  ...ofPackages('express() fastify() koa() restify.createServer() polka()', 'listen', plain('network-server')),
  ...ofPackages('ssh2 ssh2-sftp-client node-ssh basic-ftp ftp', '() Client NodeSSH', plain('network-client')),
  ...ofPackages('mqtt amqplib', 'connect connectAsync', client()),
  ...ofPackages(
    'ioredis redis mongodb pg mysql mysql2',
    '() createClient MongoClient Client Pool createConnection createPool',
    plain('network-client'),
  ),
  ...ofPackages(
    'webtorrent bittorrent-dht hyperswarm ipfs-http-client kubo-rpc-client',
    '() create',
    plain('network-client'),
  ),
  ...ofPackages('firebase-admin firebase', 'initializeApp', plain('network-client')),
  ...ofPackages(
    '@slack/web-api @slack/webhook discord.js telegraf node-telegram-bot-api',
    '() WebClient IncomingWebhook WebhookClient Client Telegraf',
    plain('network-client', 'dead-drop:chat'),
  ),
  ...ofPackages('ngrok @ngrok/ngrok localtunnel', '() connect forward', plain('network-server', 'dead-drop:tunnel')),
  ...ofPackages(
    'puppeteer puppeteer-core playwright playwright-core',
    'launch connect',
    plain('network-client', 'process-spawn'),
  ),
  ...['chromium', 'firefox', 'webkit'].flatMap((browser) =>
    ofPackages(
      `playwright.${browser} playwright-core.${browser}`,
      'launch connect',
      plain('network-client', 'process-spawn'),
    ),
  ),
  ...ofPackages('nodemailer.createTransport()', 'sendMail', mails),
  ...ofPackages('postmark.ServerClient()', 'sendEmail sendEmailBatch sendEmailWithTemplate', mails),
  ...ofPackages('@sendgrid/mail', 'send sendMultiple', mails),
  ...ofPackages('resend.Resend().emails', 'send', mails),
  ...ofPackages('emailjs @emailjs/browser', 'send', mails),
]

const spreading: readonly Entry[] = [
  ...ofPackages('libnpmpublish', '() publish', plain('registry-publish', 'network-client')),
  ...ofPackages('simple-git() simple-git.simpleGit() isomorphic-git', 'push', plain('repository-write')),
]

const octokit = [
  '@octokit/rest.Octokit()',
  'octokit.Octokit()',
  '@octokit/core.Octokit()',
  '@actions/github.getOctokit()',
]

const repositoryCalls =
  'repos.createOrUpdateFileContents repos.deleteFile repos.createForAuthenticatedUser repos.createInOrg repos.createUsingTemplate repos.createDeployKey git.createRef git.updateRef git.createCommit git.createTree git.createBlob pulls.create pulls.merge actions.createOrUpdateRepoSecret gists.create'

const repositories: readonly Entry[] = octokit.flatMap((client) => [
  ...ofPackages(`${client} ${client}.rest`, repositoryCalls, plain('repository-write', 'network-client')),
  ...ofPackages(client, 'request graphql', plain('network-client')),
])

const clouds: readonly Entry[] = [
  ...['s3', 'secrets-manager', 'ssm', 'sts', 'iam', 'lambda', 'ec2', 'dynamodb', 'sns', 'sqs', 'ses'].flatMap(
    (service) =>
      ofPackages(
        `@aws-sdk/client-${service}`,
        'S3Client S3 SecretsManagerClient SecretsManager SSMClient SSM STSClient STS IAMClient IAM LambdaClient Lambda EC2Client EC2 DynamoDBClient DynamoDB SNSClient SNS SQSClient SQS SESClient SES',
        plain('network-client'),
      ),
  ),
  ...ofPackages('aws-sdk', 'S3 SecretsManager SSM STS IAM Lambda EC2 DynamoDB SNS SQS SES', plain('network-client')),
  ...ofPackages(
    '@azure/identity @azure/keyvault-secrets',
    'DefaultAzureCredential SecretClient ManagedIdentityCredential',
    plain('network-client'),
  ),
  ...ofPackages(
    '@google-cloud/storage @google-cloud/secret-manager',
    'Storage SecretManagerServiceClient',
    plain('network-client'),
  ),
  ...ofPackages('@kubernetes/client-node', 'KubeConfig', plain('network-client', 'fs-credentials:kubernetes')),
]

const chains: readonly Entry[] = [
  ...ofPackages(
    'ethers ethers.ethers',
    'JsonRpcProvider WebSocketProvider Contract Wallet getDefaultProvider providers.JsonRpcProvider providers.WebSocketProvider BrowserProvider providers.Web3Provider',
    plain('blockchain:ethereum', 'network-client'),
  ),
  ...ofPackages('web3', '() Web3', plain('blockchain:ethereum', 'network-client')),
  ...ofPackages('viem', 'createPublicClient createWalletClient', plain('blockchain:ethereum', 'network-client')),
  ...ofPackages(
    '@solana/web3.js',
    'Connection sendAndConfirmTransaction createSolanaRpc',
    plain('blockchain:solana', 'network-client'),
  ),
  ...ofPackages('tronweb', '() TronWeb', plain('blockchain:tron', 'network-client')),
  ...ofPackages('xrpl', 'Client', plain('blockchain:xrp', 'websocket')),
  ...ofPackages('aptos @aptos-labs/ts-sdk', 'AptosClient Aptos', plain('blockchain:aptos', 'network-client')),
  ...ofPackages('@mysten/sui.js @mysten/sui/client', 'SuiClient', plain('blockchain:sui', 'network-client')),
  ...ofPackages('@polkadot/api', 'ApiPromise.create', plain('blockchain:polkadot', 'websocket')),
  ...ofPackages('bitcoinjs-lib', 'Psbt', plain('blockchain:bitcoin')),
]

export const networkPackages: readonly Entry[] = [...network, ...spreading, ...repositories, ...clouds, ...chains]
