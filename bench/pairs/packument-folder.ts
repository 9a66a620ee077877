// A folder of packuments as a registry that has nothing else: `name.json`, `@scope/name.json`.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { emptyContents } from '../../src/domain/comparison.ts'
import { type Contents, type History, installEvents, type PublishedVersion } from '../../src/domain/release.ts'
import type { ContentsSource } from '../../src/scan/contents.ts'
import type { Histories } from '../../src/scan/histories.ts'
import { toHistory } from '../../src/sources/packument.ts'

const host = 'registry.example.test'

export function readPackuments(folder: string): Map<string, History> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'))
  const read = files.toSorted().flatMap((file) => {
    const name = file.slice(0, -'.json'.length).replaceAll('\\', '/')
    const text = readFileSync(join(folder, file), 'utf8')
    const history = toHistory(text, name, host, Number.POSITIVE_INFINITY, allVersions)
    return history.ok ? [[name, history.value] as const] : []
  })
  return new Map(read)
}

/** Contents come from the registry's manifests: scripts and dependencies, no files. */
export function inFolder(packuments: ReadonlyMap<string, History>): {
  histories: Histories
  contents: ContentsSource
  registryFor: (name: string) => string
} {
  return {
    histories: {
      of: async (name) => {
        const value = packuments.get(name)
        if (value !== undefined) return { ok: true, value }
        return { ok: false, why: { code: 'offline', detail: `${name} is not in the folder` } }
      },
    },
    contents: {
      of: async ({ name, version, integrity }) => {
        const published = packuments.get(name)?.versions.find((one) => one.version === version)
        if (published === undefined)
          return { ok: false, why: { code: 'offline', detail: `${name} is not in the folder` } }
        return { ok: true, value: { integrity, unpackedBytes: 0, own: contentsOf(published), bundled: [] } }
      },
      together: async () => ({ ok: false, why: { code: 'offline', detail: 'there are no tarballs' } }),
    },
    registryFor: () => `https://${host}/`,
  }
}

function allVersions(history: History): ReadonlySet<string> {
  return new Set(history.versions.map(({ version }) => version))
}

function contentsOf({ manifest }: PublishedVersion): Contents {
  const scripts = manifest.scripts
    .filter(({ name }) => installEvents.some((event) => event === name))
    .map(({ name, body, line }) => ({ name, body, implicit: false, reaches: [], line }))
  return { ...emptyContents, manifest, scripts }
}
