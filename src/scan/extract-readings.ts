// What was read of single files, on disk: two releases of a package have most of their files in common, and the second one
// is read in no time. Only what took long is kept. Like facts, it lies in the user's own folder, and so it is trusted as
// facts are (`sources/fact-cache.ts`); what is cut off or foreign is read again.
import { hash } from 'node:crypto'
import { join } from 'node:path'
import type { FileReading } from '../code/reader.ts'
import { extractorVersion } from '../domain/release.ts'
import { isFileProblem, readCacheFile, writeCacheFile } from '../sources/cache-file.ts'
import { fits, type ShapeOf } from '../sources/fact-shape.ts'

/** `key` says which bytes were read, and how: see `Watch.remember`. */
export type Readings = {
  get: (key: string) => FileReading | undefined
  put: (key: string, reading: FileReading) => void
}

/** Bytes of one record; what honest files hold has some kilobytes. */
const maxBytes = 8 * 1024 * 1024

/** `cacheDir` is npm's cache folder. */
export function readingsFolder(cacheDir: string): string {
  return join(cacheDir, '_cordon', `readings-v${extractorVersion}`)
}

/** '' for nowhere. Nothing is read or written before it is asked for. */
export function openReadings(folder: string): Readings {
  if (folder === '') return { get: () => undefined, put: () => {} }
  const fileFor = (key: string) => {
    const name = hash('sha256', key, 'hex')
    return join(folder, name.slice(0, 2), `${name.slice(2)}.json`)
  }
  return {
    get: (key) => {
      const text = readCacheFile(fileFor(key), maxBytes)
      return text === undefined ? undefined : parsed(text, key)
    },
    put: (key, reading) => {
      const record: Record = { key, reading }
      const text = JSON.stringify(record)
      if (text.length > maxBytes) return
      try {
        writeCacheFile(fileFor(key), text)
      } catch (error) {
        // Where nothing can be kept the next release is read as slowly as this one; the facts say so when they are kept.
        if (!isFileProblem(error)) throw error
      }
    },
  }
}

type Record = { key: string; reading: FileReading }

function parsed(text: string, key: string): FileReading | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) && value.key === key ? value.reading : undefined
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Record {
  return fits(value, record)
}

const place = { line: 'number', column: 'number', excerpt: 'string' } as const
const taint = { source: 'string', subject: 'string', strength: 'string', steps: ['string'] } as const
const reached = { sink: 'string', subject: 'string', place, steps: ['string'] } as const

const record: ShapeOf<Record> = {
  key: 'string',
  reading: {
    code: {
      capabilities: [{ ...place, name: 'string', subject: 'string' }],
      arguments: [{ ...place, capability: 'string', kind: 'string', value: 'string' }],
      flows: [{ ...place, source: 'string', subject: 'string', sink: 'string', steps: ['string'] }],
      disguises: [{ ...place, kind: 'string', detail: 'string' }],
      indicators: [{ ...place, kind: 'string', value: 'string' }],
      unreadable: 'string',
      exports: [
        {
          name: 'string',
          gives: [taint],
          passes: [{ parameter: 'number', becomes: 'string' }],
          sends: [{ ...reached, parameter: 'number' }],
          relays: [{ parameter: 'number', call: 'number', argument: 'number' }],
          returns: [{ call: 'number' }],
          variables: ['number'],
          aliasOf: [{ module: 'string', name: 'string' }],
        },
      ],
      calls: [
        {
          module: 'string',
          name: 'string',
          place,
          given: [[taint]],
          reaches: [reached],
          takes: [{ argument: 'number', call: 'number' }],
        },
      ],
    },
    cleared: 'boolean',
    inputs: {
      loads: ['string'],
      reads: ['string'],
      readsMore: 'boolean',
      lines: ['string'],
      fields: ['string'],
      open: ['string'],
    },
  },
}
