// The two releases of `cordon diff` as a person names them: what `--on` of `cordon explain` takes, besides ranges and
// `latest`, and for the second one the version alone.
import { type Mistake, Problem } from '../domain/problem.ts'
import { isRange, isVersion } from '../domain/versions.ts'
import type { AskedRelease } from '../scan/asked-release.ts'
import { isPackageName } from '../sources/lockfile/package-name.ts'
import { usageMistake } from './mistakes.ts'
import { isPath, readRelease } from './named-release.ts'
import type { Reading } from './values.ts'

const help =
  'Write two releases: name@1.0.0 name@1.1.0, name@1.0.0 1.1.0, a .tgz or a folder (./tiny). The first may be nothing.'

/** Throws a Problem with everything that names no release. */
export function readOperands(
  operands: readonly string[],
  cwd: string,
  consequence: string,
): [AskedRelease, AskedRelease] {
  const [first, second] = operands
  if (first === undefined || second === undefined) {
    throw new Problem([usageMistake('no-releases', 'it was not said which two releases to compare', help)], consequence)
  }
  const before = readAsked(first, cwd)
  const after = readAsked(withName(second, before), cwd)
  const mistakes = [before, after].flatMap((one): Mistake[] => (one.ok ? [] : [one.mistake]))
  if (!before.ok || !after.ok) throw new Problem(mistakes, consequence)
  if (after.value.kind === 'nothing') {
    const message = 'there is no release to look at'
    throw new Problem(
      [usageMistake('after-is-nothing', message, 'Only the release before may be nothing.')],
      consequence,
    )
  }
  return [before.value, after.value]
}

/** `1.1.0`, `^1` or `latest` after a release of a registry is one of the same package. */
function withName(text: string, before: Reading<AskedRelease>): string {
  if (!before.ok || (before.value.kind !== 'published' && before.value.kind !== 'asked')) return text
  const isAlone = isVersion(text) || text === 'latest' || (/^[\d^~<>=*]/.test(text) && isRange(text))
  return isAlone ? `${before.value.name}@${text}` : text
}

function readAsked(text: string, cwd: string): Reading<AskedRelease> {
  if (text === 'nothing' || isPath(text)) return readRelease(text, cwd)
  // A scope begins with its `@`; the one that separates the version comes later.
  const at = text.lastIndexOf('@')
  const [name, version] = at > 0 ? [text.slice(0, at), text.slice(at + 1)] : [text, 'latest']
  if (!isPackageName(name)) return { ok: false, mistake: usageMistake('bad-release', `${text} names no release`, help) }
  if (isVersion(version)) return { ok: true, value: { kind: 'published', name, version } }
  if (version === 'latest' || (version !== '' && isRange(version))) {
    return { ok: true, value: { kind: 'asked', name, range: version } }
  }
  return { ok: false, mistake: usageMistake('bad-release', `${text} names no release`, help) }
}
