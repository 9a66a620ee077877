// The files of a comparison in a few lines: how many, how large, which of them stand out, and the others by folder.
import type { Change, FileFact } from '../domain/change.ts'
import { counted, toCount, toSize } from './ages.ts'
import { escaped } from './escape.ts'
import type { Layout } from './layout.ts'
import { hang } from './width.ts'

/** Files that are named one by one, without `--all`; of more, those that stand out. */
const namedCap = 25

const signs = { added: '+', changed: '~', removed: '-', kept: ' ' } as const

export function fileLines({ files, content }: Pick<Change, 'files' | 'content'>, layout: Layout): string[] {
  const changed = files.filter(({ status }) => status !== 'kept')
  const total = `${toCount(content.filesBefore)} -> ${counted(content.files, 'file')}, ${toSize(content.bytesBefore)} -> ${toSize(content.bytes)}`
  const told = layout.all || changed.length <= namedCap ? changed : changed.filter(standsOut).slice(0, namedCap)
  const telling = new Set(told)
  const folders = Map.groupBy(
    changed.filter((file) => !telling.has(file)),
    ({ path }) => folderOf(path),
  )
  const rows = [...folders].toSorted(([, a], [, b]) => b.length - a.length)
  const shown = rows.slice(0, namedCap)
  return [
    layout.paint('strong', 'Files'),
    ...hang('  ', `${total}; ${tally(changed)}`, layout.width),
    ...told.flatMap((file) => fileLine(file, layout)),
    ...shown.flatMap(([folder, group]) => hang('  ', folderText(folder, group), layout.width)),
    ...(rows.length > shown.length
      ? [`  and ${toCount(rows.length - shown.length)} more folders; --all shows them`]
      : []),
  ]
}

function fileLine(file: FileFact, layout: Layout): string[] {
  const { status, path, type, size, sizeBefore } = file
  const bytes =
    status === 'changed' ? `${toSize(sizeBefore)} -> ${toSize(size)}` : toSize(status === 'removed' ? sizeBefore : size)
  const words = [escaped(type, 40), ...wordsOf(file)].join(', ')
  const role = status === 'added' ? 'added' : status === 'removed' ? 'removed' : 'quiet'
  const [first = '', ...rest] = hang(`  ${signs[status]} `, `${escaped(path, 160)}  ${bytes}; ${words}`, layout.width)
  return [`  ${layout.paint(role, signs[status])}${first.slice(3)}`, ...rest]
}

function wordsOf({ disguised, reach, entry, role, startsOnOpen, firstOfType, type, status }: FileFact): string[] {
  const reached = { install: 'runs on install', import: 'runs on import', bin: 'runs as a command', none: '' }[reach]
  const entered = { import: 'an entry point', bin: 'a command', none: '' }[entry]
  return [
    disguised ? 'its name says something else' : '',
    entered,
    entry === 'none' ? reached : reach === 'install' ? reached : '',
    role === 'none' ? '' : `configuration of ${roleWords[role]}`,
    startsOnOpen ? 'starts something when the folder is opened' : '',
    status === 'added' && firstOfType && !isPlain(type) ? 'the first of its type' : '',
  ].filter((word) => word !== '')
}

/** What every package has sooner or later. */
function isPlain(type: string): boolean {
  return ['text', 'json', 'image', 'font', 'empty'].includes(type)
}

const roleWords: Record<Exclude<FileFact['role'], 'none'>, string> = {
  agent: 'an agent',
  editor: 'an editor',
  ci: 'CI',
  hooks: 'hooks',
  npm: 'npm',
}

function standsOut(file: FileFact): boolean {
  if (file.path === 'package.json') return true
  const isOpaque = ['native', 'wasm', 'archive', 'binary'].includes(file.type)
  const isNews = file.status === 'added' && ((file.firstOfType && !isPlain(file.type)) || isOpaque)
  return file.disguised || file.startsOnOpen || file.role !== 'none' || file.reach === 'install' || isNews
}

/** At most two folders deep. */
function folderOf(path: string): string {
  const folders = path.split('/').slice(0, -1)
  return folders.length === 0 ? '' : `${folders.slice(0, 2).join('/')}/`
}

function folderText(folder: string, group: readonly FileFact[]): string {
  const [before, after] = [sum(group.map((one) => one.sizeBefore)), sum(group.map((one) => one.size))]
  const name = folder === '' ? 'the package folder' : escaped(folder, 120)
  return `${name}  ${tally(group)}; ${toSize(before)} -> ${toSize(after)}`
}

function tally(files: readonly FileFact[]): string {
  const counts = (['added', 'changed', 'removed'] as const).map((status) => {
    const count = files.filter((file) => file.status === status).length
    return count === 0 ? '' : `${toCount(count)} ${status}`
  })
  return counts.filter((text) => text !== '').join(', ') || 'none differs'
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
