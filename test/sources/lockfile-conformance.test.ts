// Holds the reader equal to npm's own on honest lockfiles that npm wrote. Arborist runs on our own fixtures only.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import Arborist from '@npmcli/arborist'
import { describe, expect, test } from 'vitest'
import type { LockedPackage, Lockfile } from '../../src/domain/locked.ts'
import { loadProjectFiles } from '../../src/sources/lockfile/project-files.ts'
import { readProjectLockfile } from '../../src/sources/lockfile/read.ts'

const fixtures = join(import.meta.dirname, '../fixtures/lockfiles')
const names = readdirSync(fixtures).sort()

type Compared = {
  name: string
  version: string
  integrity: string
  resolved: string
  link: boolean
  workspace: boolean
  bundled: boolean
  hasInstallScript: boolean
  dev: boolean
  optional: boolean
  peer: boolean
  patch: string
}

test('there are at least ten real lockfiles, of every version', () => {
  const versions = names.map((name) => ours(name).lockfileVersion)
  expect(names.length).toBeGreaterThanOrEqual(10)
  expect(new Set(versions)).toEqual(new Set([1, 2, 3, 4]))
})

describe.each(names)('%s', (name) => {
  test('has the same entries as npm reads', async () => {
    const lockfile = ours(name)
    expect(byLocation(lockfile)).toEqual(await npmEntries(name, lockfile.lockfileVersion))
  })

  test('believes no flag that npm does not find', async () => {
    const { inventory } = await npmInventory(name)
    const dev = [...inventory.values()].filter((node) => node.dev)
    const optional = [...inventory.values()].filter((node) => node.optional)
    const { packages } = ours(name)
    expect(locationsOf(dev)).toEqual(expect.arrayContaining(locationsOf(packages.filter((locked) => locked.dev))))
    expect(locationsOf(optional)).toEqual(
      expect.arrayContaining(locationsOf(packages.filter((locked) => locked.optional))),
    )
  })

  test('reaches the same entries from the project, in the same number of steps', async () => {
    const own = new Map(ours(name).packages.map((locked) => [locked.location, locked.path.length]))
    const steps = await npmSteps(name)
    for (const [location, length] of own) {
      // What nobody asks for has itself as its path.
      expect([location, length]).toEqual([location, steps.get(location) ?? 1])
    }
    expect(own.size).toBeGreaterThan(0)
  })
})

function locationsOf(all: Iterable<{ location: string }>): string[] {
  return [...all].map(({ location }) => location)
}

function ours(name: string): Lockfile {
  return readProjectLockfile(loadProjectFiles(join(fixtures, name)))
}

function byLocation(lockfile: Lockfile): Map<string, Compared> {
  const { packages, lockfileVersion } = lockfile
  return new Map(packages.map((locked) => [locked.location, compared(locked, lockfileVersion)]))
}

function compared(locked: LockedPackage, lockfileVersion: number): Compared {
  return {
    name: locked.name,
    version: locked.version,
    integrity: locked.integrity,
    resolved: locked.kind === 'link' ? '' : locked.resolved,
    link: locked.kind === 'link',
    workspace: locked.kind === 'workspace',
    bundled: locked.kind === 'bundled',
    hasInstallScript: locked.hasInstallScript === 'yes',
    // Version 1 does not say which asks of packages and workspaces are for development or optional: npm believes the
    // flags there, we do not.
    dev: lockfileVersion !== 1 && locked.dev,
    optional: lockfileVersion !== 1 && locked.optional,
    // npm does not read this flag from version 1, though it writes it.
    peer: lockfileVersion !== 1 && locked.peer,
    patch: locked.patch.integrity === '' ? '' : `${locked.patch.path} ${locked.patch.integrity}`,
  }
}

async function npmInventory(name: string) {
  const path = join(fixtures, name)
  const tree = await new Arborist({ path, ignoreScripts: true, offline: true }).loadVirtual()
  return { path, inventory: tree.inventory }
}

async function npmEntries(name: string, lockfileVersion: number): Promise<Map<string, Compared>> {
  const { path, inventory } = await npmInventory(name)
  const entries = new Map<string, Compared>()
  for (const node of inventory.values()) {
    if (node.isRoot) continue
    const own = node.isLink || !node.location.includes('node_modules/')
    entries.set(node.location, {
      // And names links by their folder there, not by their package.
      name: lockfileVersion === 1 && node.isLink ? node.name : (node.packageName ?? node.name),
      // In version 1 npm reads these from the folder's package.json or the tarball's name: the lockfile has no version.
      version: lockfileVersion === 1 && (own || isUrl(node)) ? '' : node.version,
      integrity: node.integrity ?? '',
      resolved: node.isLink || node.resolved === null ? '' : node.resolved.replace(`file:${path}/`, 'file:'),
      link: node.isLink,
      workspace: node.isWorkspace && !node.isLink,
      bundled: node.inDepBundle,
      hasInstallScript: node.hasInstallScript,
      dev: lockfileVersion !== 1 && node.dev,
      optional: lockfileVersion !== 1 && node.optional,
      peer: lockfileVersion !== 1 && node.peer,
      patch: node.patched === null ? '' : `${node.patched.path} ${node.patched.integrity}`,
    })
  }
  return entries
}

function isUrl(node: { resolved: string | null }): boolean {
  return (
    node.resolved?.startsWith('https://files.example.test/') === true || node.resolved?.startsWith('file:') === true
  )
}

/** Breadth first over npm's resolved edges; workspaces are part of the project, a link and its target are one step. */
async function npmSteps(name: string): Promise<Map<string, number>> {
  const { inventory } = await npmInventory(name)
  const nodes = [...inventory.values()]
  const steps = new Map<string, number>()
  let level = nodes.filter((node) => node.isRoot || node.isWorkspace).map((node) => node.target)
  for (const node of nodes) if (node.isWorkspace) steps.set(node.location, 1).set(node.target.location, 1)
  for (let depth = 1; level.length > 0; depth++) {
    const next = new Set<(typeof nodes)[number]>()
    for (const node of level) {
      for (const { to } of node.edgesOut.values()) {
        if (to === null) continue
        for (const one of [to, to.target]) if (!steps.has(one.location) && !one.isRoot) next.add(one)
      }
    }
    for (const one of next) steps.set(one.location, depth)
    level = [...next].filter((one) => !one.isLink)
  }
  return steps
}
