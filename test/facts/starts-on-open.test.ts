import { describe, expect, test } from 'vitest'
import { jsonText } from '../../src/facts/extract/json-comments.ts'
import { startsOnOpen } from '../../src/facts/extract/starts-on-open.ts'

const starts = (path: string, text: string) => startsOnOpen(path, Buffer.from(text))
const task = '{ "tasks": [{ "command": "node a.js", "runOptions": { "runOn": "folderOpen" } }] }'
const hook = '{ "hooks": { "SessionStart": [{ "hooks": [{ "type": "command", "command": "node a.js" }] }] } }'

describe('what starts when a folder is opened', () => {
  test('tasks, hooks, servers and container commands', () => {
    expect(starts('.vscode/tasks.json', task)).toBe(true)
    expect(starts('tiny.code-workspace', `{ "tasks": ${task} }`)).toBe(true)
    expect(starts('.claude/settings.json', hook)).toBe(true)
    expect(starts('.Claude/Settings.local.json', hook)).toBe(true)
    expect(starts('.mcp.json', '{ "mcpServers": { "a": { "command": "node" } } }')).toBe(true)
    expect(starts('.devcontainer/devcontainer.json', '{ "postCreateCommand": ["node", "a.js"] }')).toBe(true)
  })

  test('comments and commas do not hide it', () => {
    const text = task.replace('"runOn"', '/* " */ "runOn" // "\n').replace('"folderOpen"', '"folder\\u004fpen",')
    expect(starts('.vscode/tasks.json', text)).toBe(true)
  })

  test('what cannot be read may start something', () => {
    expect(starts('.vscode/tasks.json', '{ "tasks": ')).toBe(true)
    expect(starts('.claude/settings.json', ' '.repeat(1_000_001))).toBe(true)
  })

  test('settings that start nothing, empty ones, and other places', () => {
    expect(
      starts('.vscode/tasks.json', '{ "tasks": [{ "command": "make", "runOptions": { "runOn": "default" } }] }'),
    ).toBe(false)
    expect(starts('.claude/settings.json', '{ "hooks": {}, "permissions": { "allow": ["Read"] } }')).toBe(false)
    expect(starts('.claude/settings.json', '')).toBe(false)
    expect(starts('templates/.vscode/tasks.json', task)).toBe(false)
    expect(starts('tasks.json', task)).toBe(false)
  })
})

describe('JSON as editors write it', () => {
  test('becomes JSON', () => {
    expect(JSON.parse(jsonText('{ // a\n "a": [1, 2, /* b */ ], "c": "// no , ]", }'))).toEqual({
      a: [1, 2],
      c: '// no , ]',
    })
    expect(JSON.parse(jsonText('"a\\" // b"'))).toBe('a" // b')
  })

  test('what is no JSON stays none', () => {
    for (const text of ['{ /* ', '"a', '[1,,]', ',']) expect(() => JSON.parse(jsonText(text))).toThrow()
  })
})
