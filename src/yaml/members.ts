// Values out of a YAML tree that was checked before: what is missing or of another type gives the default.
import type { YamlNode } from './read.ts'

/** The value of a key; the first one wins (a second one is a mistake that was reported). */
export function memberOf(node: YamlNode | undefined, key: string): YamlNode | undefined {
  return node?.kind === 'map' ? node.entries.find((entry) => entry.key === key)?.value : undefined
}

export function textOf(node: YamlNode | undefined, key: string, otherwise: string): string {
  const member = memberOf(node, key)
  return member?.kind === 'text' ? member.value : otherwise
}

export function flagOf(node: YamlNode | undefined, key: string, otherwise: boolean): boolean {
  const member = memberOf(node, key)
  return member?.kind === 'boolean' ? member.value : otherwise
}

export function countOf(node: YamlNode | undefined, key: string, otherwise: number): number {
  const member = memberOf(node, key)
  return member?.kind === 'number' ? member.value : otherwise
}

export function itemsOf(node: YamlNode | undefined, key: string): readonly YamlNode[] {
  const member = memberOf(node, key)
  return member?.kind === 'list' ? member.items : []
}

/** One of `words`, else the default. */
export function wordOf<T extends string>(
  node: YamlNode | undefined,
  key: string,
  words: readonly T[],
  otherwise: NoInfer<T>,
): T {
  const text = textOf(node, key, otherwise)
  return words.find((word) => word === text) ?? otherwise
}

/** The tree as JSON text, indented as npm does it. No object is built, so no key can do harm. */
export function toJsonText(node: YamlNode, indent = ''): string {
  const deeper = `${indent}  `
  switch (node.kind) {
    case 'text':
    case 'number':
    case 'boolean':
      return JSON.stringify(node.value)
    case 'nothing':
    case 'refused':
      return 'null'
    case 'list':
      if (node.items.length === 0) return '[]'
      return `[\n${node.items.map((item) => deeper + toJsonText(item, deeper)).join(',\n')}\n${indent}]`
    case 'map': {
      if (node.entries.length === 0) return '{}'
      const lines = node.entries.map(
        ({ key, value }) => `${deeper}${JSON.stringify(key)}: ${toJsonText(value, deeper)}`,
      )
      return `{\n${lines.join(',\n')}\n${indent}}`
    }
  }
}
