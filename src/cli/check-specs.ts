// What `cordon check` is asked about: packages as npm names them, or one package on the disk. Told apart by the spelling
// alone, and every mistake is shown at its place in the command line.
import type { NamedRelease } from '../domain/explained-on.ts'
import { type Mistake, type Place, Problem } from '../domain/problem.ts'
import type { WantedSpec } from '../scan/check.ts'
import { isPackageName } from '../sources/lockfile/package-name.ts'
import { readSpec } from '../sources/lockfile/spec.ts'
import { isPath, readRelease } from './named-release.ts'
import type { Reading } from './values.ts'

export type Asked =
  | { kind: 'specs'; specs: readonly WantedSpec[] }
  | { kind: 'local'; release: Extract<NamedRelease, { path: string }> }

type Operand = { text: string; offset: number; line: string }

/** Throws a Problem with every mistake. */
export function readSpecs(operands: readonly string[], cwd: string, consequence: string): Asked {
  const all = placed(operands)
  const [first] = all
  if (first === undefined) {
    throw new Problem([mistakeAt(undefined, 0, 'no-spec', 'nothing was named', help)], consequence)
  }
  const locals = all.filter(({ text }) => isPath(text))
  const [local] = locals
  if (local !== undefined) return { kind: 'local', release: localOf(local, all, cwd, consequence) }
  const read = all.map(toSpec)
  const mistakes = read.flatMap((one) => (one.ok ? [] : [one.mistake]))
  const specs = read.flatMap((one) => (one.ok ? [one.value] : []))
  const twice = all.filter((_, index) => {
    const name = specs[index]?.installedAs ?? ''
    return name !== '' && specs.findIndex((one) => one.installedAs === name) !== index
  })
  if (mistakes.length === 0) {
    for (const one of twice) mistakes.push(mistakeAt(one, 0, 'spec-twice', `${one.text} names a package again`, help))
  }
  if (mistakes.length > 0) throw new Problem(mistakes, consequence)
  return { kind: 'specs', specs }
}

const help = 'Write name, name@1.2.3, "name@^1.2.0", name@latest, or the path of a .tgz or of a folder (./tiny).'

function localOf(
  local: Operand,
  all: readonly Operand[],
  cwd: string,
  consequence: string,
): Extract<NamedRelease, { path: string }> {
  if (all.length > 1) {
    const why = `${local.text} is a package on the disk, and those are checked alone`
    throw new Problem([mistakeAt(local, 0, 'local-with-others', why, 'Run it once for each.')], consequence)
  }
  const reading = readRelease(local.text, cwd)
  if (!reading.ok) throw new Problem([{ ...reading.mistake, place: placeOf(local, 0) }], consequence)
  if (reading.value.kind === 'tarball' || reading.value.kind === 'folder') return reading.value
  throw new Problem([mistakeAt(local, 0, 'bad-spec', `${local.text} is no package on the disk`, help)], consequence)
}

function toSpec(operand: Operand): Reading<WantedSpec> {
  const { text } = operand
  const at = text.indexOf('@', 1)
  const name = at === -1 ? text : text.slice(0, at)
  if (!isPackageName(name)) return withoutName(operand, name)
  const asks = at === -1 ? '' : text.slice(at + 1)
  if (at !== -1 && asks.trim() === '') {
    return refuse(operand, at, 'bad-spec', `there is no version behind the @ of ${text}`, help)
  }
  const spec = readSpec(asks === '' ? '*' : asks)
  switch (spec.kind) {
    case 'registry':
      return { ok: true, value: { text, installedAs: name, name, asks, place: placeOf(operand, 0) } }
    case 'alias':
      return {
        ok: true,
        value: { text, installedAs: name, name: spec.name, asks: spec.range, place: placeOf(operand, 0) },
      }
    case 'url':
      return { ok: true, value: { text, installedAs: name, name: '', asks, place: placeOf(operand, 0) } }
    case 'git':
      return git(operand)
    case 'file':
      return refuse(operand, at + 1, 'bad-spec', `${asks} is a path`, 'Name the .tgz or the folder alone: ./tiny.')
    case 'invalid':
      return refuse(operand, at + 1, 'bad-spec', `"${asks}" is no version, range or tag`, help)
  }
}

/** A URL stands for itself; everything else that is no name is not understood. */
function withoutName(operand: Operand, name: string): Reading<WantedSpec> {
  const { text } = operand
  const spec = readSpec(text)
  if (spec.kind === 'url')
    return { ok: true, value: { text, installedAs: '', name: '', asks: text, place: placeOf(operand, 0) } }
  if (spec.kind === 'git') return git(operand)
  return refuse(operand, 0, 'bad-name', `"${name}" is no name of an npm package`, help)
}

function git(operand: Operand): Reading<WantedSpec> {
  const message = `${operand.text} is a git repository, and npm may have to run its scripts to make a package of it`
  const advice = 'Clone it and name its folder, or have npm lock it ("npm install --package-lock-only") and scan that.'
  return refuse(operand, 0, 'git-not-checked', message, advice)
}

function placed(operands: readonly string[]): Operand[] {
  const start = 'cordon check'
  const line = [start, ...operands].join(' ')
  let offset = start.length + 1
  return operands.map((text) => {
    const operand = { text, offset, line }
    offset += text.length + 1
    return operand
  })
}

function placeOf({ offset, line }: Operand, within: number): Place {
  return { file: 'the command line', line: 1, column: offset + within + 1, text: line }
}

function mistakeAt(operand: Operand | undefined, within: number, code: string, message: string, help: string): Mistake {
  const place = operand === undefined ? { file: '', line: 0, column: 0, text: '' } : placeOf(operand, within)
  return { code, message, help, place }
}

function refuse(...parameters: Parameters<typeof mistakeAt>): { ok: false; mistake: Mistake } {
  return { ok: false, mistake: mistakeAt(...parameters) }
}
