import { Buffer } from 'node:buffer'
import { gunzipSync } from 'node:zlib'
import { Parser } from 'tar'
import { describe, expect, test } from 'vitest'
import { packageTarball, rawTarball, type Tarball } from '../../src/replay/package-tarball.ts'

type Seen = { path: string; type: string; linkpath: string; body: string }

/** The entries as npm's own parser sees them, and what it complained about. */
async function seenByTar(tarball: Tarball): Promise<{ entries: Seen[]; warnings: string[] }> {
  const entries: Seen[] = []
  const warnings: string[] = []
  const parser = new Parser({ onwarn: (code) => warnings.push(code) })
  parser.on('entry', (entry) => {
    const chunks: Buffer[] = []
    entry.on('data', (chunk: Uint8Array) => chunks.push(Buffer.from(chunk)))
    entry.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      entries.push({ path: entry.path, type: entry.type, linkpath: entry.linkpath ?? '', body })
    })
  })
  await new Promise<void>((resolve) => {
    parser.on('end', resolve)
    parser.end(tarball.bytes)
  })
  return { entries, warnings }
}

describe('packageTarball', () => {
  test('npm’s parser reads the tree that was written, without a warning', async () => {
    const long = `lib/${'deep/'.repeat(30)}end.js`
    const tarball = packageTarball({ 'package.json': { name: 'tiny', version: '1.0.0' }, [long]: 'x\n', 'é.md': 'ü' })
    const { entries, warnings } = await seenByTar(tarball)
    expect(warnings).toEqual([])
    expect(entries.map((entry) => entry.path)).toEqual(['package/package.json', `package/${long}`, 'package/é.md'])
    expect(entries[0]?.body).toBe('{\n  "name": "tiny",\n  "version": "1.0.0"\n}\n')
    expect(entries[2]?.body).toBe('ü')
    expect(tarball.fileCount).toBe(3)
    expect(tarball.unpackedBytes).toBe(43 + 2 + 2)
  })

  test('equal trees give equal bytes; one changed character gives others', () => {
    const tree = { 'package.json': { name: 'tiny' }, 'a.js': 'a' }
    expect(packageTarball(tree).integrity).toBe(packageTarball({ ...tree }).integrity)
    expect(packageTarball(tree).integrity).not.toBe(packageTarball({ ...tree, 'a.js': 'b' }).integrity)
    expect(packageTarball(tree).shasum).toMatch(/^[0-9a-f]{40}$/)
  })
})

describe('rawTarball', () => {
  test('keeps hostile entries exactly as they were asked for', async () => {
    const { entries, warnings } = await seenByTar(
      rawTarball([
        { path: 'package/a.js', body: 'first' },
        { path: 'package/a.js', body: 'second' },
        { path: 'package/../../up.js', body: 'up' },
        { path: '/abs.js', body: 'abs' },
        { path: 'package/soft', type: 'symlink', linkpath: '/outside' },
        { path: 'package/hard', type: 'hardlink', linkpath: 'package/a.js' },
        { path: 'package/pipe', type: 'fifo' },
        { path: 'package/A.js', body: 'case' },
      ]),
    )
    expect(warnings).toEqual([])
    expect(entries.map((entry) => [entry.path, entry.type, entry.linkpath || entry.body])).toEqual([
      ['package/a.js', 'File', 'first'],
      ['package/a.js', 'File', 'second'],
      ['package/../../up.js', 'File', 'up'],
      ['/abs.js', 'File', 'abs'],
      ['package/soft', 'SymbolicLink', '/outside'],
      ['package/hard', 'Link', 'package/a.js'],
      ['package/pipe', 'FIFO', ''],
      ['package/A.js', 'File', 'case'],
    ])
  })

  test('a bad checksum and a lying size are what they claim', async () => {
    const broken = await seenByTar(rawTarball([{ path: 'package/a.js', body: 'a', badChecksum: true }]))
    expect(broken.warnings).toContain('TAR_ENTRY_INVALID')
    const lying = rawTarball([{ path: 'package/a.js', body: 'a', claimedSize: 0o7777 }])
    expect(gunzipSync(lying.bytes).subarray(124, 135).toString()).toBe('00000007777')
  })
})
