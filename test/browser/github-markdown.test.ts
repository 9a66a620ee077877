// The comment and the job summary of a pull request as a person sees them, in a real Chromium: the verdict is on the first
// screen, nothing is wider than its column, nothing is fetched and nothing runs.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pullRequest } from '../action/events.ts'
import { axiosPull, honestPull, scenarios, youngPull } from '../action/projects.ts'
import { laterMoment, type Stage, setStage } from '../action/stage.ts'
import { browserPath, openPage, startBrowser, withoutBrowser } from '../support/browser.ts'
import { githubPage } from '../support/github-page.ts'

/** Name a folder to look at the pictures. */
const pictures = process.env.CORDON_TEST_PICTURES ?? ''

const reason = browserPath === '' ? ` (${withoutBrowser})` : ''

describe.skipIf(browserPath === '')(`what the action writes, in Chromium${reason}`, () => {
  let browser: Browser
  let stage: Stage
  let folder = ''
  const texts = new Map<string, string>()

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cordon-markdown-'))
    const [started, set] = await Promise.all([startBrowser(), setStage(scenarios)])
    browser = started
    stage = set
    // Blocked, waiting and passed in one repository, and a change of what decides.
    const base = {
      ...axiosPull(stage).base,
      ...youngPull(stage, 'apps/web/').base,
      ...honestPull(stage, 'tools/').base,
    }
    const head = {
      ...axiosPull(stage).head,
      ...youngPull(stage, 'apps/web/').head,
      ...honestPull(stage, 'tools/').head,
    }
    const pull = await stage.pull(base, { ...head, 'cordon.yml': 'minAge: 0h\n', '.npmrc': 'ignore-scripts=true\n' })
    const run = await stage.run(pullRequest(pull), { now: laterMoment })
    texts.set('summary', run.summary)
    texts.set('comment', stage.github.state.pulls.get(pull.number)?.comments[0]?.body ?? '')
    stage.assertForeseen()
  })
  afterAll(async () => {
    await Promise.all([browser?.close(), stage?.close()])
    rmSync(folder, { recursive: true, force: true })
  })

  const looks = [
    ['comment', 'light', 840],
    ['comment', 'dark', 390],
    ['summary', 'light', 1280],
  ] as const

  test.each(looks)('%s, %s, %i pixels wide', async (name, scheme, width) => {
    const file = join(folder, `${name}-${width}.html`)
    writeFileSync(file, githubPage(texts.get(name) ?? ''))
    const { page, requests, complaints } = await openPage(browser, pathToFileURL(file), { scheme, width })
    if (pictures !== '') await page.screenshot({ path: join(pictures, `${name}-${width}.png`), fullPage: true })
    expect([requests, complaints]).toEqual([[], []])
    const tags = await page.locator('main *').evaluateAll((all) => [...new Set(all.map(({ tagName }) => tagName))])
    expect(tags.filter((tag) => !ours.includes(tag))).toEqual([])
    // What is wider than the screen scrolls by itself and moves nothing else.
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    const shown = await page.locator('main').innerText()
    expect(shown.slice(0, 200)).toContain('blocked')
    const verdict = await page.getByText('plain-crypto-js').first().boundingBox()
    expect(verdict?.y).toBeLessThan(900)
    // Long parts wait behind a click.
    expect(await page.locator('details[open]').count()).toBe(0)
    expect(await page.evaluate('document.documentElement.scrollHeight')).toBeLessThan(width < 500 ? 6000 : 4000)
    await page.evaluate('document.querySelectorAll("details").forEach((one) => { one.open = true })')
    if (pictures !== '') await page.screenshot({ path: join(pictures, `${name}-${width}-open.png`), fullPage: true })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    await page.close()
  })
})

const ours = [
  ...['H3', 'H4', 'P', 'UL', 'LI', 'CODE', 'PRE', 'STRONG', 'DETAILS', 'SUMMARY', 'SUB', 'DEL'],
  ...['TABLE', 'THEAD', 'TBODY', 'TR', 'TH', 'TD'],
]
