// The payload in a package of its own: a fresh dependency of a stranger, as in March 2026.
import { alone } from './alone.ts'
import { asScript, onLoad } from './attach.ts'
import { chanceOf, type Mutation, pick } from './mutation.ts'
import {
  changedParts,
  codeParts,
  type Files,
  isSkip,
  manifestOf,
  newcomersOf,
  objectAt,
  packageOf,
  type Replay,
  splitSpec,
  type WrittenPackage,
  withManifest,
} from './replay.ts'
import { extensionFor } from './syntax.ts'
import { withLockEntry } from './triggers.ts'

const words = ['buffer', 'stream', 'schema', 'format', 'cache', 'token', 'config'] as const

export const newHelperPackage: Mutation = {
  id: 'new-helper-package',
  says: 'the payload is in a new package of a stranger, which the release depends on',
  apply: async (replay) => {
    const strangers = newcomersOf(replay)
    const parts = codeParts(replay).filter(({ name }) => !strangers.includes(name))
    if (parts.length === 0) return { skip: 'the payload is in a package of a stranger already' }
    let result = replay
    for (const part of parts) {
      const chance = chanceOf(replay.id, 'new-helper-package', part.payload.release)
      const name = `lite-${pick(chance, words)}-${pick(chance, words)}-${chance(90) + 10}`
      const made = await moved(result, part, name)
      if ('skip' in made) return made
      result = made
    }
    return result
  },
}

async function moved(replay: Replay, { payload: old }: { payload: Replay['payload'][number] }, helper: string) {
  const { name, version } = splitSpec(old.release)
  const published = Date.parse(packageOf(replay, name)?.versions[version]?.published ?? replay.now)
  let written: WrittenPackage | undefined
  let payload = old
  const parts = codeParts(replay).filter((one) => one.payload === old)
  const made = await changedParts(replay, parts, async (part) => {
    const own = alone(part)
    if ('skip' in own) return own
    const isScript = part.payload.trigger !== 'import' && part.payload.trigger !== 'bin'
    const main = `index.${extensionFor('cjs', own.packageType)}`
    const decoy: Files = {
      'package.json': { description: 'Small helpers.', main, license: 'MIT', type: own.packageType },
      [main]: 'module.exports = (value) => String(value)\n',
    }
    const whole = { ...own, honest: decoy }
    const files = isScript ? asScript(whole, 'postinstall') : onLoad(whole)
    if (isSkip(files)) return files
    written = {
      maintainers: [{ name: `${helper}-dev`, email: `${helper}@mail.example.test` }],
      publisher: { name: `${helper}-dev`, email: `${helper}@mail.example.test` },
      versions: {
        '1.0.0': { published: new Date(published - 18 * 3_600_000).toISOString(), files: decoy },
        '1.0.1': { published: new Date(published - 10 * 60_000).toISOString(), files },
      },
    }
    payload = { release: `${helper}@1.0.1`, files: Object.keys(own.own), trigger: isScript ? 'postinstall' : 'import' }
    const manifest = manifestOf(own.honest)
    const dependencies = { ...objectAt(manifest, 'dependencies'), [helper]: '^1.0.1' }
    const parent = withManifest(own.honest, { ...manifest, dependencies })
    return { files: isScript ? parent : loading(parent, helper, own.packageType), payload }
  })
  if ('skip' in made || written === undefined) return made
  const packages = { ...made.registry.packages, [helper]: written }
  const whole = { ...made, attack: [...made.attack, payload.release], registry: { ...made.registry, packages } }
  return withLockEntry(whole, `node_modules/${helper}`, payload.release)
}

/** The parent's main file asks for the helper: by its name, where `onLoad` writes the path of a file. */
function loading(files: Files, helper: string, packageType: string): Files {
  const made = onLoad({ honest: files, own: {}, entry: helper, format: 'cjs', packageType })
  if (isSkip(made)) return files
  const texts = Object.entries(made).map(([path, content]) => [
    path,
    typeof content === 'string' && content !== files[path]
      ? content.replace(/"(?:\.\.?\/)+(lite-[\w-]+)"/, '"$1"')
      : content,
  ])
  return Object.fromEntries(texts)
}
