// npm's configuration as the user's npm reads it: files of the user, the machine and npm itself, environment, and the
// project's .npmrc within limits. The only file that knows @npmcli/config. npm is never run, and neither the process's
// environment nor any configuration file is changed.
import { realpathSync, statSync } from 'node:fs'
import { devNull } from 'node:os'
import { resolve } from 'node:path'
import Config, { type Layer } from '@npmcli/config'
import npm from '@npmcli/config/lib/definitions/index.js'
import { hostOf } from '../domain/locked.ts'
import { nowhere, Problem } from '../domain/problem.ts'
import type { Notice } from '../domain/report.ts'
import { limitSettings, type Setting, transportKeys, treeKeys, treeOptionNames } from './project-npmrc.ts'
import { npmrcOfProject, withTemporaryFile } from './project-npmrc-file.ts'
import { registryFor, replacedHost, replacementOf } from './registry-url.ts'
import { findUserNpm } from './user-npm.ts'
import type { Environment } from './user-path.ts'

export type NpmFlags = { registry: string; cacheDir: string; offline: boolean }

export type NpmConfigInput = {
  projectDir: string
  /** In a pull request: the text of the base commit's file, '' if it has none. */
  projectNpmrc: 'from-disk' | { text: string }
  env: Environment
  platform: NodeJS.Platform
  /** The Node that runs us; counts only where the user's own cannot be found. */
  execPath: string
  /** '' for unset. */
  flags: NpmFlags
}

/** npm's options for npm-registry-fetch and pacote. Opaque but for what we decide by ourselves. */
export type FetchOptions = Readonly<Record<string, unknown>>

export type NpmSettings = {
  /** npm's cache folder (its parts are `_cacache`, `_cordon`, ...). */
  cacheDir: string
  /** The registry a name comes from; '' where the configuration names no URL for it. */
  registryFor: (name: string) => string
  /** The URL that npm fetches for a `resolved` of a lockfile (its `replace-registry-host`). */
  fetchedFrom: (resolved: string) => string
  offline: boolean
  fetchOptions: FetchOptions
  /** npm's options for the shape of a tree (`legacyPeerDeps`, `before`, ...), for arborist. */
  treeOptions: FetchOptions
  notices: readonly Notice[]
}

const maxCafileBytes = 16 * 1024 * 1024

/** Throws a Problem where npm would stop as well, and for a flag that is no registry. */
export async function loadNpmSettings(input: NpmConfigInput): Promise<NpmSettings> {
  const registry = input.flags.registry === '' ? '' : registryFlag(input.flags.registry)
  const config = await loadLayers(input)
  const notices = [...unreadable(config), ...invalid(config, ['builtin', 'global', 'user', 'env'])]
  notices.push(...(await addProject(config, input)))
  if (registry !== '') config.set('registry', registry, 'cli')
  if (input.flags.cacheDir !== '') config.set('cache', resolve(input.flags.cacheDir), 'cli')
  if (input.flags.offline) config.set('offline', true, 'cli')
  if (config.get('strict-ssl') === false)
    notices.push({ code: 'strict-ssl-off', detail: sourceOf(config, 'strict-ssl') })
  const proxied = ['proxy', 'https-proxy'].find((key) => config.find(key) === 'project')
  const [flat, treeOptions] = splitTree(flatOptions(config))
  const fetchOptions = proxied === undefined ? flat : withoutCredentials(config, flat)
  if (proxied !== undefined) notices.push({ code: 'npmrc-proxy-without-credentials', detail: proxied })
  return {
    cacheDir: textOf(config.get('cache')),
    registryFor: (name) => registryFor(name, fetchOptions),
    fetchedFrom: (resolved) => replacedHost(resolved, replacementOf(fetchOptions)),
    offline: config.get('offline') === true,
    fetchOptions,
    treeOptions,
    notices,
  }
}

/** What an install has to know: npm's cache folder, and whether it is configured to run no script at all. */
export type InstallSettings = { cacheDir: string; ignoreScripts: boolean }

/** `ownFile` is what the project's own file says of `ignore-scripts`. */
export async function loadInstallSettings(input: NpmConfigInput, ownFile: boolean | 'unset'): Promise<InstallSettings> {
  const config = await loadLayers(input)
  if (ownFile !== 'unset') config.set('ignore-scripts', ownFile, 'project')
  const { cacheDir } = input.flags
  return {
    cacheDir: cacheDir === '' ? textOf(config.get('cache')) : resolve(cacheDir),
    ignoreScripts: config.get('ignore-scripts') === true,
  }
}

/** Certificate files are read by npm's code, now or with a request: a project may name some, so they are looked at first. */
function flatOptions(config: Config): FetchOptions {
  refuseEndless(config, 'cafile', config.get('cafile'))
  const flat = config.flat
  for (const [key, value] of Object.entries(flat)) {
    if (key.endsWith(':certfile') || key.endsWith(':keyfile')) refuseEndless(config, key, value)
  }
  // pacote and arborist each read this as the host of npm's own default registry.
  const replaced = flat.replaceRegistryHost === 'npmjs' ? hostOf(textOf(npm.definitions.registry?.default)) : undefined
  return { ...flat, ...(replaced !== undefined && { replaceRegistryHost: replaced }) }
}

/** What shapes a tree is no business of whoever fetches one document. */
function splitTree(flat: FetchOptions): [fetch: FetchOptions, tree: FetchOptions] {
  const isTree = ([key]: [string, unknown]) => treeOptionNames.has(key)
  const entries = Object.entries(flat)
  return [Object.fromEntries(entries.filter((one) => !isTree(one))), Object.fromEntries(entries.filter(isTree))]
}

/** A device would be read to the end of the memory. */
function refuseEndless(config: Config, key: string, value: unknown): void {
  const file = textOf(value)
  const found = file === '' ? undefined : statSync(file, { throwIfNoEntry: false })
  if (found === undefined || (found.isFile() && found.size <= maxCafileBytes)) return
  const help = `It is set in ${sourceOf(config, key)}.`
  throw problem('npm-config-broken', `${key} ${file} is no file of certificates`, help)
}

/**
 * A proxy that the project names sees every request over http, and with a certificate or strict-ssl of its choice every
 * other one: credentials that are not the project's own do not go there.
 */
function withoutCredentials(config: Config, options: FetchOptions): FetchOptions {
  const isForeign = (key: string) => key.startsWith('//') && config.find(key) !== 'project'
  return Object.fromEntries(Object.entries(options).filter(([key]) => !isForeign(key)))
}

/** Everything but the project's file. `--global` makes npm's own reader leave that one out. */
async function loadLayers(input: NpmConfigInput): Promise<Config> {
  const disk = { isFile, realPath: (path: string) => realpathSync(path) }
  const { npmPath, nodePath } = findUserNpm({ env: input.env, platform: input.platform, disk })
  return load({
    ...input,
    npmPath: npmPath === '' ? devNull : npmPath,
    execPath: nodePath === '' ? input.execPath : nodePath,
    argv: ['node', 'npm', '--global'],
  })
}

type LoadInput = Pick<NpmConfigInput, 'env' | 'platform' | 'execPath' | 'projectDir'> & {
  npmPath: string
  argv: readonly string[]
}

/** The environment is copied: npm's reader writes into the one it is given. */
async function load(input: LoadInput): Promise<Config> {
  const { definitions, shorthands, nerfDarts } = npm
  const { npmPath, execPath, platform, argv } = input
  const env = { ...input.env }
  const cwd = input.projectDir
  const options = { definitions, shorthands, nerfDarts, flatten, npmPath, execPath, platform, argv, env, cwd }
  try {
    const config = new Config({ ...options, warn: false })
    await config.load()
    return config
  } catch (error) {
    const message = error instanceof Error ? error.message : 'npm cannot read its configuration'
    throw problem('npm-config-broken', message, 'See `npm config list`; npm stops at this as well.')
  }
}

/**
 * npm's own flattening, for what a registry is asked with. Other settings are left out: some of npm's functions write to
 * `process.env`.
 */
function flatten(layer: object, flat: Record<string, unknown>): void {
  const settings: [string, unknown][] = Object.entries(layer)
  for (const [key, value] of settings) {
    if (key.startsWith('//') || (key.startsWith('@') && key.endsWith(':registry'))) flat[key] = value
    else if (transportKeys.has(key) || treeKeys.has(key)) npm.definitions[key]?.flatten?.(key, layer, flat)
  }
}

/** Adds what the project's .npmrc may say, between the user's settings and the environment as npm has it. */
async function addProject(config: Config, input: NpmConfigInput): Promise<Notice[]> {
  const file = resolve(input.projectDir, '.npmrc')
  // A project in the home folder: the same file, already read as the user's.
  if (input.projectNpmrc === 'from-disk' && file === config.get('userconfig')) return []
  const read =
    input.projectNpmrc === 'from-disk' ? await npmrcOfProject(file) : { text: input.projectNpmrc.text, notices: [] }
  const settings = read.text === '' ? [] : await settingsIn(read.text, config, input)
  const { kept, notices } = limitSettings(settings, input.projectDir)
  for (const { key, value } of kept) config.set(key, config.parseField(value, key), 'project')
  return [...read.notices, ...notices, ...invalid(config, ['project'])]
}

/** npm's reader reads files only, and one parser must read them all: the text goes through a file of our own. */
async function settingsIn(text: string, config: Config, input: NpmConfigInput): Promise<Setting[]> {
  const raw: object = await withTemporaryFile(text, async (file) => {
    const argv = ['node', 'npm', '--global', '--userconfig', file, '--globalconfig', devNull]
    const alone = await load({ ...input, env: {}, npmPath: devNull, argv })
    return alone.data.get('user')?.raw ?? {}
  })
  const entries: [string, unknown][] = Object.entries(raw)
  return entries.flatMap(([key, value]) => {
    const expanded = config.parseField(key, '')
    return typeof expanded === 'string' && isSettingValue(value) ? { key: expanded, value } : []
  })
}

/** What `[section]`s make of a file is no setting. A key without `=` is `true`. */
function isSettingValue(value: unknown): value is Setting['value'] {
  if (typeof value === 'boolean') return true
  return typeof value === 'string' || (Array.isArray(value) && value.every((one) => typeof one === 'string'))
}

/** Files that exist and cannot be read: npm goes on without them, silently. */
function unreadable(config: Config): Notice[] {
  return [...config.data.values()].flatMap(({ source, loadError }) =>
    loadError !== undefined && !isAbsent(loadError) ? { code: 'npmrc-unreadable', detail: source ?? '' } : [],
  )
}

/** Values of the wrong type: npm warns and goes on without them. */
function invalid(config: Config, layers: readonly Layer[]): Notice[] {
  return layers.flatMap((layer) => {
    const of = config.data.get(layer)
    if (of === undefined) return []
    const before = Object.keys(of.data)
    config.validate(layer)
    const after = new Set(Object.keys(of.data))
    const dropped = before.filter((key) => (transportKeys.has(key) || treeKeys.has(key)) && !after.has(key))
    return dropped.map((key) => ({ code: 'npmrc-invalid-value', detail: `${of.source ?? layer}: ${key}` }))
  })
}

function registryFlag(flag: string): string {
  const url = URL.canParse(flag) ? new URL(flag) : undefined
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return url.href
  const help = 'Give a URL such as https://registry.example.test/.'
  throw problem('invalid-registry', `--registry ${JSON.stringify(flag)} is not the URL of a registry`, help)
}

function sourceOf(config: Config, key: string): string {
  const layer = config.find(key)
  // npm's reader was told to leave the project out, and calls its layer so.
  if (layer === 'project') return "the project's .npmrc"
  return (layer === null ? undefined : config.data.get(layer)?.source) ?? layer ?? ''
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function isAbsent(error: Error): boolean {
  return 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}

function problem(code: string, message: string, help: string): Problem {
  return new Problem([{ code, message, help, place: nowhere }], 'Nothing was scanned.')
}
