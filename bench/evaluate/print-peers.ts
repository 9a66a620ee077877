// The peers as Markdown: their cells in the table of replays, and what they flag of the same attacks and upgrades.
import { wilson } from '../../src/domain/share.ts'
import { jsXRayVersion } from '../peers/js-x-ray.ts'
import { publishedFigures } from '../peers/published.ts'
import { ofAll, table } from './markdown.ts'
import type { Flagged, Peers } from './peers.ts'

export const peersHead = ['js-x-ray', 'npm: unapproved scripts listed', 'npm: minimum age refuses']

/** What their columns say. */
export const peersText =
  '"js-x-ray" is the worst warning that it gives for a release of the attack and not for the one before. "npm: unapproved scripts listed" is how many packages npm names whose install scripts nobody has approved, honest ones among them. "npm: minimum age refuses" says when a minimum age of 72 hours changes what npm takes, and is empty where npm cannot install the project.'

export function peerCells({ replays }: Peers, id: string): string[] {
  const one = replays.find((replay) => replay.id === id)
  if (one === undefined) return ['', '', '']
  if (one.npm === 'not-installable') return [one.jsXRay, 'npm cannot install it here', '']
  return [one.jsXRay, `${one.npm.scriptsNamed.length}`, one.npm.youngRefused ? 'when it resolves anew' : 'no']
}

/** `cordon` gives our own figures over the same inputs: attacks stopped, and upgrades disturbed. */
export function printedPeers({ replays, upgrades }: Peers, cordon: { attacks: number; upgrades: string }): string {
  const attacks = replays.length
  const flagged = (levels: readonly Flagged[]) => replays.filter(({ jsXRay }) => levels.includes(jsXRay)).length
  const noisy = (levels: readonly Flagged[]) => upgrades.said.filter((one) => levels.includes(one)).length
  const row = (label: string, levels: readonly Flagged[]) => [
    label,
    ofAll(wilson(flagged(levels), attacks)),
    ofAll(wilson(noisy(levels), upgrades.of)),
  ]
  const scripts = replays.filter(({ npm }) => npm !== 'not-installable' && npm.scriptsNamed.length > 0).length
  const young = replays.filter(({ npm }) => npm !== 'not-installable' && npm.youngRefused).length
  const version = replays.flatMap(({ npm }) => (npm === 'not-installable' ? [] : [npm.npm]))[0] ?? ''
  const published = publishedFigures.map(
    ({ tool, of, data, recall, precision, source, date }) =>
      `| ${tool}, published, on other data (${of}) | ${recall} % | precision ${precision === undefined ? 'not given' : `${precision} %`} | ${data}; ${source}, ${date} |`,
  )
  return [
    `js-x-ray ${jsXRayVersion()} judges single files; here it is asked what a release adds to the one before. Upgrades: a fixed draw of ${upgrades.of} of the pairs outside the holdout (${upgrades.notHad} could not be had).`,
    '',
    table(
      ['', 'attacks flagged', 'honest upgrades flagged'],
      [
        ['cordon (blocked or in review)', ofAll(wilson(cordon.attacks, attacks)), cordon.upgrades],
        row('js-x-ray, a new warning of severity Critical', ['critical']),
        row('js-x-ray, a new warning of severity Warning or above', ['critical', 'warning']),
        row('js-x-ray, any new warning', ['critical', 'warning', 'any']),
        [
          `npm ${version}, lists an unapproved install script (npm 12 does not run it)`,
          ofAll(wilson(scripts, attacks)),
          'every package with one, until approved',
        ],
        [
          `npm ${version}, a minimum age of 72 h when it resolves anew; npm ci takes the lockfile as it is`,
          ofAll(wilson(young, attacks)),
          'every release of the last three days',
        ],
        ['npm audit, npm audit signatures', 'none: they know what was reported, and who signed', ''],
      ],
    ),
    '',
    '| tool | recall | | source |',
    '| --- | --- | --- | --- |',
    ...published,
  ].join('\n')
}
