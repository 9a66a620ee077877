// Configuration that makes a tool start something as soon as somebody opens the folder: a task of an editor, a hook of an
// agent, the commands of a container. Found by path first, so that hardly any file is parsed. The text is
// attacker-controlled: what may be such a file and cannot be read counts as one.
import { type JsonLimits, type JsonNode, readJson } from '../../domain/json.ts'
import { jsonText } from './json-comments.ts'

/** What starts something: a member with this name, with this very text or with anything that is not empty. */
type Start = { member: string; value: string }

const editorTasks: readonly Start[] = [{ member: 'runOn', value: 'folderOpen' }]
const agentHooks = anyOf('hooks', 'apiKeyHelper', 'statusLine', 'awsAuthRefresh')
const servers = anyOf('command')
const container = anyOf(
  'initializeCommand',
  'onCreateCommand',
  'updateContentCommand',
  'postCreateCommand',
  'postStartCommand',
  'postAttachCommand',
)

/** By path at the package's root, in lower case. Sources: each tool's documentation of its project settings. */
const settings: ReadonlyMap<string, readonly Start[]> = new Map([
  ['.vscode/tasks.json', editorTasks],
  ['.vscode/mcp.json', servers],
  ['.claude/settings.json', agentHooks],
  ['.claude/settings.local.json', agentHooks],
  ['.cursor/hooks.json', agentHooks],
  ['.cursor/mcp.json', servers],
  ['.gemini/settings.json', [...agentHooks, ...servers]],
  ['.kiro/settings/mcp.json', servers],
  ['.mcp.json', servers],
  ['mcp.json', servers],
  ['.devcontainer.json', container],
  ['.devcontainer/devcontainer.json', container],
])

const limits: JsonLimits = { maxLength: 1_000_000, maxDepth: 100, maxNodes: 50_000 }

export function startsOnOpen(path: string, bytes: Buffer): boolean {
  const lower = path.toLowerCase()
  const isWorkspace = lower.endsWith('.code-workspace') && !lower.includes('/')
  const starts = settings.get(lower) ?? (isWorkspace ? editorTasks : undefined)
  if (starts === undefined || bytes.length === 0) return false
  if (bytes.length > limits.maxLength) return true
  const read = readJson(jsonText(bytes.toString('utf8')), limits)
  return !read.ok || hasStart(read.root, starts)
}

function anyOf(...members: readonly string[]): Start[] {
  return members.map((member) => ({ member, value: '' }))
}

function hasStart(root: JsonNode, starts: readonly Start[]): boolean {
  const waiting: JsonNode[] = [root]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === 'array') waiting.push(...node.items)
    if (node.kind !== 'object') continue
    for (const { key, value } of node.members) {
      if (starts.some((start) => start.member === key && isStarted(value, start.value))) return true
      waiting.push(value)
    }
  }
  return false
}

function isStarted(node: JsonNode, wanted: string): boolean {
  switch (node.kind) {
    case 'string':
      return wanted === '' ? node.value !== '' : node.value === wanted
    case 'object':
      return wanted === '' && node.members.length > 0
    case 'array':
      return wanted === '' && node.items.length > 0
    case 'number':
    case 'boolean':
    case 'null':
      return false
  }
}
