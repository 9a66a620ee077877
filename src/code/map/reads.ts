// Names whose reading alone is a capability, and those that say where and in which language a program runs.
import type { Name } from '../value.ts'
import { type Deed, deeds } from './meaning.ts'

/** Read as a value, in whatever place but a feature test. */
export const reads: ReadonlyMap<Name, readonly Deed[]> = new Map([
  ['global.navigator.userAgent', deeds('fingerprint:browser')],
  ['global.navigator.plugins', deeds('fingerprint:browser')],
  ['global.navigator.hardwareConcurrency', deeds('fingerprint:browser')],
  ['global.navigator.deviceMemory', deeds('fingerprint:browser')],
  ['global.document.cookie', deeds('fs-browser:page-cookies')],
  // The rest of the report is what native modules ask for the C library.
  ['global.process.report.getReport().environmentVariables', deeds('env-bulk')],
  ['global.require.extensions', deeds('loader-hook:require.extensions')],
  ['node:module._extensions', deeds('loader-hook:require.extensions')],
])

/** Wallets that browsers' extensions put into a page. */
export const walletProviders: ReadonlyMap<Name, string> = new Map([
  ['global.ethereum', 'ethereum'],
  ['global.web3', 'ethereum'],
  ['global.solana', 'solana'],
  ['global.phantom', 'solana'],
  ['global.solflare', 'solana'],
  ['global.tronWeb', 'tron'],
  ['global.tronLink', 'tron'],
  ['global.BinanceChain', 'bsc'],
  ['global.unisat', 'bitcoin'],
  ['global.okxwallet', 'okx'],
  ['global.cardano', 'cardano'],
  ['global.keplr', 'cosmos'],
  ['global.aptos', 'aptos'],
])

/** Where the user is and what language they speak: a gate where code compares it with something it knows. */
export const locales: ReadonlySet<Name> = new Set([
  'global.Intl.DateTimeFormat().resolvedOptions().timeZone',
  'global.Intl.DateTimeFormat().resolvedOptions().locale',
  'global.Intl.NumberFormat().resolvedOptions().locale',
  'global.navigator.language',
  'global.navigator.languages',
  'global.navigator.userLanguage',
  'global.navigator.browserLanguage',
  'global.process.env.LANG',
  'global.process.env.LANGUAGE',
  'global.process.env.LC_ALL',
  'global.process.env.LC_MESSAGES',
  'global.process.env.TZ',
  'global.Date().getTimezoneOffset()',
])

/** Objects on which an unknown member may be anything. */
export const rootsOfAll: ReadonlyMap<Name, string> = new Map([
  ['global', 'global'],
  ['global.process', 'process'],
  ['global.module', 'module'],
  ['global.require', 'require'],
  ['node:module', 'module'],
  ['node:child_process', 'node:child_process'],
  ['node:vm', 'node:vm'],
])

/** Ways to compare text that are calls of a member. */
export const comparingMembers: ReadonlySet<string> = new Set(
  'startsWith endsWith includes indexOf match search localeCompare test has exec'.split(' '),
)
