// Which names npm takes for packages (validate-npm-package-name's `validForOldPackages`): what it refuses cannot be
// installed, so a lock entry with such a name was not written by npm.

/** What `encodeURIComponent` leaves as it is. */
const urlSafe = /^[A-Za-z0-9\-_.!~*'()]+$/

export function isPackageName(name: string): boolean {
  if (name.startsWith('.') || name.startsWith('-') || name.startsWith('_')) return false
  const lower = name.toLowerCase()
  if (lower === 'node_modules' || lower === 'favicon.ico') return false
  if (!name.startsWith('@')) return urlSafe.test(name)
  const [scope, bare, ...more] = name.slice(1).split('/')
  if (scope === undefined || bare === undefined || more.length > 0) return false
  // `@a/node_modules` would make a location ambiguous; npm itself would lose its way in it.
  return urlSafe.test(scope) && urlSafe.test(bare) && !bare.startsWith('.') && bare.toLowerCase() !== 'node_modules'
}
