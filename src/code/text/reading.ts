// What is known while a script of another language is read: facts so far, and which variables and files carry something
// that came from elsewhere.
import type { Sink, Source } from '../../domain/code.ts'
import { createFindings, type Findings, toRecords } from '../capabilities/findings.ts'
import { kindsOfPath } from '../capabilities/places-of-paths.ts'
import type { FileCode } from '../file-code.ts'
import type { TextAt } from '../indicators/find.ts'
import { exactHosts, hostSuffixes } from '../map/hosts.ts'
import type { Deed } from '../map/meaning.ts'
import { createPlaces, type Places } from '../places.ts'

/** Where something came from, by the offset of the place that brought it. */
export type Origin = { source: Source; subject: string; at: number }
export type Carries = readonly Origin[]

export type Reading = {
  findings: Findings
  flow: (origin: Origin, sink: Sink, at: number) => void
  /** By name, without sigils and in lower case where the language does not care. */
  variables: Map<string, { text: string; carries: Carries }>
  files: Map<string, Carries>
  /** Texts that can name somebody. */
  texts: TextAt[]
  /** Programs for Node that stand inside the text. */
  javascript: string[]
  python: { text: string; at: number }[]
  /** Text that was only readable decoded, by offset. */
  encoded: number[]
  /** Commands and statements that may still be read. */
  left: number
}

const maxSteps = 20_000
const maxFlows = 500
const maxTexts = 5000
const maxFlowSteps = 12

type Flow = { origin: Origin; sink: Sink; at: number }

export function createReading(): { reading: Reading; finish: (source: string) => Parts } {
  const { findings, found } = createFindings()
  const flows = new Map<string, Flow>()
  const reading: Reading = {
    findings,
    flow: (origin, sink, at) => {
      const key = `${origin.source} ${origin.subject} ${sink}`
      if (!flows.has(key) && flows.size < maxFlows) flows.set(key, { origin, sink, at })
    },
    variables: new Map(),
    files: new Map(),
    texts: [],
    javascript: [],
    python: [],
    encoded: [],
    left: maxSteps,
  }
  const finish = (source: string) => {
    const places = createPlaces(source)
    return { ...toRecords(found, places), flows: toFlows(places, [...flows.values()]) }
  }
  return { reading, finish }
}

type Parts = Pick<FileCode, 'capabilities' | 'arguments' | 'flows'>

function toFlows(places: Places, flows: readonly Flow[]): FileCode['flows'] {
  return flows.map(({ origin, sink, at }) => {
    const steps = [`${places.lineOf(origin.at)} ${origin.source}`, `${places.lineOf(at)} ${sink}`]
    return {
      ...places.at(at),
      source: origin.source,
      subject: origin.subject,
      sink,
      steps: steps.slice(0, maxFlowSteps),
    }
  })
}

export function note(reading: Reading, text: string, at: number): void {
  if (reading.texts.length < maxTexts) reading.texts.push({ text, at })
}

/** What talking to a host says by itself. */
export function hostDeeds(host: string): readonly Deed[] {
  const exact = exactHosts.get(host)
  if (exact !== undefined) return [exact]
  return hostSuffixes.flatMap(([suffix, kind]) => (host === suffix || host.endsWith(`.${suffix}`) ? [kind] : []))
}

/** A file that is named: facts by the kind of its place, and what reading it would give. */
export function namePath(reading: Reading, path: string, at: number): Carries {
  const carries: Origin[] = []
  for (const { name, subject } of kindsOfPath(path)) {
    reading.findings.capability(name, subject, at)
    reading.findings.argument(name, 'path', path.replaceAll('\0', '*'), at)
    if (name === 'fs-credentials' || name === 'fs-wallets' || name === 'fs-browser') {
      carries.push({ source: 'secret', subject, at })
    }
  }
  return carries
}

const leaking: ReadonlySet<Source> = new Set(['secret', 'environment', 'system', 'clipboard', 'keyboard'])
const running: ReadonlySet<Source> = new Set(['downloaded', 'decoded', 'decrypted'])

/** Only what makes a chain: secrets that leave, and code that came from elsewhere and is run or kept. */
export function reach(reading: Reading, carries: Carries, sink: Sink, at: number): void {
  const wanted = sink === 'network' || sink === 'dns' ? leaking : running
  for (const origin of carries) if (wanted.has(origin.source)) reading.flow(origin, sink, at)
}
