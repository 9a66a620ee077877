// Markdown as GitHub reads it, for tests: a GFM parser, then what GitHub does to text that stands in no code - mentions,
// issues, commits - which no parser knows.
import { Lexer, type Token, type Tokens } from 'marked'

export type ReadMarkdown = {
  /** Kinds of the blocks from the top, with the cells of tables and the raw text of HTML. */
  blocks: string[]
  /** Kinds of everything within them. */
  inlines: Set<string>
  /** What stands outside of code, piece by piece. */
  texts: string[]
  /** What stands in code spans. */
  codes: string[]
}

export function readMarkdown(source: string): ReadMarkdown {
  const read: ReadMarkdown = { blocks: [], inlines: new Set(), texts: [], codes: [] }
  const tokens = new Lexer({ gfm: true }).lex(source)
  for (const token of tokens) readBlock(token, read)
  return read
}

const isOf = <T extends Token['type']>(token: Token, type: T): token is Extract<Token, { type: T }> =>
  token.type === type

function readBlock(token: Token, read: ReadMarkdown): void {
  if (isOf(token, 'space')) return
  if (isTable(token)) {
    read.blocks.push(`table ${token.header.length}x${token.rows.length}`)
    for (const cell of [token.header, ...token.rows].flat()) readInline(cell.tokens, read)
    return
  }
  if (isList(token)) {
    read.blocks.push(`list ${token.items.length}`)
    for (const item of token.items) {
      for (const inner of item.tokens) {
        if (inner.type === 'text' && 'tokens' in inner && inner.tokens !== undefined) readInline(inner.tokens, read)
        else readBlock(inner, read)
      }
    }
    return
  }
  if (token.type === 'html') {
    read.blocks.push(`html ${token.raw.trim()}`)
    return
  }
  if (token.type === 'code') {
    read.blocks.push(`code ${'lang' in token ? token.lang : ''}`)
    return
  }
  read.blocks.push(token.type === 'heading' && 'depth' in token ? `heading ${token.depth}` : token.type)
  if ('tokens' in token && token.tokens !== undefined) readInline(token.tokens, read)
}

function isTable(token: Token): token is Tokens.Table {
  return token.type === 'table'
}

function isList(token: Token): token is Tokens.List {
  return token.type === 'list'
}

function readInline(tokens: readonly Token[], read: ReadMarkdown): void {
  for (const token of tokens) {
    read.inlines.add(token.type)
    if (token.type === 'text') read.texts.push(token.raw)
    if (token.type === 'codespan' && 'text' in token) read.codes.push(token.text)
    if (token.type === 'strong' && 'tokens' in token && token.tokens !== undefined) readInline(token.tokens, read)
  }
}

/** What GitHub would turn into something else, in text that stands in no code. */
export const madeByGitHub: readonly RegExp[] = [
  /@/,
  /#/,
  /\bGH-\d/i,
  /:\/\//,
  /\bwww\./i,
  /\b(?=[0-9a-f]*\d)[0-9a-f]{7,40}\b/i,
  /[<[\]*_~$\\|]/,
  /&(?!gt;)/,
  /:[a-z0-9_+-]+:/i,
  /\b(?:javascript|data|mailto|xmpp):/i,
]
