// Places that hold what a thief wants: credentials, wallets, the profiles of browsers.
import { kinds, type PathKind } from './path-kind.ts'

const credentials: readonly PathKind[] = [
  ...kinds('fs-credentials', 'ssh', '.ssh/*|id_rsa|id_ed25519|id_ecdsa|id_dsa|/etc/ssh/ssh_host_*', '.ssh|known_hosts'),
  ...kinds('fs-credentials', 'aws', '.aws/credentials|.aws/config|.aws/sso|.aws/cli', '.aws'),
  ...kinds('fs-credentials', 'npm', '~/.npmrc', '.npmrc|.yarnrc.yml|.yarnrc'),
  ...kinds('fs-credentials', 'git', '.git-credentials|.config/git/credentials', '.netrc|_netrc|.gitconfig'),
  ...kinds('fs-credentials', 'github', '.config/gh/hosts.yml|.config/gh', ''),
  ...kinds(
    'fs-credentials',
    'gcp',
    'gcloud/application_default_credentials.json|gcloud/credentials.db|gcloud/access_tokens.db|.config/gcloud',
    'application_default_credentials.json|gcloud',
  ),
  ...kinds(
    'fs-credentials',
    'azure',
    '.azure/accesstokens.json|.azure/msal_token_cache.json|.azure/azureprofile.json|.azure/service_principal_entries.json',
    '.azure',
  ),
  ...kinds('fs-credentials', 'docker', '.docker/config.json|.dockercfg', '.docker'),
  ...kinds(
    'fs-credentials',
    'kubernetes',
    '.kube/config|/var/run/secrets/kubernetes.io|var/run/secrets/kubernetes.io|/run/secrets/kubernetes.io',
    '.kube',
  ),
  ...kinds('fs-credentials', 'vault', '.vault-token', ''),
  ...kinds('fs-credentials', 'terraform', '.terraform.d/credentials.tfrc.json|.terraformrc', ''),
  ...kinds('fs-credentials', 'pypi', '.pypirc', ''),
  ...kinds('fs-credentials', 'cargo', '.cargo/credentials|.cargo/credentials.toml', ''),
  ...kinds('fs-credentials', 'rubygems', '.gem/credentials', ''),
  ...kinds('fs-credentials', 'database', '.pgpass|.my.cnf|.mongorc.js', ''),
  ...kinds('fs-credentials', 'gpg', '.gnupg/*', '.gnupg'),
  ...kinds(
    'fs-credentials',
    'keychain',
    'library/keychains|login.keychain-db|.local/share/keyrings|kwalletd|microsoft/credentials|microsoft/protect',
    '',
  ),
  ...kinds('fs-credentials', 'system', '/etc/shadow|etc/shadow|/etc/sudoers|config/sam', '/etc/passwd'),
  ...kinds('fs-credentials', 'dotenv', '', '.env|.env.local|.env.production|.env.development|.env.staging|.env.test'),
  ...kinds(
    'fs-credentials',
    'password-manager',
    '1password/*|bitwarden/data.json|bitwarden cli/data.json|*.kdbx|keepassxc',
    '.op|.config/op',
  ),
  ...kinds(
    'fs-credentials',
    'actions-runner',
    '.credentials_rsaparams|actions-runner/.credentials|.runner/credentials',
    '',
  ),
  ...kinds(
    'fs-credentials',
    'shell-history',
    '.bash_history|.zsh_history|.python_history|.node_repl_history|.psql_history|.mysql_history',
    '',
  ),
  ...kinds(
    'fs-credentials',
    'messenger',
    'telegram desktop/tdata|tdata|discord/local storage|discordcanary/local storage|slack/cookies',
    '',
  ),
]

const wallets: readonly PathKind[] = [
  ...kinds('fs-wallets', 'exodus', 'exodus.wallet|exodus/exodus.wallet', '.exodus'),
  ...kinds('fs-wallets', 'electrum', '.electrum/wallets|electrum/wallets|electrum-ltc/wallets', '.electrum'),
  ...kinds('fs-wallets', 'atomic', 'atomic/local storage|atomicwallet', ''),
  ...kinds('fs-wallets', 'solana', '.config/solana/id.json|.config/solana', 'solana/id.json'),
  ...kinds('fs-wallets', 'ethereum', '.ethereum/keystore|ethereum/keystore', '.ethereum|keystore'),
  ...kinds('fs-wallets', 'bitcoin', '.bitcoin/wallet.dat|bitcoin/wallets|wallet.dat', '.bitcoin'),
  ...kinds('fs-wallets', 'monero', '.bitmonero|monero/wallets', ''),
  ...kinds('fs-wallets', 'coinomi', 'coinomi/coinomi/wallets', 'coinomi'),
  ...kinds('fs-wallets', 'guarda', 'guarda/local storage', ''),
  ...kinds('fs-wallets', 'ledger', 'ledger live/app.json|ledger live', ''),
  ...kinds('fs-wallets', 'sui', '.sui/sui_config', ''),
  ...kinds('fs-wallets', 'aptos', '.aptos/config.yaml', ''),
  ...kinds('fs-wallets', 'foundry', '.foundry/keystores', ''),
  // The ids that browsers give to wallets' extensions: MetaMask (Chrome, Edge), Phantom, Coinbase, Trust, Binance, TronLink, OKX, Rabby.
  ...kinds(
    'fs-wallets',
    'extension',
    'nkbihfbeogaeaoehlefnkodbefgpgknn|ejbalbakoplchlghecdalmeeeajnimhm|bfnaelmomeimhlpmgjnjophhpkkoljpa|hnfanknocfeofbddgcijnmhnfnkdnaad|egjidjbpglichdcondbcbdnbeeppgdph|fhbohimaelbohpjbbldcngcnapndodjp|ibnejdfjmmkpcnlpebklmnkoeoihofec|mcohilncbfahbmgdjkbpemcciiolgcge|acmacodkjbdgmoleebolmdjonilkdbch',
    '',
  ),
]

const browsers: readonly PathKind[] = [
  ...kinds('fs-browser', 'chrome', 'google/chrome|.config/google-chrome|chrome/user data', 'google-chrome'),
  ...kinds('fs-browser', 'chromium', '.config/chromium|chromium/user data', ''),
  ...kinds('fs-browser', 'edge', 'microsoft/edge|.config/microsoft-edge', 'microsoft edge|microsoft-edge'),
  ...kinds('fs-browser', 'brave', 'bravesoftware', 'brave-browser'),
  ...kinds('fs-browser', 'opera', 'opera software|com.operasoftware.opera', ''),
  ...kinds('fs-browser', 'vivaldi', 'vivaldi/user data', ''),
  ...kinds('fs-browser', 'firefox', '.mozilla/firefox|mozilla/firefox|firefox/profiles', ''),
  ...kinds('fs-browser', 'safari', 'library/safari|library/cookies', ''),
  ...kinds(
    'fs-browser',
    'profile',
    'login data|web data|local extension settings|key4.db|logins.json|cookies.sqlite|cookies.binarycookies|network/cookies',
    'local state|user data',
  ),
]

export const secretPaths: readonly PathKind[] = [...credentials, ...wallets, ...browsers]
