// Keys that a caller hands in: nothing but the names of parameters, variables and members tells them.
import { type Origin, origin } from './origin.ts'

const keyMaterial = origin('key-material')

/**
 * Letters only, lower case. `secret`, `password` and `token` are left out: those are what a client shows to the service
 * that it is made for, on every call.
 */
const names: ReadonlySet<string> = new Set([
  'privatekey',
  'privkey',
  'secretkey',
  'signingkey',
  'mnemonic',
  'mnemonicphrase',
  'seed',
  'seedphrase',
  'secretphrase',
  'recoveryphrase',
  'walletseed',
])
const longest = 24
/** What they end in, and the digits that bundlers put behind a name. Every identifier is asked, and most end otherwise. */
const ends: ReadonlySet<string> = new Set([...'ycedYCED0123456789'])

/** What something called `name` holds, whether it is written `secretKey`, `_secretKey`, `secret_key` or `SECRET_KEY`. */
export function keyOrigin(name: string): Origin | undefined {
  if (name.length < 4 || name.length > longest || !ends.has(name.at(-1) ?? '')) return undefined
  return names.has(name.replaceAll(/[^A-Za-z]/g, '').toLowerCase()) ? keyMaterial : undefined
}
