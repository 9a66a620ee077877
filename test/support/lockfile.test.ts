// npm's own tree, read from the lockfiles that scenarios get: nothing missing, nothing out of range.
import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { stageProject } from '../../src/replay/stage.ts'
import { npmTree } from './arborist.ts'
import { loadScenario } from './scenario.ts'

const scenarios = fileURLToPath(new URL('../scenarios/', import.meta.url))
const honest = globSync(['axios-2026-03/*.yml', 'honest/*.yml', 'robustness/*.yml', 'hostile/install-scripts.yml'], {
  cwd: scenarios,
}).filter((path) => !path.endsWith('registry.yml'))

describe('lockfiles of scenarios', () => {
  test.each(honest)('%s is a whole tree for npm', async (path) => {
    await using stage = await stageProject(loadScenario(`${scenarios}${path}`), 'http://127.0.0.1:1')
    const nodes = await npmTree(stage.project)
    const broken = nodes.flatMap((node) =>
      [...node.edgesOut.values()]
        .filter((edge) => edge.error !== null)
        .map((edge) => `${node.location} needs ${edge.name}@${edge.spec}: ${edge.error}`),
    )
    expect(broken).toEqual([])
    expect(nodes.length).toBeGreaterThan(1)
    expect(nodes.filter((node) => node.extraneous).map((node) => node.location)).toEqual([])
  })
})
