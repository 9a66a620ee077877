// The paths that an expression may stand for, as text: home, temporary and own folders by their marks, unknown parts
// as \u0000. Joins are followed through the tree, since a path is seldom written in one piece.
import type { Node } from '../parse.ts'
import type { Name, Value } from '../value.ts'
import { alternatives, behind, type Look } from './look.ts'

export const home = '~'
export const temp = '<temp>'
export const own = '<own>'
const unknownPart = '\u0000'

const maxTexts = 24
const maxDepth = 12
const maxLength = 1_000

const marks: ReadonlyMap<Name, string> = new Map([
  ...toMarks(home, [
    'node:os.homedir()',
    'node:os.homedir',
    'node:os.userInfo().homedir',
    'global.process.env.HOME',
    'global.process.env.USERPROFILE',
    'global.process.env.HOMEPATH',
    'global.Deno.env.get()',
    'package:os-homedir()',
    'package:user-home',
    'package:homedir()',
  ]),
  ...toMarks(`${home}/.config`, ['global.process.env.XDG_CONFIG_HOME']),
  ...toMarks(`${home}/.local/share`, ['global.process.env.XDG_DATA_HOME']),
  ...toMarks(`${home}/AppData/Roaming`, ['global.process.env.APPDATA']),
  ...toMarks(`${home}/AppData/Local`, ['global.process.env.LOCALAPPDATA']),
  ...toMarks(`${home}/.aws/credentials`, ['global.process.env.AWS_SHARED_CREDENTIALS_FILE']),
  ...toMarks(`${home}/.kube/config`, ['global.process.env.KUBECONFIG']),
  ...toMarks(`${home}/.config/gcloud/application_default_credentials.json`, [
    'global.process.env.GOOGLE_APPLICATION_CREDENTIALS',
  ]),
  ...toMarks(temp, [
    'node:os.tmpdir()',
    'global.process.env.TMPDIR',
    'global.process.env.TEMP',
    'global.process.env.TMP',
    'global.process.env.RUNNER_TEMP',
    'package:os-tmpdir()',
    'package:temp-dir',
    'node:fs.mkdtempSync()',
    'node:fs.promises.mkdtemp()',
  ]),
  ...toMarks(own, ['global.__dirname']),
  ...toMarks(`${own}/<self>`, ['global.__filename', 'global.import.meta.url']),
  ...toMarks('.', [
    'global.process.cwd()',
    'global.process.env.PWD',
    'global.process.env.INIT_CWD',
    'global.Deno.cwd()',
  ]),
])

function toMarks(mark: string, names: readonly Name[]): [Name, string][] {
  return names.map((name) => [name, mark])
}

/** What gives back its first argument, more or less. */
const same: ReadonlySet<Name> = new Set([
  'node:url.fileURLToPath',
  'node:url.pathToFileURL',
  'node:fs.realpathSync',
  'global.String',
])

export function pathTexts(look: Look, node: Node | undefined): readonly string[] {
  if (node === undefined || node.type === 'SpreadElement') return [unknownPart]
  const texts = new Set(textsAt(look, node, 0).map((text) => text.slice(0, maxLength)))
  return [...texts].slice(0, maxTexts)
}

function textsAt(look: Look, node: Node, depth: number): readonly string[] {
  const fromValue = textsOfValue(look, look.resolver.valueOf(node), depth)
  if (depth >= maxDepth || fromValue.every((text) => !text.includes(unknownPart))) return fromValue
  const made = behind(look, node)
  switch (made.type) {
    case 'CallExpression':
    case 'NewExpression':
      return textsOfCall(look, made, depth) ?? fromValue
    default:
      return fromValue
  }
}

function textsOfCall(look: Look, call: Extract<Node, { type: 'CallExpression' | 'NewExpression' }>, depth: number) {
  const { callee, given } = look.resolver.callOf(call)
  if (callee.kind !== 'named') return undefined
  const [first, second] = given
  if (first === undefined) return undefined
  if (same.has(callee.name)) return textsAt(look, first, depth + 1)
  if (callee.name === 'node:path.dirname') return textsAt(look, first, depth + 1).map(folderOf)
  if (callee.name !== 'global.URL') return undefined
  // new URL('./data.json', import.meta.url)
  const base = second === undefined ? [] : textsAt(look, second, depth + 1)
  const isOwn = base.some((text) => text.startsWith(own))
  return textsAt(look, first, depth + 1).map((text) =>
    isOwn ? `${own}/${text.startsWith('./') ? text.slice(2) : text}` : text,
  )
}

function folderOf(text: string): string {
  const slash = text.lastIndexOf('/')
  return slash === -1 ? '.' : text.slice(0, slash)
}

function combine(before: readonly string[], after: readonly string[]): readonly string[] {
  return before.flatMap((one) => after.map((other) => (one + other).slice(0, maxLength))).slice(0, maxTexts)
}

function textsOfValue(look: Look, value: Value, depth: number): readonly string[] {
  switch (value.kind) {
    case 'named':
      return [marks.get(value.name) ?? unknownPart]
    case 'choice':
      return alternatives(value)
        .flatMap((one) => textsOfValue(look, one, depth + 1))
        .slice(0, maxTexts)
    case 'text': {
      let texts: readonly string[] = ['']
      for (const part of value.parts) {
        if (depth >= maxDepth) return [unknownPart]
        texts = combine(texts, textsOfValue(look, part, depth + 1))
      }
      return texts
    }
    case 'constant':
      return [typeof value.value === 'string' ? value.value.slice(0, maxLength) : unknownPart]
    case 'list':
    case 'record':
    case 'function':
    case 'unknown':
      return [look.resolver.textOf(value) ?? unknownPart]
  }
}
