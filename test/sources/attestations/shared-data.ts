// Reads the real attestations beside this project, with what each is about and the verdict that is right.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { member, text } from '../../../src/sources/json-value.ts'

export const shared = fileURLToPath(new URL('../../../../shared/provenance/', import.meta.url))

export type RealBundle = {
  file: string
  bundle: unknown
  /** The predicate type that stands outside the signature; of a bundle on its own, the signed one. */
  claimed: string
  subject: { name: string; version: string; integrity: string }
  overall: 'ok' | 'cryptographic-fail' | 'policy-fail'
}

export function real(): RealBundle[] {
  const index: unknown = JSON.parse(readFileSync(join(shared, 'index.json'), 'utf8'))
  return items(member(index, 'records')).flatMap((record) => {
    const file = text(record, 'file')
    const bundles = bundlesIn(readFileSync(join(shared, file), 'utf8'), text(record, 'shape'))
    return items(member(record, 'bundles')).map((about, position) => ({
      file: `${file} #${position}`,
      bundle: bundles[position],
      claimed: text(about, 'outerPredicateType') || text(about, 'predicateType'),
      subject: subjectOf(text(about, 'subject'), text(about, 'sha512')),
      overall: overallOf(text(about, 'overall')),
    }))
  })
}

export function publishedFiles(): string[] {
  return readdirSync(join(shared, 'packuments'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.json'))
    .map((path) => join('packuments', path))
}

/** `pkg:npm/%40scope/name@version` and a digest in hex. */
export function subjectOf(purl: string, sha512: string): RealBundle['subject'] {
  const at = purl.lastIndexOf('@')
  const name = decodeURIComponent(purl.slice('pkg:npm/'.length, at))
  return { name, version: purl.slice(at + 1), integrity: `sha512-${Buffer.from(sha512, 'hex').toString('base64')}` }
}

function bundlesIn(content: string, shape: string): unknown[] {
  if (shape === 'jsonl') return content.split('\n').flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line)]))
  const json: unknown = JSON.parse(content)
  return shape === 'bundle' ? [json] : items(member(json, 'attestations')).map((one) => member(one, 'bundle'))
}

function overallOf(word: string): RealBundle['overall'] {
  if (word === 'ok' || word === 'cryptographic-fail' || word === 'policy-fail') return word
  throw new Error(`${word} is no verdict`)
}

function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
