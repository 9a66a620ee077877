// Hosts that say by themselves what is asked of them: metadata services of clouds, places to leave something for later,
// nodes of block chains, services that tell one's own address. Compared exactly, after parsing.
import type { CapabilityName } from '../../domain/code.ts'

type HostKind = {
  name: Extract<CapabilityName, 'cloud-metadata' | 'dead-drop' | 'blockchain' | 'fingerprint' | 'repository-write'>
  subject: string
}

const table = (name: HostKind['name'], subject: string, hosts: string): [string, HostKind][] =>
  hosts.split(' ').map((host) => [host, { name, subject }])

/** The host itself. */
export const exactHosts: ReadonlyMap<string, HostKind> = new Map([
  ...table('cloud-metadata', 'link-local', '169.254.169.254 [fd00:ec2::254] 169.254.170.2 169.254.170.23'),
  ...table('cloud-metadata', 'gcp', 'metadata.google.internal metadata.goog metadata'),
  ...table('cloud-metadata', 'alibaba', '100.100.100.200'),
  ...table('cloud-metadata', 'oracle', '192.0.0.192'),
  ...table('cloud-metadata', 'azure', '168.63.129.16'),
  ...table(
    'dead-drop',
    'paste',
    'pastebin.com paste.ee hastebin.com dpaste.com dpaste.org rentry.co rentry.org ghostbin.co controlc.com paste.rs termbin.com ix.io sprunge.us bpa.st justpaste.it jsonkeeper.com jsonbin.io api.jsonbin.io jsonsilo.com api.jsonsilo.com api.npoint.io npoint.io textbin.net write.as privatebin.net',
  ),
  ...table('dead-drop', 'gist', 'gist.github.com gist.githubusercontent.com'),
  ...table(
    'dead-drop',
    'raw',
    'raw.githubusercontent.com raw.github.com cdn.statically.io raw.githack.com rawcdn.githack.com',
  ),
  ...table(
    'dead-drop',
    'file-share',
    'transfer.sh file.io gofile.io api.gofile.io store1.gofile.io anonfiles.com catbox.moe files.catbox.moe litterbox.catbox.moe 0x0.st temp.sh tmpfiles.org bashupload.com pixeldrain.com filebin.net filetransfer.io wetransfer.com',
  ),
  ...table(
    'dead-drop',
    'chat',
    'api.telegram.org t.me discord.com discordapp.com canary.discord.com ptb.discord.com hooks.slack.com cdn.discordapp.com steamcommunity.com',
  ),
  ...table(
    'dead-drop',
    'request-bin',
    'webhook.site requestbin.com requestbin.net requestcatcher.com beeceptor.com hookbin.com typedwebhook.tools ptsv2.com webhook.cool canarytokens.com interact.sh oast.fun',
  ),
  ...table('dead-drop', 'ipfs', 'ipfs.io dweb.link cloudflare-ipfs.com gateway.pinata.cloud nftstorage.link w3s.link'),
  ...table(
    'dead-drop',
    'form',
    'docs.google.com script.google.com formspree.io api.notion.com api.airtable.com calendar.app.google',
  ),
  ...table('dead-drop', 'dns-over-https', 'dns.google cloudflare-dns.com dns.quad9.net'),
  ...table(
    'blockchain',
    'ethereum',
    'mainnet.infura.io cloudflare-eth.com rpc.ankr.com eth.llamarpc.com ethereum-rpc.publicnode.com ethereum.publicnode.com eth-mainnet.g.alchemy.com api.etherscan.io eth.blockscout.com rpc.flashbots.net eth.merkle.io 1rpc.io eth.drpc.org',
  ),
  ...table(
    'blockchain',
    'bsc',
    'bsc-dataseed.binance.org bsc-dataseed1.binance.org bsc-rpc.publicnode.com bsc-dataseed.bnbchain.org api.bscscan.com',
  ),
  ...table(
    'blockchain',
    'solana',
    'api.mainnet-beta.solana.com api.devnet.solana.com solana-rpc.publicnode.com solana-mainnet.g.alchemy.com',
  ),
  ...table('blockchain', 'tron', 'api.trongrid.io apilist.tronscanapi.com'),
  ...table('blockchain', 'bitcoin', 'blockchain.info api.blockcypher.com mempool.space blockstream.info'),
  ...table('blockchain', 'aptos', 'fullnode.mainnet.aptoslabs.com api.mainnet.aptoslabs.com'),
  ...table('blockchain', 'polygon', 'polygon-rpc.com'),
  ...table('blockchain', 'internet-computer', 'ic0.app icp0.io icp-api.io'),
  ...table(
    'fingerprint',
    'public-ip',
    'ipinfo.io ifconfig.me ifconfig.co icanhazip.com api.ipify.org api64.ipify.org ipapi.co ip-api.com api.ipgeolocation.io api.myip.com checkip.amazonaws.com ident.me ipecho.net ipwho.is freegeoip.app api.ip.sb ip.me wtfismyip.com api.db-ip.com',
  ),
])

/** Everything under a domain. */
export const hostSuffixes: readonly (readonly [string, HostKind])[] = [
  ...table(
    'dead-drop',
    'tunnel',
    'ngrok.io ngrok.app ngrok-free.app ngrok-free.dev trycloudflare.com loca.lt serveo.net lhr.life localhost.run bore.pub serveousercontent.com pinggy.link',
  ),
  ...table(
    'dead-drop',
    'request-bin',
    'oast.fun oast.pro oast.live oast.site oast.online oast.me interact.sh oastify.com burpcollaborator.net requestcatcher.com pipedream.net m.pipedream.net beeceptor.com webhook.site canarytokens.com requestrepo.com dnslog.cn ceye.io',
  ),
  ...table('dead-drop', 'ipfs', 'ipfs.dweb.link ipfs.io ipfs.w3s.link'),
  ...table('blockchain', 'internet-computer', 'raw.icp0.io raw.ic0.app icp0.io'),
  ...table('blockchain', 'ethereum', 'quiknode.pro infura.io g.alchemy.com'),
]

/** Hosts that packages are published to by a request with the method PUT. */
export const registryHosts: ReadonlySet<string> = new Set([
  'registry.npmjs.org',
  'registry.yarnpkg.com',
  'npm.pkg.github.com',
])

/** Calls of block chains' nodes: a program that names one in its text asks a chain. */
export const chainCalls: ReadonlyMap<string, string> = new Map([
  ...'eth_call eth_getTransactionByHash eth_getTransactionReceipt eth_getBlockByNumber eth_getLogs eth_getStorageAt eth_getCode eth_getBalance eth_sendTransaction eth_sendRawTransaction eth_requestAccounts eth_accounts eth_blockNumber eth_signTypedData_v4 personal_sign'
    .split(' ')
    .map((name) => [name, 'ethereum'] as const),
  ...'getSignaturesForAddress getTokenAccountsByOwner getProgramAccounts signAndSendTransaction'
    .split(' ')
    .map((name) => [name, 'solana'] as const),
])
