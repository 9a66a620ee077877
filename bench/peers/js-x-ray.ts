// What js-x-ray says of a release beside the one before. It judges single files; to compare two releases is ours, so that
// it is asked the same question as cordon: what is new.
import { openChildren } from './children.ts'
import { peersDigest, peersInstalled, peerVersion } from './install.ts'
import { digestOf, keptUnder } from './kept.ts'
import { type FileSaid, newWarnings, type PeerVerdict } from './new-warnings.ts'

const recipe = [new URL('./js-x-ray-child.ts', import.meta.url)]
const timeoutMs = 20_000
const children = openChildren({
  program: new URL('./js-x-ray-child.ts', import.meta.url),
  count: 2,
  timeoutMs,
  memoryMb: 1536,
})

export const jsXRayVersion = (): string => peerVersion('@nodesecure/js-x-ray')

/** Path -> text. Files that are no JavaScript or TypeScript, and declarations, are left out here: it cannot read them. */
export async function jsXRaySays(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Promise<PeerVerdict> {
  // The same file at the same place says the same of both.
  const changed = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>) =>
    [...one].filter(([path, text]) => isCode(path) && other.get(path) !== text)
  const [old, own] = await Promise.all([
    Promise.all(changed(before, after).map(([path, text]) => readFile(path, text))),
    Promise.all(changed(after, before).map(([path, text]) => readFile(path, text))),
  ])
  return newWarnings(old, own)
}

function isCode(path: string): boolean {
  return /\.(?:[cm]?[jt]s|jsx|tsx)$/.test(path) && !/\.d\.[cm]?ts$/.test(path)
}

async function readFile(path: string, text: string): Promise<FileSaid> {
  const ending = /[^/.]*(?:\.min)?\.[^.]*$/.exec(path)?.[0] ?? ''
  const kind = `${ending.includes('.min') ? '.min' : ''}${ending.slice(ending.lastIndexOf('.'))}`
  const kept = keptUnder('cordon-js-x-ray', [peersDigest(), digestOf(recipe), timeoutMs, kind, text])
  const before = kept.read()
  if (before !== undefined) return JSON.parse(before)
  await peersInstalled()
  const answer = await children.ask({ path: `file${kind}`, text })
  const said: FileSaid = answer.ok
    ? { status: 'read', warnings: JSON.parse(answer.text) }
    : { status: answer.why === 'refused' ? 'unparsed' : answer.why, warnings: [] }
  // What took too long on a busy machine may not take too long on another day.
  if (answer.ok || answer.why === 'refused') kept.write(JSON.stringify(said))
  return said
}
