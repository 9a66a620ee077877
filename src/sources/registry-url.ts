// Which registry npm asks, and under which URL. Pure text; names and URLs come from lockfiles and registries and may be
// anything.
import type { FetchOptions } from './npm-config.ts'

/** As npm-registry-fetch picks it; '' where the configuration names none. */
export function registryFor(name: string, options: FetchOptions): string {
  const scope = name.startsWith('@') ? name.slice(0, Math.max(0, name.indexOf('/'))) : ''
  const defaultScope = textOption(options, 'scope')
  const candidates = [
    scope === '' ? '' : textOption(options, `${scope}:registry`),
    defaultScope === '' ? '' : textOption(options, `@${defaultScope.replace('@', '')}:registry`),
    textOption(options, 'registry'),
  ]
  return candidates.find((registry) => registry !== '') ?? ''
}

/** A text among npm's options, '' for anything else. Own properties only: some keys are made of names. */
export function textOption(options: FetchOptions, key: string): string {
  const value = Object.hasOwn(options, key) ? options[key] : undefined
  return typeof value === 'string' ? value : ''
}

/**
 * Where a full packument is; undefined for what cannot be a package name. One name is one path segment (two for a
 * scope, joined by `%2f` as npm does), so that no name reaches another endpoint of the registry.
 */
export function packumentUrl(registry: string, name: string): string | undefined {
  const parts = name.startsWith('@') ? name.slice(1).split('/') : [name]
  const fits = parts.length === (name.startsWith('@') ? 2 : 1) && parts.every(isNamePart)
  if (!fits || !isHttpUrl(registry)) return undefined
  const path = parts.map(encodeURIComponent).join('%2f')
  return `${registry.endsWith('/') ? registry : `${registry}/`}${name.startsWith('@') ? '@' : ''}${path}`
}

/**
 * A path of a packument on the registry's own host and below its own folder; undefined where there is no registry. The
 * packument of a mirror may still name the paths of the registry behind it.
 */
export function urlOnRegistry(registry: string, path: string): string | undefined {
  // Without its slash a path would lengthen the host: `@evil.test`, `.evil.test`, `:8080`.
  if (!isHttpUrl(registry) || !path.startsWith('/')) return undefined
  const { origin, pathname } = new URL(registry)
  const folder = withoutSlash(pathname)
  // Joined and not resolved: a path that begins with two slashes would name another host.
  return `${origin}${isBelow(path, folder) ? '' : folder}${path}`
}

/** npm's names have no leading dot and no slash, not even an encoded one; the longest have 214 characters. */
function isNamePart(part: string): boolean {
  return part !== '' && part.length <= 214 && !part.startsWith('.') && !/[/\\]/.test(part) && part.isWellFormed()
}

export function isHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol } = new URL(text)
  return protocol === 'https:' || protocol === 'http:'
}

/** The default registry and npm's `replace-registry-host`: `never`, `always`, a host, or a URL. */
export type Replacement = { registry: string; replaceRegistryHost: string }

/** What npm's options say of it. */
export function replacementOf(options: FetchOptions): Replacement {
  const replaceRegistryHost = textOption(options, 'replaceRegistryHost') || 'never'
  return { registry: textOption(options, 'registry'), replaceRegistryHost }
}

/**
 * The URL of a lockfile with its host replaced by the configured registry's, as npm does when it installs (arborist's
 * `#registryResolved`). The text itself where nothing is to be replaced.
 */
export function replacedHost(resolved: string, { registry, replaceRegistryHost }: Replacement): string {
  if (replaceRegistryHost === 'never' || !isHttpUrl(resolved) || !isHttpUrl(registry)) return resolved
  const url = new URL(resolved)
  const target = new URL(registry)
  const from = URL.canParse(replaceRegistryHost) ? new URL(replaceRegistryHost) : undefined
  const fromHost = from?.hostname ?? replaceRegistryHost
  const fromPath = withoutSlash(from?.pathname ?? '')
  const fits = replaceRegistryHost === 'always' || fromHost === url.hostname
  if (!fits || !isBelow(url.pathname, fromPath)) return resolved
  const targetPath = withoutSlash(target.pathname)
  url.protocol = target.protocol
  url.hostname = target.hostname
  url.port = target.port
  if (fromPath !== '') url.pathname = targetPath + url.pathname.slice(fromPath.length)
  else if (!isBelow(url.pathname, targetPath)) url.pathname = targetPath + url.pathname
  return url.href
}

function isBelow(path: string, prefix: string): boolean {
  return prefix === '' || path === prefix || path.startsWith(`${prefix}/`)
}

function withoutSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path
}
