// Lockfile texts of the four versions with the same single package, for tests that only ask whether it is found.

export type LockedAs = {
  location?: string
  name?: string
  version?: string
  integrity?: string
  resolved?: string
}

/** Version 2 to 4. */
export function lockText(entry: LockedAs, lockfileVersion = 3): string {
  const { location = 'node_modules/alpha', ...fields } = entry
  const asked = location.slice('node_modules/'.length)
  const spec = fields.name === undefined ? '*' : `npm:${fields.name}@*`
  const root = { name: 'shop', dependencies: { [asked]: spec } }
  return text({ name: 'shop', lockfileVersion, requires: true, packages: { '': root, [location]: fields } })
}

/** Version 1, as npm 6 wrote it. */
export function oldLockText(name: string, fields: object): string {
  return text({ name: 'shop', lockfileVersion: 1, requires: true, dependencies: { [name]: fields } })
}

/** npm's record of a node_modules folder: no entry for the project. */
export function installedText(name: string, version: string): string {
  const packages = { [`node_modules/${name}`]: { version, integrity: '' } }
  return text({ name: 'shop', lockfileVersion: 3, requires: true, packages })
}

function text(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`
}
