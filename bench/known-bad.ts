// How long 250,000 records of known-bad releases take: to be indexed once, and then to be loaded and held against a tree of
// 1,500 releases. Run by hand (`npm run -s bench:known-bad`): it prints milliseconds and judges nothing.
import { execFileSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { namesRelease } from '../src/domain/known-bad.ts'
import { openRecords } from '../src/sources/known-bad/open.ts'
import { zipOf } from '../test/support/zip.ts'

const count = 250_000
const treeSize = 1500
const now = Date.parse('2026-11-22T00:00:00Z')
const folder = process.argv.includes('--open') ? '' : mkdtempSync(join(tmpdir(), 'cordon-bench-'))

/** Some 2 kB, as the public records of malicious packages are. */
function recordOf(index: number): string {
  const moment = new Date(now - index * 60_000).toISOString()
  const text = `This package was found to send what it finds on the machine to a server. Campaign ${index % 977}. `
  return JSON.stringify({
    schema_version: '1.7.0',
    id: `MAL-2026-${index}`,
    summary: `Malicious code in bad-${index % 240_000} (npm)`,
    details: text.repeat(14),
    modified: moment,
    published: moment,
    affected: [
      {
        package: { ecosystem: 'npm', name: `bad-${index % 240_000}` },
        ranges: index % 3 === 0 ? [{ type: 'SEMVER', events: [{ introduced: '0' }] }] : [],
        versions: ['1.0.0', '1.0.1', `${index % 90}.2.3`],
        database_specific: { 'malicious-packages-origins': [{ sha256: 'a'.repeat(64), source: 'example' }] },
      },
    ],
  })
}

function* files() {
  for (let index = 0; index < count; index++) yield { name: `MAL-2026-${index}.json`, text: recordOf(index) }
}

function writeSources(withFolder: boolean): Readonly<Record<string, string>> {
  const zip = join(folder, 'all.zip')
  const lines = join(folder, 'all.jsonl')
  const records = join(folder, 'records')
  writeFileSync(zip, zipOf(files().map(({ name, text }) => ({ name, bytes: Buffer.from(text) }))))
  const file = openSync(lines, 'w')
  for (const { text } of files()) writeSync(file, `${text}\n`)
  closeSync(file)
  if (!withFolder) return { zip, lines }
  for (let below = 0; below < 1000; below++) mkdirSync(join(records, `${below}`), { recursive: true })
  let written = 0
  for (const { name, text } of files()) writeFileSync(join(records, `${written++ % 1000}`, name), text)
  return { zip, lines, folder: records }
}

const tree = Array.from({ length: treeSize }, (_, index) => ({
  name: index % 500 === 0 ? `bad-${index}` : `good-${index}`,
  version: '1.0.1',
}))

type Times = { open: number; match: number; met: number; megabytes: number }

async function openOnce(path: string, cacheDir: string): Promise<Times> {
  const start = performance.now()
  const opened = await openRecords({ path, shown: path, cacheDir, now, pause: () => nextTurn() })
  if (!opened.ok) throw new Error(`${opened.code}: it ${opened.why}`)
  const open = performance.now() - start
  const met = tree.flatMap(({ name, version }) =>
    opened.known.releases(name).filter((release) => namesRelease(release, version)),
  ).length
  const match = performance.now() - start - open
  return { open, match, met, megabytes: mostMemory() }
}

/** Linux counts what the process was started from as well, except here. */
function mostMemory(): number {
  const status = '/proc/self/status'
  const [, kilobytes] = existsSync(status) ? (/VmHWM:\s+(\d+)/.exec(readFileSync(status, 'utf8')) ?? []) : []
  return Number(kilobytes ?? process.resourceUsage().maxRSS) / 1000
}

/** In a process of its own, as a scan would: nothing is warm, and its memory is its own. */
function openElsewhere(path: string): Times {
  const args = [fileURLToPath(import.meta.url), '--open', path, folder]
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }))
}

const whole = (value: number) => value.toFixed(0).padStart(5)

function print(kind: string, path: string): void {
  const first = openElsewhere(path)
  const rounds = [openElsewhere(path), openElsewhere(path), openElsewhere(path)]
  const [best = first] = rounds.toSorted((a, b) => a.open - b.open)
  const size = kind === 'folder' ? '' : `, ${Math.round(statSync(path).size / 1_000_000)} MB`
  const then = `then load ${whole(best.open)} ms, match ${whole(best.match)} ms, ${whole(best.megabytes)} MB`
  console.log(
    `${(kind + size).padEnd(14)} first ${whole(first.open)} ms, ${whole(first.megabytes)} MB   ${then}   met ${best.met}`,
  )
}

const [flag = '', path = '', cacheDir = ''] = process.argv.slice(2)
if (flag === '--open') console.log(JSON.stringify(await openOnce(path, cacheDir)))
else {
  try {
    console.log(`${count} records, held against ${treeSize} releases`)
    for (const [kind, where] of Object.entries(writeSources(flag === '--folder'))) print(kind, where)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
