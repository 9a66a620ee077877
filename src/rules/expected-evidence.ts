// What a test case expects a rule to find (`finds`), and whether it did: each expectation one piece of evidence, each
// piece of evidence one expectation, in any order.
import type { Evidence } from '../domain/report.ts'
import type { ExpectedEvidence } from '../domain/rule-test.ts'
import { anyText } from '../yaml/forms.ts'
import { countOf, textOf } from '../yaml/members.ts'
import type { YamlNode } from '../yaml/read.ts'
import type { Shape } from '../yaml/shape.ts'

export const findsShape = {
  kind: 'list',
  means: 'All that the rule must find on a case that fires, in any order; what an entry leaves out may be anything.',
  of: {
    kind: 'map',
    means: 'One piece of evidence.',
    keys: {
      file: { needed: false, shape: { kind: 'text', means: 'The file it points to.', form: anyText } },
      line: { needed: false, shape: { kind: 'count', means: 'The line in that file.' } },
      fact: { needed: false, shape: { kind: 'text', means: 'What it is, as reports show it.', form: anyText } },
      excerpt: { needed: false, shape: { kind: 'text', means: 'The excerpt that is shown.', form: anyText } },
    },
  },
} as const satisfies Shape

export function toExpected(node: YamlNode): ExpectedEvidence {
  return {
    file: textOf(node, 'file', ''),
    line: countOf(node, 'line', 0),
    fact: textOf(node, 'fact', ''),
    excerpt: textOf(node, 'excerpt', ''),
  }
}

/** Both empty when the evidence is just what was expected. */
export function compareEvidence(
  expected: readonly ExpectedEvidence[],
  found: readonly Evidence[],
): { notFound: readonly ExpectedEvidence[]; unexpected: readonly Evidence[] } {
  // Which expectation has taken a piece of evidence. An entry that says little gives way to one that says more, so that
  // the order in which they are written does not matter (augmenting paths).
  const taken = new Map<Evidence, ExpectedEvidence>()
  const take = (one: ExpectedEvidence, tried: Set<Evidence>): boolean =>
    found.some((evidence) => {
      if (tried.has(evidence) || !meets(evidence, one)) return false
      tried.add(evidence)
      const holder = taken.get(evidence)
      if (holder !== undefined && !take(holder, tried)) return false
      taken.set(evidence, one)
      return true
    })
  const notFound = expected.filter((one) => !take(one, new Set()))
  return { notFound, unexpected: found.filter((evidence) => !taken.has(evidence)) }
}

function meets(evidence: Evidence, { file, line, fact, excerpt }: ExpectedEvidence): boolean {
  return (
    (file === '' || evidence.file === file) &&
    (line === 0 || evidence.line === line) &&
    (fact === '' || evidence.fact === fact) &&
    (excerpt === '' || evidence.excerpt === excerpt)
  )
}
