// Programs by the name they are started with, and what starting them means. Only the program's own name counts, never
// its folder or `.exe`.
import { type Deed, type DeedWord, deeds } from './meaning.ts'

const table = (names: string, ...words: readonly DeedWord[]): [string, readonly Deed[]][] =>
  names.split(' ').map((name) => [name, deeds(...words)])

export const programs: ReadonlyMap<string, readonly Deed[]> = new Map([
  ...table('sh bash zsh dash ksh ash fish cmd busybox', 'shell'),
  ...table('powershell pwsh', 'shell', 'other-runtime:powershell'),
  ...table('osascript', 'shell', 'other-runtime:osascript'),
  ...table('cscript wscript mshta', 'shell', 'other-runtime:script-host'),
  ...table('rundll32 regsvr32 installutil msbuild', 'native-code:windows'),
  ...table('bun bunx', 'other-runtime:bun'),
  ...table('deno', 'other-runtime:deno'),
  ...table('python python2 python3 pythonw py uv uvx pip pip3 pipx', 'other-runtime:python'),
  ...table('ruby gem', 'other-runtime:ruby'),
  ...table('perl', 'other-runtime:perl'),
  ...table('php', 'other-runtime:php'),
  ...table('lua luajit', 'other-runtime:lua'),
  ...table('java', 'other-runtime:java'),
  ...table('wine mono dotnet', 'other-runtime:dotnet'),
  ...table('docker podman', 'other-runtime:container'),
  ...table('claude', 'ai-cli:claude'),
  ...table('gemini', 'ai-cli:gemini'),
  ...table('q amazonq kiro-cli', 'ai-cli:amazon-q'),
  ...table('codex', 'ai-cli:codex'),
  ...table('cursor-agent', 'ai-cli:cursor'),
  ...table('copilot', 'ai-cli:copilot'),
  ...table('aider', 'ai-cli:aider'),
  ...table('opencode', 'ai-cli:opencode'),
  ...table('ollama', 'ai-cli:ollama'),
  ...table(
    'curl wget aria2c fetch nc ncat netcat socat telnet ftp sftp scp rsync ssh bitsadmin certutil httpie',
    'network-client',
  ),
  ...table('invoke-webrequest iwr invoke-restmethod irm start-bitstransfer', 'network-client'),
  ...table('nslookup dig host', 'dns'),
  ...table('iex invoke-expression', 'eval'),
  ...table('crontab at', 'fs-startup:cron'),
  ...table('launchctl', 'fs-startup:launchd'),
  ...table('systemctl', 'fs-startup:systemd'),
  ...table('schtasks', 'fs-startup:task'),
  ...table('pbpaste pbcopy xclip xsel wl-paste get-clipboard', 'clipboard'),
  ...table('screencapture scrot gnome-screenshot grim import', 'screen'),
  ...table('hostname', 'fingerprint:hostname'),
  ...table('whoami id', 'fingerprint:user'),
  ...table('ifconfig ipconfig arp netstat', 'fingerprint:network'),
  ...table('uname systeminfo wmic dmidecode ioreg system_profiler', 'fingerprint:system'),
  ...table('printenv', 'env-bulk'),
  ...table('gcore procdump', 'process-memory'),
  ...table('gdb lldb strace', 'process-memory'),
  ...table('trufflehog gitleaks', 'fs-credentials:scanner'),
  ...table('tar unzip gunzip 7z xz', 'decompress'),
  ...table('rm del rd rmdir unlink shred', 'fs-delete'),
])

/** What a program does only with these words next to it. The first word after it that is no option is its command. */
export const commands: ReadonlyMap<string, readonly Deed[]> = new Map([
  ...table('npm/publish pnpm/publish yarn/publish bun/publish lerna/publish', 'registry-publish'),
  ...table('git/push hub/push gh/api gh/repo gh/gist gh/pr gh/secret', 'repository-write'),
  ...table('gh/auth', 'fs-credentials:github'),
  ...table('gcloud/auth', 'fs-credentials:gcp'),
  ...table('az/account', 'fs-credentials:azure'),
  ...table('aws/configure aws/sts aws/secretsmanager aws/ssm', 'fs-credentials:aws'),
  ...table(
    'security/find-generic-password security/dump-keychain security/find-internet-password',
    'fs-credentials:keychain',
  ),
  ...table('secret-tool/lookup op/item op/read', 'fs-credentials:keychain'),
  ...table('vault/kv vault/read', 'fs-credentials:vault'),
  ...table('kubectl/get', 'network-client'),
  ...table('gh/copilot', 'ai-cli:copilot'),
  ...table('git/clone git/fetch git/pull', 'network-client'),
])

/** Programs that start the program named next; the number says how many of its words come before. */
export const wrappers: ReadonlySet<string> = new Set(
  'sudo doas nohup setsid exec command nice ionice time timeout stdbuf start npx pnpx call winpty cross-env dotenv'.split(
    ' ',
  ),
)

/** Wrappers that let the program outlive the one that started it. */
export const detachers: ReadonlySet<string> = new Set('nohup setsid start disown'.split(' '))

/** Programs that run their argument's text as a line of their language. */
export const lineOptions: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...['sh', 'bash', 'zsh', 'dash', 'ksh', 'ash', 'fish', 'busybox'].map(
    (name) => [name, ['-c', '-lc', '-ic', '-ec']] as const,
  ),
  ['cmd', ['/c', '/k', '/s', '/d']],
  ['powershell', ['-command', '-c', '/c']],
  ['pwsh', ['-command', '-c', '/c']],
])

/** Options of Node that run text, or load something before the program. */
export const nodeOptions: ReadonlyMap<string, readonly Deed[]> = new Map([
  ...table('-e --eval -p --print -pe', 'eval'),
  ...table('-r --require --import --loader --experimental-loader', 'loader-hook:node-option'),
  ...table('--inspect --inspect-brk --inspect-wait', 'inspector'),
])
