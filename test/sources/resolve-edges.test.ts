// npm's trees with our shorter walk and without it: the same edges, found in the same order, whatever comes and goes.
import { cpSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import Arborist from '@npmcli/arborist'
import { expect, test } from 'vitest'
import { reloadOnlyAskers } from '../../src/sources/resolve-edges.ts'
import { withOwnTemp } from '../support/own-temp.ts'

const fixtures = join(import.meta.dirname, '../fixtures/lockfiles')
const { Node } = Arborist
const key = Object.getOwnPropertySymbols(Node.prototype).find(({ description }) => description === '_reloadNamedEdges')

/** What arborist itself did for each step of its walk is in `steps`. */
async function shortened<T>(steps: { count: number }, isShort: boolean, work: () => Promise<T>): Promise<T> {
  if (key === undefined) throw new Error('this arborist walks in another way')
  const { prototype } = Node
  const { addEdgeOut, [key]: walk } = prototype
  prototype[key] = function (name, location) {
    steps.count++
    walk?.call(this, name, location)
  }
  if (isShort) reloadOnlyAskers(Node)
  try {
    return await work()
  } finally {
    prototype.addEdgeOut = addEdgeOut
    prototype[key] = walk
  }
}

/** After it was read, and after every package has been taken out once and put back. */
async function trees(path: string): Promise<unknown[]> {
  const { inventory } = await new Arborist({ path }).loadVirtual()
  const shape = () =>
    [...inventory.values()].map(({ location, edgesOut, edgesIn }) => [
      location,
      [...edgesOut.values()].map(({ name, to, error }) => [name, to?.location, error]),
      [...edgesIn].map(({ name, from }) => [name, from?.location]),
    ])
  const shapes = [shape()]
  for (const node of [...inventory.values()]) {
    const { parent } = node
    if (parent === null || parent === undefined) continue
    node.parent = null
    shapes.push(shape().slice(0, 40))
    node.parent = parent
  }
  return [...shapes, shape()]
}

test.each(readdirSync(fixtures))('%s', async (name) => {
  await withOwnTemp(async (folder) => {
    cpSync(join(fixtures, name), folder, { recursive: true })
    const steps = { long: { count: 0 }, short: { count: 0 } }
    const long = await shortened(steps.long, false, () => trees(folder))
    const short = await shortened(steps.short, true, () => trees(folder))
    expect(short).toEqual(long)
    expect(steps.long.count).toBeGreaterThan(0)
    expect(steps.short.count).toBeLessThanOrEqual(steps.long.count)
    if (steps.long.count > 20_000) expect(steps.short.count).toBeLessThan(steps.long.count / 5)
  })
})

test('an arborist without that walk stays as it is', () => {
  const prototype = { addEdgeOut: () => {} }
  const { addEdgeOut } = prototype
  reloadOnlyAskers({ prototype })
  expect(prototype.addEdgeOut).toBe(addEdgeOut)
})
