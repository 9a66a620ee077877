// Reports -> one SARIF 2.1.0 log with one run, for code scanning: it refuses several runs of the same tool and category, and
// takes at most twenty. Stable rule ids and fingerprints, places in the repository, worst first, within its limits.
import type { Report } from '../domain/report.ts'
import { escapeJson } from './escape.ts'
import { sarifPlain } from './escape-sarif.ts'
import { type PlacedReport, repositoryPath, seenPackages } from './placed.ts'
import { invocationOf, notificationWords } from './sarif-invocations.ts'
import { resultsOf, type SarifResult } from './sarif-results.ts'
import { rulesOf } from './sarif-rules.ts'

/** Code scanning stores so many of a run, and takes 10 MB compressed: uncompressed this is always less. */
const maxResults = 5000
const maxBytes = 8 * 1024 * 1024

const schema = 'https://json.schemastore.org/sarif-2.1.0.json'

export function renderSarif(placed: readonly PlacedReport[]): string {
  const all = resultsOf(seenPackages(placed))
  const results = withinLimits(all)
  const [first] = placed
  const rules = rulesOf(results)
  const log = {
    $schema: schema,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'cordon',
            semanticVersion: first === undefined ? '0.0.0' : first.report.tool.version,
            rules: rules.map(({ descriptor }) => descriptor),
            notifications: notificationWords,
          },
        },
        automationDetails: { id: categoryOf(placed) },
        invocations: placed.map((one, index) => invocationOf(one, index === 0 ? all.length - results.length : 0)),
        columnKind: 'utf16CodeUnits',
        results: results.map(({ result }) => result),
        properties: { packs: first === undefined ? [] : packsOf(first.report) },
      },
    ],
  }
  return `${escapeJson(JSON.stringify(log, null, 2))}\n`
}

/**
 * What is before the last slash is the category. Jobs that judge one lockfile each must not replace each other's alerts;
 * where a job judges several they are one analysis.
 */
function categoryOf(placed: readonly PlacedReport[]): string {
  const [first, ...more] = placed
  if (first === undefined || more.length > 0) return 'cordon/'
  const path = repositoryPath(first.report.lockfile, first.place)
  return path === '' ? 'cordon/' : `cordon/${sarifPlain(path, 300)}/`
}

function packsOf({ rules }: Report): string[] {
  return rules.map(({ pack, version }) => sarifPlain(`${pack} ${version}`))
}

function withinLimits(results: readonly SarifResult[]): SarifResult[] {
  let bytes = 0
  const within: SarifResult[] = []
  for (const one of results.slice(0, maxResults)) {
    bytes += Buffer.byteLength(JSON.stringify(one.result, null, 2)) * 1.5
    if (bytes > maxBytes) break
    within.push(one)
  }
  return within
}
