// What a program prints, as far as it matters where that came from.
import * as names from './program-names.ts'
import type { Carries, Origin } from './reading.ts'
import { carriedBy, fromFile, setFile, writeTo } from './script-files.ts'
import { type Given, isOption, type Started } from './started.ts'
import { filesLeft } from './transfers.ts'

/** `said`: what its words carry. */
export function printedBy(started: Started, said: Carries, isClient: boolean): Carries {
  const { reading, program, at, given, stdin, flavour } = started
  const through = [...stdin, ...said]
  const flags = given.map(({ text }) => text.toLowerCase())
  if (isClient) {
    const downloaded: Origin = { source: 'downloaded', subject: '', at }
    for (const file of filesLeft(given, program)) writeTo(reading, file, [downloaded])
    return [downloaded]
  }
  if (decodes(program, flags)) {
    const decoded: Origin = { source: 'decoded', subject: '', at }
    if (program === 'certutil') for (const file of given.slice(-1)) writeTo(reading, file, [decoded])
    return [decoded, ...through]
  }
  if (decrypts(program, given)) return [{ source: 'decrypted', subject: '', at }, ...through]
  if (names.environmentPrograms.has(program) || flags.includes('env:'))
    return [{ source: 'environment', subject: '', at }]
  if (names.systemPrograms.has(program)) return [{ source: 'system', subject: program, at }]
  if (names.clipboardPrograms.has(program)) return [{ source: 'clipboard', subject: '', at }]
  const files = given.filter(({ text }) => !isOption(text, flavour))
  if (names.copiers.has(program)) {
    const [from, to] = files
    if (from !== undefined && to !== undefined) setFile(reading, to.text, carriedBy(reading, from.text))
    return []
  }
  if (names.writers.has(program)) for (const file of files) writeTo(reading, file, stdin)
  const talks = names.talkers.has(program)
  return [...through, ...(talks ? [] : files.flatMap((word) => fromFile(reading, word)))]
}

function decodes(program: string, flags: readonly string[]): boolean {
  if (program === 'base64' || program === 'base32')
    return flags.some((flag) => ['-d', '--decode', '-di'].includes(flag))
  if (program === 'openssl') return flags.includes('base64') && flags.includes('-d')
  if (program === 'certutil') return flags.includes('-decode') || flags.includes('/decode')
  return program === 'xxd' && flags.some((flag) => flag.startsWith('-r'))
}

export function decrypts(program: string, given: readonly Given[]): boolean {
  const flags = given.map(({ text }) => text)
  if (program === 'openssl') return flags.includes('-d') && !flags.includes('base64')
  return (program === 'gpg' || program === 'gpg2') && (flags.includes('-d') || flags.includes('--decrypt'))
}
