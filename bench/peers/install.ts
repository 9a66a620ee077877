// Brings the peers here: packages of their own lockfile, which no part of the product knows, installed only when somebody
// measures. Nothing that they bring is run by the installing.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const peersFolder = fileURLToPath(new URL('./', import.meta.url))
const lockfile = new URL('./package-lock.json', import.meta.url)
const stamp = new URL('./node_modules/.installed-from', import.meta.url)

/** What the lockfile says now; results of a peer are kept under it. */
export function peersDigest(): string {
  return createHash('sha256').update(readFileSync(lockfile)).digest('hex')
}

/** The exact version of a peer, as it is pinned. */
export function peerVersion(name: string): string {
  const { packages } = JSON.parse(readFileSync(lockfile, 'utf8'))
  const version: unknown = packages[`node_modules/${name}`]?.version
  if (typeof version !== 'string') throw new Error(`bench/peers/package-lock.json does not hold ${name}`)
  return version
}

let isUnderWay: Promise<void> | undefined

/** Installs exactly what the lockfile names, once for each lockfile. Throws where the registry does not give it. */
export function peersInstalled(): Promise<void> {
  isUnderWay ??= install()
  return isUnderWay
}

async function install(): Promise<void> {
  const digest = peersDigest()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--no-update-notifier']
  const { code, said } = await run(npm, args)
  if (code !== 0) {
    throw new Error(
      `the peers could not be installed (npm ci in bench/peers: exit ${code}). They come from the npm registry.\n${said}`,
    )
  }
  writeFileSync(stamp, digest)
}

function run(program: string, args: readonly string[]): Promise<{ code: number; said: string }> {
  const shell = process.platform === 'win32'
  const child = spawn(program, args, { cwd: peersFolder, shell, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  const listen = (text: string) => {
    said += text
  }
  child.stdout.setEncoding('utf8').on('data', listen)
  child.stderr.setEncoding('utf8').on('data', listen)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? -1, said: said.slice(-2000) }))
  })
}
