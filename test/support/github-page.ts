// Markdown as a reader on GitHub has it before them: parsed as GFM, in a column as wide as a comment's, with the parts of
// GitHub's style that decide whether a text fits. Scripts and styles of the text are left in: a test sees what they do.
import { marked } from 'marked'

/** GitHub's column is 800 pixels wide at most, and a phone's as wide as it is. */
export function githubPage(markdown: string): string {
  const body = marked.parse(markdown, { gfm: true, async: false })
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A comment</title><style>${style}</style></head>
<body><main class="markdown-body">${body}</main></body></html>`
}

const style = `
:root { color-scheme: light dark; --line: light-dark(#d1d9e0, #3d444d); --quiet: light-dark(#f6f8fa, #151b23) }
body { margin: 0; background: light-dark(#fff, #0d1117); color: light-dark(#1f2328, #f0f6fc) }
main { font: 14px/1.5 -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; max-width: 800px; padding: 16px; overflow-wrap: break-word }
h3 { font-size: 1.25em } h4 { font-size: 1em } h3, h4 { margin: 24px 0 16px; font-weight: 600; line-height: 1.25 }
p, ul, ol, table, pre, details { margin: 0 0 16px } ul, ol { padding-left: 2em }
code { font: 85% ui-monospace, "Liberation Mono", monospace; padding: .2em .4em; border-radius: 6px; background: var(--quiet); white-space: break-spaces }
pre { padding: 16px; overflow: auto; border-radius: 6px; background: var(--quiet); font-size: 85% } pre code { font-size: 100%; padding: 0; white-space: pre }
table { display: block; width: max-content; max-width: 100%; overflow: auto; border-collapse: collapse }
th, td { padding: 6px 13px; border: 1px solid var(--line) } tr:nth-child(2n) { background: var(--quiet) }
`
