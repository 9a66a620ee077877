// Where data comes from and where it must not go, as words: what the tables of sources and sinks are made of.
import type { Sink, Source } from '../../domain/code.ts'

/** `firm`: reaches every sink that its source is looked for at; `faint`: only where that cannot be everyday work. */
export type Strength = 'firm' | 'faint'
export type Origin = { source: Source; subject: string; strength: Strength }

export const origin = (source: Source, subject = '', strength: Strength = 'firm'): Origin => ({
  source,
  subject,
  strength,
})

/**
 * The pairs that are chains at all. A secret that is evaluated leaks nothing, and a file of one's own that is sent to
 * somebody is a client that says its version.
 */
const wanted: Readonly<Record<Source, Readonly<Record<Strength, readonly Sink[]>>>> = {
  secret: { firm: ['network', 'dns', 'execute', 'write', 'publish'], faint: ['network', 'dns', 'publish'] },
  environment: { firm: ['network', 'dns', 'execute', 'write'], faint: ['network', 'dns'] },
  system: { firm: ['network', 'dns', 'execute', 'publish'], faint: ['network', 'dns'] },
  decoded: {
    firm: ['network', 'dns', 'execute', 'evaluate', 'load', 'write', 'publish'],
    faint: ['execute', 'evaluate', 'load'],
  },
  decrypted: {
    firm: ['network', 'dns', 'execute', 'evaluate', 'load', 'write', 'publish'],
    faint: ['execute', 'evaluate', 'load'],
  },
  downloaded: {
    // Asking for what an answer names is what clients do.
    firm: ['execute', 'evaluate', 'load', 'write', 'publish'],
    faint: ['execute', 'evaluate', 'load'],
  },
  'own-data': { firm: ['execute', 'evaluate', 'load', 'write'], faint: ['execute', 'evaluate'] },
  clipboard: { firm: ['network', 'dns', 'execute', 'write', 'publish'], faint: ['network', 'dns'] },
  keyboard: { firm: ['network', 'dns', 'execute', 'write', 'publish'], faint: ['network', 'dns'] },
  // Libraries keep keys in files and sign with programs; that a key leaves the machine is what nobody wants.
  'key-material': { firm: ['network', 'dns'], faint: [] },
}

/** `place`: the kind of path that is written, '' for a plain one. Whoever copies own templates to a plain place is a scaffolder. */
export function isChain({ source, strength }: Origin, sink: Sink, place: string): boolean {
  if (source === 'own-data' && sink === 'write') return !['', 'own-package', 'temp'].includes(place)
  return wanted[source][strength].includes(sink)
}
