// How each run went, as SARIF says it: whether it could look at everything, and what it could not look at. An analysis that
// says nothing of a package must not look like one that found nothing.
import type { JudgedPackage, Reason } from '../domain/report.ts'
import { counted } from './ages.ts'
import { sarifCode, sarifPlain, sarifProse, sarifUri } from './escape-sarif.ts'
import { isOfIncompleteRun } from './incomplete.ts'
import { type PlacedReport, repositoryPath } from './placed.ts'
import { noticeText, packageId, reasonWords } from './words.ts'

const maxNotifications = 1000

/** Descriptors of the notifications. */
export const notificationWords = [
  { id: 'unchecked', shortDescription: { text: 'A package could not be judged.' } },
  { id: 'incomplete', shortDescription: { text: 'What this run relied on was not in order.' } },
  { id: 'note', shortDescription: { text: 'What holds for the whole run.' } },
  { id: 'left-out', shortDescription: { text: 'Results that were left out for their number or size.' } },
] as const

type NotificationId = (typeof notificationWords)[number]['id']

/** `left`: results that there was no room for. */
export function invocationOf({ report, place }: PlacedReport, left: number) {
  const unchecked = report.packages.filter(({ verdict }) => verdict === 'unchecked')
  const path = repositoryPath(report.lockfile, place)
  const locate = (line: number) => (path === '' ? [] : [locationOf(path, line)])
  const notices = report.notices.map((notice) => {
    const isBad = isOfIncompleteRun(notice)
    const text = sarifProse(noticeText(notice), 600)
    return notification(isBad ? 'incomplete' : 'note', isBad ? 'error' : 'note', text, [])
  })
  const all = [
    ...(left === 0 ? [] : [notification('left-out', 'warning', `${counted(left, 'result')} left out.`, [])]),
    ...unchecked.map((one) => notification('unchecked', 'error', uncheckedText(one), locate(one.line))),
    ...notices,
  ]
  const shown = all.slice(0, maxNotifications)
  const hidden = all.length - shown.length
  return {
    executionSuccessful: unchecked.length === 0 && !report.notices.some(isOfIncompleteRun),
    exitCode: report.summary.exitCode,
    ...(Number.isNaN(Date.parse(report.startedAt)) ? {} : { startTimeUtc: report.startedAt }),
    toolExecutionNotifications: [
      ...shown,
      ...(hidden === 0
        ? []
        : [notification('left-out', 'warning', `${counted(hidden, 'notification')} left out.`, [])]),
    ],
  }
}

function notification(
  id: NotificationId,
  level: 'error' | 'warning' | 'note',
  text: string,
  locations: readonly ReturnType<typeof locationOf>[],
) {
  return { descriptor: { id }, level, message: { text }, locations }
}

function locationOf(path: string, line: number) {
  return {
    physicalLocation: {
      artifactLocation: { uri: sarifUri(path), uriBaseId: '%SRCROOT%' },
      region: { startLine: Math.max(1, line) },
    },
  }
}

function uncheckedText(one: JudgedPackage): string {
  const reasons = one.reasons.slice(0, 3).map(reasonText)
  return `${sarifCode(packageId(one))} is unchecked: ${reasons.length === 0 ? 'no reason is known' : reasons.join('; ')}.`
}

function reasonText({ code, detail }: Reason): string {
  const words = `${sarifProse(reasonWords[code].meaning)} (${sarifPlain(code)})`
  return detail === '' ? words : `${words}: ${sarifCode(detail)}`
}
