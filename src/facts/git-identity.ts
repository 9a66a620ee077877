// One spelling for the many ways to write a repository on a known git host, so that a shorthand and its long form are
// the same repository. Not for trust: only to keep quiet about what npm itself rewrites when it publishes.
import { specKind } from './spec-kind.ts'

const shortcutHosts: ReadonlyMap<string, string> = new Map([
  ['github', 'github.com'],
  ['gitlab', 'gitlab.com'],
  ['bitbucket', 'bitbucket.org'],
])

/** `host/owner/repository#commit`, '' for what is no git spec. */
export function gitIdentity(spec: string): string {
  if (specKind(spec) !== 'git') return ''
  const hash = spec.indexOf('#')
  const address = hash === -1 ? spec : spec.slice(0, hash)
  const commit = hash === -1 ? '' : spec.slice(hash)
  const { host, path } = placeOf(address)
  return `${host}/${path.endsWith('.git') ? path.slice(0, -4) : path}${commit}`
}

function placeOf(address: string): { host: string; path: string } {
  const colon = address.indexOf(':')
  const shortcut = shortcutHosts.get(address.slice(0, Math.max(0, colon)))
  if (shortcut !== undefined) return { host: shortcut, path: address.slice(colon + 1) }
  if (colon === -1) return { host: 'github.com', path: address }
  const url = address.includes('://') ? address : `ssh://${address.replace(':', '/')}`
  // `git+ssh://git@host:owner/repository` is no URL: its colon stands for a slash.
  const readable = URL.canParse(url) ? url : url.replace(/:(?!\/\/)/, '/')
  if (!URL.canParse(readable)) return { host: '', path: address }
  const { hostname, pathname } = new URL(readable)
  return { host: hostname, path: pathname.slice(1) }
}
