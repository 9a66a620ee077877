// The releases around a judged one as a picture: one dot each in the order of time, one lane per publisher, filled where the
// registry shows evidence of the build. A change of hands is a step from lane to lane. The same as a table, for readers of
// tables and for what a picture cannot say.
import type { TimelineEntry } from '../domain/report.ts'
import { counted, toMoment, toSpan } from './ages.ts'
import { cut, element, type Html, nothing, plain } from './html-element.ts'

const width = 960
const left = 170
const laneHeight = 30
const top = 26
/** More publishers than anybody can follow share the last lane. */
const maxLanes = 6
const otherPublishers = 'others'

export function timelineFigure(timeline: readonly TimelineEntry[]): Html {
  if (timeline.length === 0) return nothing
  return plain(
    'figure',
    plain('figcaption', 'The releases around it: a lane per publisher, a dot per release, oldest to the left.'),
    picture(timeline),
    element(
      'p',
      { class: 'soft' },
      'Filled: evidence of the build is shown. Empty: none. Grey: this registry shows none for any.',
    ),
    plain('details', plain('summary', `The same as a table (${timeline.length})`), table(timeline)),
  )
}

function picture(timeline: readonly TimelineEntry[]): Html {
  const lanes = lanesOf(timeline)
  const height = top + lanes.length * laneHeight + 34
  const x = (index: number) => left + ((index + 0.5) * (width - left - 20)) / timeline.length
  const y = (entry: TimelineEntry) => top + (lanes.indexOf(laneOf(entry, lanes)) + 0.5) * laneHeight
  const judged = timeline.find((one) => one.isJudged)
  return element(
    'svg',
    {
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'aria-label': `${counted(timeline.length, 'release')}${judged === undefined ? '' : `; the judged one was published ${moment(judged)}`}`,
    },
    ...lanes.flatMap((lane, index) => {
      const middle = top + (index + 0.5) * laneHeight
      return [
        element('line', { class: 'axis', x1: left, x2: width - 10, y1: middle, y2: middle }),
        element('text', { x: 0, y: middle + 4 }, cut(lane === '' ? 'publisher unknown' : lane, 22)),
      ]
    }),
    ...timeline.flatMap((entry, index) => dot(entry, x(index), y(entry), height)),
  )
}

function dot(entry: TimelineEntry, x: number, y: number, height: number): Html[] {
  const label = entry.isJudged ? 'judged' : entry.isBaseline ? 'compared with' : ''
  const at = { cx: Math.round(x), cy: Math.round(y) }
  // Beside the edges a label in the middle would be cut off.
  const anchor = x > width - 90 ? 'end' : x < left + 60 ? 'start' : 'middle'
  const named = { x: Math.round(x), 'text-anchor': anchor }
  return [
    ...(label === ''
      ? []
      : [
          element('line', { class: 'guide', x1: at.cx, x2: at.cx, y1: top - 6, y2: height - 30 }),
          element('text', { ...named, class: 'strong', y: height - 16 }, cut(entry.version, 24)),
          element('text', { ...named, y: height - 2 }, label),
          element('circle', { class: 'ring', ...at, r: 10 }),
        ]),
    element('circle', { class: entry.provenance, ...at, r: 5 }),
  ]
}

/** In the order of their first release. */
function lanesOf(timeline: readonly TimelineEntry[]): string[] {
  const names = [...new Set(timeline.map(({ publisher }) => publisher))]
  return names.length <= maxLanes ? names : [...names.slice(0, maxLanes - 1), otherPublishers]
}

function laneOf({ publisher }: TimelineEntry, lanes: readonly string[]): string {
  return lanes.includes(publisher) ? publisher : otherPublishers
}

const shownWords = {
  shown: 'shown',
  none: 'none',
  unavailable: 'unavailable',
} as const satisfies Record<TimelineEntry['provenance'], string>

function table(timeline: readonly TimelineEntry[]): Html {
  const judged = timeline.find((one) => one.isJudged)
  const head = ['version', 'published', 'before it', 'publisher', 'evidence of the build', '']
  return plain(
    'table',
    plain('thead', plain('tr', ...head.map((text) => element('th', { scope: 'col' }, text)))),
    plain(
      'tbody',
      ...timeline.map((one) =>
        plain(
          'tr',
          plain('td', plain('code', cut(one.version, 60))),
          plain('td', moment(one)),
          plain('td', ageBefore(one, judged)),
          plain('td', cut(one.publisher, 80)),
          plain('td', shownWords[one.provenance]),
          plain('td', one.isJudged ? 'judged' : one.isBaseline ? 'compared with' : ''),
        ),
      ),
    ),
  )
}

function moment({ published }: TimelineEntry): string {
  const time = Date.parse(published)
  return Number.isNaN(time) ? 'unknown' : toMoment(time)
}

/** How long before the judged release one was published; '' for later ones and where a time is unknown. */
function ageBefore(one: TimelineEntry, judged: TimelineEntry | undefined): string {
  const span = Date.parse(judged?.published ?? '') - Date.parse(one.published)
  return Number.isNaN(span) || span <= 0 ? '' : toSpan(span)
}
