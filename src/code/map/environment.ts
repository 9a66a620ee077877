// Which variables of an environment are secrets, by the words of their names: whole words, never parts of one.
const secretWords = new Set(
  'token tokens secret secrets password passwd passphrase pass pwd key keys apikey apitoken credential credentials auth authtoken _authtoken accesstoken accesskey secretkey privatekey pat jwt mnemonic seed cookie cookies otp bearer signature'.split(
    ' ',
  ),
)

/** Words beside which a key is no secret: `NEXT_PUBLIC_API_KEY` is written into pages. */
const openWords = new Set([
  'public',
  'prefix',
  'suffix',
  'name',
  'length',
  'disable',
  'disabled',
  'expiry',
  'ttl',
  'file',
  'path',
  'type',
])

/** Secrets whose names do not say so: addresses that carry a password, files that hold one. */
const secretNames = new Set([
  'DATABASE_URL',
  'DB_URL',
  'MONGO_URL',
  'MONGO_URI',
  'MONGODB_URI',
  'POSTGRES_URL',
  'REDIS_URL',
  'AMQP_URL',
  'GOOGLE_APPLICATION_CREDENTIALS',
  'KUBECONFIG',
  'SSH_AUTH_SOCK',
  'DOCKER_AUTH_CONFIG',
  'SLACK_WEBHOOK_URL',
  'DISCORD_WEBHOOK_URL',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
])

/** The working directory, whatever its words say. */
const plainNames = new Set(['PWD', 'OLDPWD', 'INIT_CWD'])

/** Of those, the names of files: their text says where the secret lies and is none itself. */
const secretFiles = new Set([
  'GOOGLE_APPLICATION_CREDENTIALS',
  'KUBECONFIG',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
])

/** Whether the text of the variable is a secret, and not only where one is kept. */
export function holdsSecret(name: string): boolean {
  return isSecretVariable(name) && !secretFiles.has(name.toUpperCase())
}

export function isSecretVariable(name: string): boolean {
  if (plainNames.has(name)) return false
  if (secretNames.has(name.toUpperCase())) return true
  const parts = wordsOf(name)
  return parts.some((word) => secretWords.has(word)) && !parts.some((word) => openWords.has(word))
}

/** Divided at everything that is neither letter nor digit: `npm_config_//host/:_authToken`. */
function wordsOf(name: string): string[] {
  const words: string[] = []
  let word = ''
  for (const character of name.slice(0, 200).toLowerCase()) {
    if ((character >= 'a' && character <= 'z') || (character >= '0' && character <= '9')) word += character
    else if (word !== '') {
      words.push(word)
      word = ''
    }
  }
  if (word !== '') words.push(word)
  return words
}
