// What `cordon check` and `cordon install` are asked about: packages as npm names them, and for a check one package on the
// disk. Told apart by the spelling alone, and every mistake is shown at its place in the command line.
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

type Operand = { text: string; offset: number; line: string; advice: Advice }

/** What helps, by what was meant. */
type Advice = { spec: string; path: string; git: string }

/** Throws a Problem with every mistake. */
export function readSpecs(operands: readonly string[], cwd: string, consequence: string): Asked {
  const all = placed('cordon check', operands, forCheck)
  const [first] = all
  if (first === undefined) {
    throw new Problem([mistakeAt(undefined, 0, 'no-spec', 'nothing was named', forCheck.spec)], consequence)
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
    for (const one of twice)
      mistakes.push(mistakeAt(one, 0, 'spec-twice', `${one.text} names a package again`, forCheck.spec))
  }
  if (mistakes.length > 0) throw new Problem(mistakes, consequence)
  return { kind: 'specs', specs }
}

/** Of the operands of an install: npm takes folders and archives as well, and no registry vouches for those. */
export function installMistakes(operands: readonly string[]): Mistake[] {
  return placed('cordon install', operands, forInstall).flatMap((one) => {
    if (isPath(one.text) && !one.text.includes('://')) return [onDisk(one, 0).mistake]
    const read = toSpec(one)
    return read.ok ? [] : [read.mistake]
  })
}

const lockedGit = 'have npm lock it ("npm install --package-lock-only --ignore-scripts") and'

const forCheck: Advice = {
  spec: 'Write name, name@1.2.3, "name@^1.2.0", name@latest, or the path of a .tgz or of a folder (./tiny).',
  path: 'Name the .tgz or the folder alone: ./tiny.',
  git: `Clone it and name its folder, or ${lockedGit} scan that.`,
}

const forInstall: Advice = {
  spec: 'Write name, name@1.2.3, "name@^1.2.0" or name@latest.',
  path: 'Ask for the folder in package.json ("x": "file:tools/x"), then: cordon install',
  git: `Put it into package.json, ${lockedGit} run "cordon ci".`,
}

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
  const message = `${local.text} is no package on the disk`
  throw new Problem([mistakeAt(local, 0, 'bad-spec', message, forCheck.spec)], consequence)
}

function toSpec(operand: Operand): Reading<WantedSpec> {
  const { text } = operand
  const at = text.indexOf('@', 1)
  const name = at === -1 ? text : text.slice(0, at)
  if (!isPackageName(name)) return withoutName(operand, name)
  const asks = at === -1 ? '' : text.slice(at + 1)
  if (at !== -1 && asks.trim() === '') {
    return refuse(operand, at, 'bad-spec', `there is no version behind the @ of ${text}`, operand.advice.spec)
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
      return onDisk(operand, at + 1)
    case 'invalid':
      return refuse(operand, at + 1, 'bad-spec', `"${asks}" is no version, range or tag`, operand.advice.spec)
  }
}

/** A URL stands for itself; everything else that is no name is not understood. */
function withoutName(operand: Operand, name: string): Reading<WantedSpec> {
  const { text } = operand
  const spec = readSpec(text)
  if (spec.kind === 'url')
    return { ok: true, value: { text, installedAs: '', name: '', asks: text, place: placeOf(operand, 0) } }
  if (spec.kind === 'git') return git(operand)
  if (spec.kind === 'file') return onDisk(operand, 0)
  return refuse(operand, 0, 'bad-name', `"${name}" is no name of an npm package`, operand.advice.spec)
}

function onDisk(operand: Operand, within: number) {
  const message = `${operand.text.slice(within)} is a path on the disk, which no registry vouches for`
  return refuse(operand, within, 'path-as-spec', message, operand.advice.path)
}

function git(operand: Operand): Reading<WantedSpec> {
  const message = `${operand.text} is a git repository, and npm may have to run its scripts to make a package of it`
  return refuse(operand, 0, 'git-not-checked', message, operand.advice.git)
}

function placed(start: string, operands: readonly string[], advice: Advice): Operand[] {
  const line = [start, ...operands].join(' ')
  let offset = start.length + 1
  return operands.map((text) => {
    const operand = { text, offset, line, advice }
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
