// What a release brings over its baseline, as tables of before and after.
import type { Brings } from '../domain/report.ts'
import { counted } from './ages.ts'
import { type Child, cut, element, type Html, nothing, plain } from './html-element.ts'

const absent = element('span', { class: 'soft' }, 'no')

export function bringsTables(brings: Brings): Html[] {
  const { scripts, dependencies, capabilities, hosts, publisher, provenance } = brings
  const people = [...changed('published by', publisher), ...changed('evidence of the build', provenance)]
  return [
    table('Who published it', people),
    table('Scripts that run on install', scripts.map(difference)),
    table('Dependencies', dependencies.map(difference)),
    table(
      'What its code can do',
      capabilities.map(({ name, status, file, line }) => row(name, ...sides(status, file, line))),
    ),
    table(
      'Hosts it names',
      hosts.map(({ host, status, file, line }) => row(host, ...sides(status, file, line))),
    ),
    brings.cut === 0 ? nothing : element('p', { class: 'soft' }, `${counted(brings.cut, 'row')} left out.`),
  ]
}

function table(caption: string, rows: readonly Html[]): Html {
  if (rows.length === 0) return nothing
  const head = ['', 'before', 'after'].map((text) => element('th', { scope: 'col' }, text))
  return element(
    'div',
    { class: 'scroll' },
    plain('table', plain('caption', caption), plain('thead', plain('tr', ...head)), plain('tbody', ...rows)),
  )
}

function row(name: string, before: Child, after: Child): Html {
  return plain(
    'tr',
    element('th', { scope: 'row' }, plain('code', cut(name, 200))),
    plain('td', before),
    plain('td', after),
  )
}

function difference({ name, before, after }: Brings['scripts'][number]): Html {
  const side = (text: string) => (text === '' ? absent : plain('code', cut(text, 400)))
  return row(name, side(before), side(after))
}

function sides(status: Brings['capabilities'][number]['status'], file: string, line: number): [Child, Child] {
  const place = plain('code', cut(line > 0 ? `${file}:${line}` : file, 200))
  switch (status) {
    case 'added':
      return [absent, place]
    case 'removed':
      return [place, absent]
    case 'kept':
      return ['yes', place]
  }
}

function changed(name: string, { before, after }: { before: string; after: string }): Html[] {
  if (before === '' && after === '') return []
  const side = (text: string) => (text === '' ? element('span', { class: 'soft' }, 'unknown') : cut(text, 120))
  return [row(name, side(before), side(after))]
}
