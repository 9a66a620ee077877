// Every mutation of three small attacks: what comes out is JavaScript, still reaches its payload, leaves what is honest
// alone, and is the same each time. Obfuscators and the large file are stand-ins here.
import { describe, expect, test } from 'vitest'
import { textAt } from '../../bench/evaluate/mutations/alone.ts'
import { bundle } from '../../bench/evaluate/mutations/bundle.ts'
import { mutations } from '../../bench/evaluate/mutations/mutations.ts'
import { reachableFrom } from '../../bench/evaluate/mutations/reach.ts'
import { mainOf } from '../../bench/evaluate/mutations/references.ts'
import {
  badVersions,
  type Files,
  filesOf,
  manifestOf,
  objectAt,
  type Replay,
  splitSpec,
} from '../../bench/evaluate/mutations/replay.ts'
import { programOf } from '../../bench/evaluate/mutations/syntax.ts'
import type { Tools } from '../../bench/evaluate/mutations/tools.ts'
import { publishPackages } from '../../src/replay/published.ts'
import { byImport, byScript, byStranger } from './mutations-replays.ts'

const tools: Tools = {
  obfuscate: async (name, source, seed) => `/* ${name} ${seed} */ ${source.replaceAll('\n', '\n ')}`,
  bundle,
  bigHonestFile: () => Array.from({ length: 40 }, (_, index) => `exports.part${index} = () => ${index}\n`).join(''),
}

const skipped: Readonly<Record<string, readonly string[]>> = {
  'by-script': ['to-postinstall', 'aged'],
  'by-import': ['rename-files', 'to-import', 'aged'],
  'by-stranger': ['to-postinstall', 'new-helper-package'],
}

/** The honest releases change with the bad one, by intention. */
const changesHistory = [
  'rename-packages',
  'bundled-minified',
  'in-big-bundle',
  'provenance-valid',
  'provenance-lost',
  'aged',
]

/** The payload is elsewhere: in a commit that nobody has. */
const leavesRegistry = ['to-git-prepare']

describe.each([byScript, byImport, byStranger])('$id', (replay) => {
  test.each(mutations)('$id', async (mutation) => {
    const before = JSON.stringify(replay)
    const made = await mutation.apply(replay, tools)
    expect(JSON.stringify(replay)).toBe(before)
    if ('skip' in made) {
      expect(skipped[replay.id]).toContain(mutation.id)
      return
    }
    expect(JSON.stringify(made)).not.toBe(before)
    expect(await mutation.apply(replay, tools)).toEqual(made)
    expect(broken(made)).toEqual([])
    expect(reaches(made)).toBe(!leavesRegistry.includes(mutation.id))
    if (!changesHistory.includes(mutation.id)) expect(honest(made)).toEqual(honest(replay))
    // The registry can be built, and the tree names what is in it.
    const specs = new Set(
      [...publishPackages(made.registry.packages ?? {}, replay.id)].flatMap(([name, one]) =>
        one.releases.map(({ version }) => `${name}@${version}`),
      ),
    )
    expect(Object.values(made.lock.tree).filter((one) => typeof one === 'string' && !specs.has(one))).toEqual([])
    expect(made.attack.filter((spec) => !specs.has(spec))).toEqual([])
  })

  test('nothing is skipped without need', async () => {
    const results = await Promise.all(
      mutations.map(async ({ id, apply }) => ('skip' in (await apply(replay, tools)) ? [id] : [])),
    )
    expect(results.flat().toSorted()).toEqual((skipped[replay.id] ?? []).toSorted())
  })
})

test('a payload that honest callers hand something to is not torn out of its function', async () => {
  const replay: Replay = {
    ...byScript,
    payload: [{ release: 'tidy-list@1.2.4', files: ['setup.js'], trigger: 'call' }],
  }
  const toGyp = mutations.find(({ id }) => id === 'to-gyp')
  expect(await toGyp?.apply(replay, tools)).toEqual({ skip: expect.any(String) })
})

function everyFile(replay: Replay): readonly { spec: string; files: Files }[] {
  return Object.entries(replay.registry.packages ?? {}).flatMap(([name, one]) =>
    Object.keys(one.versions).map((version) => ({ spec: `${name}@${version}`, files: filesOf(one, version, name) })),
  )
}

/** Code that does not parse. */
function broken(replay: Replay): readonly string[] {
  return everyFile(replay).flatMap(({ spec, files }) =>
    Object.keys(files).flatMap((path) =>
      /\.[cm]?[jt]s$/.test(path) && programOf(path, textAt(files, path)) === undefined ? [`${spec} ${path}`] : [],
    ),
  )
}

/** Something in a release of the attack that the tree holds runs the file with the marker. */
function reaches(replay: Replay): boolean {
  const locked = new Set(Object.values(replay.lock.tree))
  return everyFile(replay).some(({ spec, files }) => {
    if (!locked.has(spec) || !replay.attack.includes(spec)) return false
    const manifest = manifestOf(files)
    const scripts = objectAt(manifest, 'scripts')
    const commands = ['preinstall', 'install', 'postinstall'].map((event) => String(scripts[event] ?? ''))
    const text = [...commands, textAt(files, 'binding.gyp')].join(' ')
    const started = Object.keys(files).filter((path) =>
      new RegExp(`node (?:\\./)?${RegExp.escape(path)}(?!\\w)`).test(text),
    )
    const run = [...started, mainOf(files, manifest)].flatMap((path) => reachableFrom(files, path))
    return run.some((path) => textAt(files, path).includes('cordonMarker'))
  })
}

/** Files of what is not bad, whatever they inherit from. */
function honest(replay: Replay): readonly { spec: string; files: Files }[] {
  const known = new Set([byScript, byImport, byStranger].flatMap((one) => Object.keys(one.registry.packages ?? {})))
  return everyFile(replay).filter(({ spec }) => {
    const { name, version } = splitSpec(spec)
    return known.has(name) && !badVersions(replay, name).has(version)
  })
}
