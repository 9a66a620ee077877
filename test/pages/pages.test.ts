// Pages that a reader types along with: every file they show is written, every command they name is run by the
// command line, and what they print is what stands in the page (`vitest run test/pages -u` writes it there).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { stageProject } from '../../src/replay/stage.ts'
import { steady } from '../support/cli.ts'
import { runInProcess } from '../support/cli-in-process.ts'
import { stepsOf, withShown } from '../support/page.ts'
import { startRegistry } from '../support/registry.ts'
import { loadScenario } from '../support/scenario.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

test.for([['rules/README.md', 'first-rule.yml']] as const)('%s tells the truth', async ([page, file], { expect }) => {
  const scenario = loadScenario(fileURLToPath(new URL(file, import.meta.url)))
  await using registry = await startRegistry(scenario.registry)
  await using stage = await stageProject(scenario, registry.origin)
  const place = { cwd: stage.project, home: stage.home, registry: registry.origin, trust: registry.trust }
  const markdown = readFileSync(join(root, page), 'utf8')
  const shown: string[] = []
  for (const step of stepsOf(markdown)) {
    if (step.kind === 'file') {
      mkdirSync(dirname(join(stage.project, step.path)), { recursive: true })
      writeFileSync(join(stage.project, step.path), step.text)
      continue
    }
    const [program, ...args] = step.words
    expect(program, 'a page asks for nothing else').toBe('cordon')
    const asOf = timed.has(args[0] ?? '') || args[1] === 'backtest' ? ['--now', scenario.now] : []
    const run = await runInProcess([...args, ...asOf], place)
    const code = run.exitCode === 0 ? [] : [`[exit ${run.exitCode}]`]
    shown.push(steady([run.stdout.trimEnd(), run.stderr.trimEnd(), ...code].filter(Boolean).join('\n'), place))
  }
  expect(shown.length).toBeGreaterThan(5)
  await expect(withShown(markdown, shown)).toMatchFileSnapshot(join(root, page))
  expect(await stage.planted()).toEqual([])
})

/** Commands that depend on the day; the pages' stories have a clock of their own. */
const timed = new Set(['scan', 'explain', 'init', 'accept'])

test('a page is read as meant', () => {
  const page =
    '```yaml a/b.yml\nx: 1\n```\ntext\n```console\n$ cordon scan "a b"\npassed\n\n$ cordon x\n```\n```js\n1\n```\n'
  expect(stepsOf(page)).toEqual([
    { kind: 'file', path: 'a/b.yml', text: 'x: 1\n' },
    { kind: 'command', words: ['cordon', 'scan', 'a b'], shown: 'passed' },
    { kind: 'command', words: ['cordon', 'x'], shown: '' },
  ])
  expect(withShown(page, ['passed', 'y'])).toBe(page.replace('$ cordon x\n', '$ cordon x\ny\n'))
})
