// The look of the HTML report: light and dark, narrow and wide, on a screen and on paper. The page allows this style sheet by
// its digest and nothing else, so no element has a style of its own.
import { createHash } from 'node:crypto'

const light = `--back:#fff;--front:#1b1f24;--soft:#57606a;--line:#d0d7de;--card:#f6f8fa;--link:#0550ae;--bad:#a40e26;
--warn:#7d4e00;--wait:#6639ba;--good:#116329;--dim:#57606a;--added:#dafbe1;--removed:#ffebe9;--mark:#fff1b8`
const dark = `--back:#0d1117;--front:#e6edf3;--soft:#9198a1;--line:#3d444d;--card:#151b23;--link:#79b8ff;--bad:#ff8080;
--warn:#e3b341;--wait:#c4a5ff;--good:#56d364;--dim:#9198a1;--added:#12361d;--removed:#461a1e;--mark:#4d3a00`

export const style = `
:root{color-scheme:light dark;${light}}
@media (prefers-color-scheme:dark){:root{${dark}}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:75rem;padding:1.5rem;background:var(--back);color:var(--front);
font:16px/1.55 system-ui,"Segoe UI",Roboto,"Liberation Sans",sans-serif;overflow-wrap:break-word}
code,td,li{overflow-wrap:anywhere}td.verdict,td .keep{white-space:nowrap;overflow-wrap:normal}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .25rem}h2{font-size:1.3rem;margin:0 0 .5rem}h3{font-size:1.05rem;margin:1rem 0 .25rem}
p{margin:.4rem 0}ul,ol{margin:.4rem 0;padding-left:1.3rem}a{color:var(--link)}
a:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);outline-offset:2px}
code,pre,.code{font-family:ui-monospace,"Cascadia Mono",Menlo,Consolas,"Liberation Mono",monospace;font-size:.875em}
.skip{position:absolute;left:-100rem}.skip:focus{position:static;display:inline-block;margin-bottom:1rem}
.lead{font-size:1.15rem}.soft,figcaption,caption{color:var(--soft);font-size:.9rem}caption{text-align:left;padding:.2rem 0}
.blocked{color:var(--bad)}.unchecked,.review{color:var(--warn)}.waiting{color:var(--wait)}.passed{color:var(--good)}.trusted{color:var(--dim)}
.fill-blocked{fill:var(--bad)}.fill-unchecked,.fill-review{fill:var(--warn)}.fill-waiting{fill:var(--wait)}.fill-passed{fill:var(--good)}.fill-trusted{fill:var(--dim)}
section{border:1px solid var(--line);border-radius:.6rem;padding:1.1rem 1.25rem;margin:1.25rem 0}
article{border-left:.25rem solid var(--line);padding-left:.9rem;margin:1rem 0}article.block{border-color:var(--bad)}article.review{border-color:var(--warn);color:inherit}
.next{background:var(--card);border-radius:.4rem;padding:.6rem .8rem;margin:.7rem 0}
.path{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.2rem}.path li+li::before{content:"›";margin:0 .35rem;color:var(--soft)}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;margin:.4rem 0}th,td{text-align:left;vertical-align:top;padding:.25rem .6rem .25rem 0;border-bottom:1px solid var(--line)}
th{font-weight:600}td.number{color:var(--soft);text-align:right;white-space:nowrap;user-select:none}
table.code{table-layout:fixed;min-width:44rem}table.code td{border:0;padding:0 .4rem;white-space:pre-wrap}table.code .n{width:3.6rem}
tr.added td.after,tr.changed td.after{background:var(--added)}tr.removed td.before,tr.changed td.before{background:var(--removed)}
tr.marked td{box-shadow:inset 0 -2px var(--warn)}tr.marked td.number{background:var(--mark);color:var(--front);font-weight:700}tr.gap td{color:var(--soft);text-align:center}
svg{display:block;max-width:100%;height:auto;margin:.4rem 0}svg text{fill:var(--soft);font:12px system-ui,sans-serif}svg .strong{fill:var(--front);font-weight:600}
.axis{stroke:var(--line)}.shown{fill:var(--good);stroke:var(--good)}.none{fill:var(--back);stroke:var(--bad)}.unavailable{fill:var(--line);stroke:var(--soft)}
.ring{fill:none;stroke:var(--link);stroke-width:2.5}.guide{stroke:var(--line);stroke-dasharray:3 3}
details{margin:.5rem 0}summary{cursor:pointer}
@media print{body{max-width:none;padding:0;font-size:11px}section,article,tr{break-inside:avoid}.skip,nav{display:none}
details::details-content{content-visibility:visible;block-size:auto}.scroll{overflow:visible}table.code{min-width:0}}
`

/** No script, no image, no font, no frame, no form, no connection: a page for looking at. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')
