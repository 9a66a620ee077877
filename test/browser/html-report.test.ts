// The HTML report in a real Chromium: it asks for nothing, complains of nothing, is led through by the keyboard, and shows what
// it has to in both colour schemes.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { registryPlan } from '../../src/replay/plan.ts'
import { stageProject, type WrittenProject } from '../../src/replay/stage.ts'
import type { WrittenPackage } from '../../src/replay/written.ts'
import { renderHtml } from '../../src/report/html.ts'
import { aPackage, aReport } from '../report/builders.ts'
import { browserPath, openPage, startBrowser, withoutBrowser } from '../support/browser.ts'
import { runInProcess } from '../support/cli-in-process.ts'
import { startRegistry } from '../support/registry.ts'
import { loadScenario, type ScenarioPlan } from '../support/scenario.ts'

const scenarios = fileURLToPath(new URL('../scenarios/axios-2026-03/', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'cordon-html-'))
const pages = new Map<string, URL>()
const looks = [
  { scheme: 'light', width: 1280 },
  { scheme: 'dark', width: 1280 },
  { scheme: 'light', width: 390 },
] as const

async function scanned(name: string, scenario: string, exitCode: number): Promise<void> {
  const loaded = loadScenario(join(scenarios, scenario))
  await scannedPlan(name, loaded, loaded.registry, loaded.now, exitCode)
}

async function scannedPlan(name: string, written: WrittenProject, plan: ScenarioPlan, now: string, exitCode: number) {
  await using registry = await startRegistry(plan)
  await using stage = await stageProject(written, registry.origin)
  const file = join(folder, `${name}.html`)
  const place = { cwd: stage.project, home: stage.home, registry: registry.origin, trust: registry.trust, env: {} }
  const run = await runInProcess(['scan', '--format', 'html', '--output', file, '--now', now], place)
  expect(run.exitCode, run.stderr).toBe(exitCode)
  pages.set(name, pathToFileURL(file))
}

/** A project of 1,500 packages, forty of them updates that somebody should look at, scanned like any other. */
async function large(): Promise<void> {
  const names = Array.from({ length: 1500 }, (_, index) => `package-${index}`)
  const isUpdated = (index: number) => index % 38 === 0
  const packages = names.map((name, index): [string, WrittenPackage] => {
    const files = { 'package.json': { main: 'index.js' }, 'index.js': `exports.number = ${index}\n` }
    const update = { 'package.json': { scripts: { postinstall: 'node build.js' } }, 'build.js': 'console.log(1)\n' }
    const first = { published: '2025-01-01T00:00:00Z', files }
    const second = { published: '2026-01-01T00:00:00Z', extends: '1.0.0', files: update }
    return [name, { versions: { '1.0.0': first, ...(isUpdated(index) && { '1.1.0': second }) } }]
  })
  const tree = names.map((name, index) => [`node_modules/${name}`, `${name}@1.${isUpdated(index) ? 1 : 0}.0`])
  const now = '2026-03-31T00:22:00Z'
  const plan = registryPlan({ packages: Object.fromEntries(packages) }, Date.parse(now), 'large')
  const dependencies = Object.fromEntries(names.map((name) => [name, '*']))
  const written = {
    file: 'large',
    packages: plan.packages,
    project: { 'package.json': { name: 'shop', version: '1.0.0', dependencies } },
    lock: { tree: Object.fromEntries(tree) },
    baseLock: undefined,
  }
  await scannedPlan('large', written, { ...plan, ownKeys: false, faults: [] }, now, 0)
}

function pageOf(name: string): URL {
  const page = pages.get(name)
  if (page === undefined) throw new Error(`no page ${name}`)
  return page
}

const reason = browserPath === '' ? ` (${withoutBrowser})` : ''

describe.skipIf(browserPath === '')(`the HTML report in Chromium${reason}`, () => {
  let browser: Awaited<ReturnType<typeof startBrowser>>
  beforeAll(async () => {
    browser = await startBrowser()
    await scanned('axios', 'bad-1.14.1.yml', 1)
    await scanned('green', 'good-1.14.0.yml', 0)
    await large()
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const cases = ['axios', 'green', 'large'].flatMap((name) => looks.map((look) => ({ name, look })))
  test.for(cases)('$name at $look.width, $look.scheme: quiet and within its width', async ({ name, look }) => {
    const { page, requests, complaints } = await openPage(browser, pageOf(name), look)
    expect({ requests, complaints }).toEqual({ requests: [], complaints: [] })
    const [wide, back] = await page.evaluate<[boolean, string]>(
      `[document.documentElement.scrollWidth > document.documentElement.clientWidth,
        getComputedStyle(document.body).backgroundColor]`,
    )
    expect(wide).toBe(false)
    expect(back).toBe(look.scheme === 'dark' ? 'rgb(13, 17, 23)' : 'rgb(255, 255, 255)')
    if (process.env.CORDON_SCREENSHOTS !== undefined) {
      const path = join(process.env.CORDON_SCREENSHOTS, `${name}-${look.scheme}-${look.width}.png`)
      await page.screenshot({ path, fullPage: name !== 'large' })
    }
    await page.close()
  })

  test('the keyboard leads to the first finding, and every fold opens with it', async () => {
    const { page } = await openPage(browser, pageOf('axios'), looks[0])
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement?.textContent')).toBe('To the first finding')
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement?.id')).toBe('finding-1')
    const folds = page.locator('details:not([open]) > summary')
    const closed = await folds.count()
    expect(closed).toBeGreaterThan(0)
    for (let left = closed; left > 0; left--) {
      await folds.first().focus()
      await page.keyboard.press('Enter')
    }
    expect(await folds.count()).toBe(0)
    await page.close()
  })

  test('what has to be seen is there: verdict, way, picture, tables and the marked line', async () => {
    const { page } = await openPage(browser, pageOf('axios'), looks[0])
    expect(await page.title()).toBe('cordon: blocked, 2 of 13 packages (11 passed)')
    expect(await page.locator('h2').allTextContents()).toEqual([
      'axios@1.14.1 is blocked',
      'plain-crypto-js@4.2.1 is blocked',
      'What this run relied on',
    ])
    expect(await page.locator('#package-2 .path li').allTextContents()).toEqual([
      'project',
      'axios@1.14.1',
      'plain-crypto-js@4.2.1',
    ])
    expect(await page.locator('#package-1 svg circle.ring').count()).toBe(2)
    expect(await page.locator('#package-1 svg text').allTextContents()).toContain('jasonsaayman')
    const marked = page.locator('#package-1 tr.marked td.after')
    expect(await marked.first().textContent()).toContain('"plain-crypto-js": "^4.2.1"')
    expect(await marked.first().isVisible()).toBe(true)
    await page.close()
  })

  test('a policy without scripts holds: what a page would run does not run', async () => {
    const file = join(folder, 'planted.html')
    const report = aReport([aPackage()])
    const page = renderHtml(report, { now: 0, all: false, code: new Map() })
    const planted = page.replace(
      '</main>',
      '<img src="https://example.test/x"><script>document.title="ran"</script></main>',
    )
    expect(planted).not.toBe(page)
    writeFileSync(file, planted)
    const seen = await openPage(browser, pathToFileURL(file), looks[0])
    expect(await seen.page.title()).not.toBe('ran')
    expect(seen.complaints.length).toBeGreaterThan(0)
    await seen.page.close()
  })

  test('on paper nothing is folded away', async () => {
    const { page } = await openPage(browser, pageOf('axios'), looks[0])
    await page.emulateMedia({ media: 'print' })
    const pdf = await page.pdf()
    expect(pdf.length).toBeGreaterThan(10_000)
    expect(await page.locator('nav').isVisible()).toBe(false)
    await page.close()
  })
})
