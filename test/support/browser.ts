// A real Chromium for pages: the one of the system, driven without a network. Where there is none, tests that need it are
// skipped and say so.
import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'

const places = [
  process.env.CHROMIUM ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** '' where there is none. */
export const browserPath = places.find((path) => path !== '' && existsSync(path)) ?? ''

export const withoutBrowser = 'skipped: no Chromium found; install Debian\'s "chromium" or name one with CHROMIUM'

export type Look = { scheme: 'light' | 'dark'; width: number; height?: number }

/** Everything that a page asked for or complained about; a report on its own has neither. */
export type Seen = { page: Page; requests: string[]; complaints: string[] }

export async function startBrowser(): Promise<Browser> {
  // Without its own sandbox it also runs as root in a container; it opens nothing but files of these tests.
  return chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] })
}

/** Scripts are on: a page that has one would be caught by what it does. */
export async function openPage(browser: Browser, file: URL, { scheme, width, height = 900 }: Look): Promise<Seen> {
  const page = await browser.newPage({ colorScheme: scheme, viewport: { width, height }, offline: true })
  const [requests, complaints]: [string[], string[]] = [[], []]
  page.on('request', (request) => {
    if (request.url() !== file.href) requests.push(request.url())
  })
  page.on('console', (message) => complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.goto(file.href)
  return { page, requests, complaints }
}
