// What `cordon ci` and `cordon install` say around npm's own output: that it goes on, what of the tree is not as judged,
// and which install scripts stay off. Names come from lockfiles and from the disk and are escaped.
import type { NotRun, TreeDifference } from '../domain/installed.ts'
import type { Unchecked } from '../domain/release.ts'
import type { Report } from '../domain/report.ts'
import { counted, toCount } from './ages.ts'
import { escaped } from './escape.ts'
import { hang } from './width.ts'
import { reasonWords } from './words.ts'

/** A list as long as a tree is read by nobody. */
const rowCap = 20

export function renderGoesOn({ summary }: Report, npmVersion: string, width: number): string {
  const review = summary.review === 0 ? '' : `, ${toCount(summary.review)} in review`
  const looked = `judged ${counted(summary.packages, 'package')}${review}`
  return lines(hang('cordon: ', `${looked}; npm ${escaped(npmVersion, 40)} installs exactly what was judged`, width))
}

/** npm keeps a folder whose name, version and record fit, whatever lies in it. */
export function renderWasThere(width: number): string {
  const said =
    'node_modules was there before, and not by cordon: what npm keeps of it is held against names and versions, not against its bytes; "cordon ci" lays it out anew'
  return lines(hang('cordon: ', said, width))
}

/** Before npm was started: the words are the report's. */
export function renderHeldBack(width: number): string {
  return lines(hang('cordon: ', 'npm was not started: nothing was installed, and no script was run', width))
}

/** Nobody knows what would come in. */
export function renderUnresolved({ code, detail }: Unchecked, width: number): string {
  const why = `${code}: what would come in could not be worked out: ${escaped(detail, 400)}`
  return (
    lines([...hang('unchecked: ', why, width), '', ...hang('  ', reasonWords[code].next, width), '']) +
    renderHeldBack(width)
  )
}

const differenceWords: Record<TreeDifference['code'], string> = {
  'not-judged': 'was not judged',
  'other-release': 'is another release',
  missing: 'is missing',
  unlisted: 'is in no list of npm',
  'other-on-disk': 'holds another package',
  'no-record': 'npm left no record of what it installed',
}

export function renderDifferences(differences: readonly TreeDifference[], width: number): string {
  const shown = differences.slice(0, rowCap).flatMap(({ code, location, detail }) => {
    const what = [escaped(location, 120), differenceWords[code]].filter((text) => text !== '').join(' ')
    return hang('  ', detail === '' ? what : `${what}: ${escaped(detail, 200)}`, width)
  })
  const hidden = differences.length - rowCap
  return lines([
    ...hang('cordon: ', 'what npm installed is not what was judged; no install script was run', width),
    ...shown,
    ...(hidden > 0 ? [`  and ${toCount(hidden)} more`] : []),
    ...hang('  now  ', 'Remove node_modules, and do not run anything from it before.', width),
  ])
}

const notRunWords: Record<NotRun['why'], string> = {
  new: 'nobody approved it',
  changed: 'it is not what was approved',
  unread: 'it could not be read',
  denied: 'allowScripts of package.json denies it',
  carried: 'it comes inside the tarball of another package, and npm runs no such script',
  prepare: 'git dependencies are not prepared',
}

export function renderNotRun(notRun: readonly NotRun[], width: number): string {
  if (notRun.length === 0) return ''
  const shown = notRun
    .slice(0, rowCap)
    .flatMap(({ name, version, why }) =>
      hang('  ', `${escaped(`${name}@${version}`, 120)}: ${notRunWords[why]}`, width),
    )
  const open = [...new Set(notRun.filter(({ why }) => why === 'new' || why === 'changed').map(({ name }) => name))]
  const names = open.slice(0, rowCap).map((name) => escaped(name, 120))
  const next = `Read them with "cordon scripts", then: cordon scripts approve ${names.join(' ')} --note "why"; "cordon ci" runs them`
  return lines([
    ...hang('cordon: ', `the install scripts of ${counted(notRun.length, 'package')} were not run`, width),
    ...shown,
    ...(notRun.length > rowCap ? [`  and ${toCount(notRun.length - rowCap)} more`] : []),
    ...(names.length > 0 ? hang('  next  ', next, width) : []),
  ])
}

function lines(parts: readonly string[]): string {
  return `${parts.join('\n')}\n`
}
