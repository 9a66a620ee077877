// What a project's own .npmrc may say: how to reach registries, and nothing else. Pure: it knows keys, not files. The
// project is attacker-controlled; in a pull request the caller hands in the base commit's text instead.
import { resolve } from 'node:path'
import type { Notice } from '../domain/report.ts'

/** A setting with its variables expanded in the key (npm does that, so `g${X?}it` is `git`), not yet in the value. */
export type Setting = { key: string; value: string | boolean | readonly string[] }

/** npm's settings that decide how a registry is asked. Everything else of npm does not concern a reader. */
export const transportKeys: ReadonlySet<string> = new Set([
  'registry',
  'scope',
  'replace-registry-host',
  'ca',
  'cafile',
  'cert',
  'key',
  'strict-ssl',
  'proxy',
  'https-proxy',
  'noproxy',
  'local-address',
  'maxsockets',
  'cache',
  'offline',
  'fetch-retries',
  'fetch-retry-factor',
  'fetch-retry-mintimeout',
  'fetch-retry-maxtimeout',
  'fetch-timeout',
])

/** npm's settings that decide which tree a resolving leads to. They name no file and no program. */
export const treeKeys: ReadonlySet<string> = new Set([
  'legacy-peer-deps',
  'strict-peer-deps',
  'force',
  'install-strategy',
  'legacy-bundling',
  'global-style',
  'install-links',
  'prefer-dedupe',
  'save-prefix',
  'save-exact',
  'tag',
  'before',
  'min-release-age',
  'min-release-age-exclude',
  'os',
  'cpu',
  'libc',
  'engine-strict',
  'lockfile-version',
  'format-package-lock',
  'omit-lockfile-registry-resolved',
])

/** What npm makes of them. */
export const treeOptionNames: ReadonlySet<string> = new Set([
  'legacyPeerDeps',
  'strictPeerDeps',
  'force',
  'installStrategy',
  'installLinks',
  'preferDedupe',
  'savePrefix',
  'defaultTag',
  'before',
  'minReleaseAgeExclude',
  'os',
  'cpu',
  'libc',
  'engineStrict',
  'lockfileVersion',
  'formatPackageLock',
  'omitLockfileRegistryResolved',
])

/** Settings that name a program or code to run. They have no effect here anyway; that they stand there is worth saying. */
export const namesCode: ReadonlySet<string> = new Set([
  'git',
  'script-shell',
  'shell',
  'editor',
  'viewer',
  'browser',
  'node-options',
  'node-gyp',
  'init-module',
  'init.module',
  'extension-file',
  'call',
])

/**
 * A committed cache folder could hold forged metadata and forged facts: the user's own counts. The others lead to
 * further configuration files.
 */
export const namesPlace: ReadonlySet<string> = new Set(['cache', 'prefix', 'userconfig', 'globalconfig', 'location'])

/** Credentials for no host in particular; npm 12 stops at most of them. */
const unscopedCredentials: ReadonlySet<string> = new Set([
  '_auth',
  '_authtoken',
  '_password',
  'username',
  'cert',
  'key',
  'certfile',
  'keyfile',
])
const hostCredentials = ['_authToken', '_auth', 'username', '_password', 'certfile', 'keyfile']
const fileSettings = ['cafile', 'certfile', 'keyfile']

/**
 * A token written for a host goes to that host alone. `${VARIABLE}` in a value is expanded as npm does, because that is
 * how honest projects hand over their token - and how a pull request would send a secret to its own host, which is why
 * there the base's text counts.
 */
export function limitSettings(
  settings: readonly Setting[],
  projectDir: string,
): { kept: Setting[]; notices: Notice[] } {
  const kept: Setting[] = []
  const notices: Notice[] = []
  for (const { key, value } of settings) {
    const code = refusal(key)
    if (code === 'none') kept.push({ key, value: isFileSetting(key) ? fromProject(value, projectDir) : value })
    else if (code !== 'irrelevant') notices.push({ code, detail: key })
  }
  return { kept, notices }
}

type Refusal =
  | 'none'
  | 'irrelevant'
  | 'npmrc-executable-ignored'
  | 'npmrc-location-ignored'
  | 'npmrc-credential-ignored'

function refusal(key: string): Refusal {
  if (namesCode.has(key)) return 'npmrc-executable-ignored'
  if (namesPlace.has(key)) return 'npmrc-location-ignored'
  if (unscopedCredentials.has(key.toLowerCase())) return 'npmrc-credential-ignored'
  if (transportKeys.has(key) || treeKeys.has(key)) return 'none'
  if (key.startsWith('@') && key.endsWith(':registry')) return 'none'
  return key.startsWith('//') && hostCredentials.includes(lastPart(key)) ? 'none' : 'irrelevant'
}

/** npm runs in the project's folder, so relative paths start there; `~` and variables are expanded later. */
function fromProject(value: Setting['value'], projectDir: string): Setting['value'] {
  if (typeof value !== 'string' || value.startsWith('~') || value.startsWith('${')) return value
  return resolve(projectDir, value)
}

function isFileSetting(key: string): boolean {
  return fileSettings.includes(lastPart(key))
}

function lastPart(key: string): string {
  return key.slice(key.lastIndexOf(':') + 1)
}
