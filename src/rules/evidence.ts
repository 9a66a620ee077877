// A fact as evidence of a finding: where it stands, an excerpt, and what makes it the same fact in the next release.
// Excerpts come from packages and registries; whoever prints them escapes them.
import type { CodeFact, Fact, FactRecord } from '../domain/change.ts'
import type { Evidence } from '../domain/report.ts'

export type FactEvidence = {
  evidence: Evidence
  /** Without lines, versions and ages: equal facts of two releases are equal here. */
  identity: readonly string[]
}

export function evidenceOf(fact: Fact): FactEvidence {
  switch (fact.record) {
    case 'package':
      return describe.package(fact)
    case 'baseline':
      return describe.baseline(fact)
    case 'publication':
      return describe.publication(fact)
    case 'provenance':
      return describe.provenance(fact)
    case 'lock':
      return describe.lock(fact)
    case 'lookalike':
      return describe.lookalike(fact)
    case 'manifest':
      return describe.manifest(fact)
    case 'script':
      return describe.script(fact)
    case 'dependency':
      return describe.dependency(fact)
    case 'file':
      return describe.file(fact)
    case 'content':
      return describe.content(fact)
    case 'oddity':
      return describe.oddity(fact)
    case 'bin':
      return describe.bin(fact)
    case 'directive':
      return describe.directive(fact)
    case 'patch':
      return describe.patch(fact)
    case 'capability':
      return describe.capability(fact)
    case 'argument':
      return describe.argument(fact)
    case 'flow':
      return describe.flow(fact)
    case 'disguise':
      return describe.disguise(fact)
    case 'indicator':
      return describe.indicator(fact)
    case 'unreadable':
      return describe.unreadable(fact)
    case 'knownBad':
      return describe.knownBad(fact)
  }
}

type Describe = { readonly [R in FactRecord]: (fact: Extract<Fact, { record: R }>) => FactEvidence }

/** What stands in the lockfile has no file name here: renderers know which lockfile was read. */
const lockfile = ''

const describe: Describe = {
  package: (fact) => ({
    evidence: at(lockfile, fact.line, named(fact), `package ${fact.kind}`),
    identity: [fact.kind, fact.installedAs, fact.host],
  }),
  baseline: (fact) => ({
    evidence: at(lockfile, 0, fact.version, `baseline ${fact.status}`),
    identity: [fact.status],
  }),
  publication: (fact) => ({
    evidence: at(lockfile, fact.line, published(fact), 'publication'),
    identity: [fact.publisher, fact.publisherName, fact.email, fact.gitHead, fact.trust, fact.trustLevel],
  }),
  provenance: (fact) => ({
    evidence: at(lockfile, fact.line, proven(fact), `provenance ${fact.status}`),
    identity: [fact.status, fact.code, fact.signature, fact.builtFrom, fact.processDetail, fact.shown],
  }),
  lock: (fact) => ({
    evidence: at(lockfile, fact.line, locked(fact), `lock integrity ${fact.integrity}`),
    identity: [fact.strength, fact.integrity, fact.source, fact.scheme, fact.installScript, fact.identity, fact.path],
  }),
  lookalike: (fact) => ({
    evidence: at(lockfile, fact.line, `${fact.name} ~ ${fact.of}`, `lookalike ${fact.kind} ${fact.whose}`),
    identity: [fact.name, fact.kind, fact.of],
  }),
  manifest: (fact) => ({
    evidence: at(fact.file, fact.line, `${fact.registry} | ${fact.tarball}`, `manifest ${fact.field} ${fact.key}`),
    identity: [fact.field, fact.key, fact.registry, fact.tarball],
  }),
  script: (fact) => ({
    evidence: at(fact.file, fact.line, fact.body || fact.bodyBefore, `script ${fact.name} ${fact.status}`),
    identity: [fact.name, fact.status, fact.body],
  }),
  dependency: (fact) => ({
    evidence: at(
      fact.file,
      fact.line,
      `"${fact.name}": "${fact.spec || fact.specBefore}"`,
      `dependency ${fact.name} ${fact.status}`,
    ),
    identity: [fact.name, fact.status, fact.group, fact.kind, fact.spec],
  }),
  file: (fact) => ({
    evidence: at(fact.path, 0, fact.type, `file ${fact.path} ${fact.status}`),
    identity: [fact.path, fact.status, fact.type],
  }),
  content: (fact) => ({
    evidence: at('package.json', 0, `${fact.bytesBefore} -> ${fact.bytes} bytes`, 'content'),
    identity: [],
  }),
  bin: (fact) => ({
    evidence: at(fact.file, fact.line, `"${fact.name}": "${fact.path || fact.pathBefore}"`, boundTo(fact)),
    identity: [fact.name, fact.status, fact.ownedBy],
  }),
  directive: (fact) => ({
    evidence: at(
      fact.file,
      fact.line,
      `${fact.key}: ${fact.value || fact.valueBefore}`,
      `${fact.field} ${fact.key} ${fact.status}`,
    ),
    identity: [fact.field, fact.key, fact.status, fact.value],
  }),
  oddity: (fact) => ({
    evidence: at(fact.path, 0, fact.detail, `oddity ${fact.kind} ${fact.status}`),
    identity: [fact.kind, fact.status, fact.path],
  }),
  patch: (fact) => ({
    evidence: at(lockfile, fact.line, patchText(fact), `patch ${fact.path} ${fact.status}`),
    identity: [fact.path, fact.integrity],
  }),
  capability: (fact) => ({
    evidence: inCode(fact, `capability ${words(fact.name, fact.subject)} ${fact.status}`),
    identity: [fact.name, fact.subject, fact.status],
  }),
  argument: (fact) => ({
    evidence: inCode(fact, `${fact.capability} ${fact.kind} ${fact.resolved ? fact.value : '?'} ${fact.status}`),
    identity: [fact.capability, fact.kind, fact.value, fact.status],
  }),
  flow: (fact) => ({
    evidence: inCode(fact, `flow ${words(fact.source, fact.subject)} to ${fact.sink} ${fact.status}`, fact.steps),
    identity: [fact.source, fact.subject, fact.sink, fact.status],
  }),
  disguise: (fact) => ({
    evidence: inCode(fact, `disguise ${words(fact.kind, fact.detail)} ${fact.status}`),
    identity: [fact.kind, fact.status],
  }),
  indicator: (fact) => ({
    evidence: inCode(fact, `${fact.kind} ${fact.value} ${fact.status}`),
    identity: [fact.kind, fact.value, fact.status],
  }),
  unreadable: (fact) => ({
    evidence: at(fact.file, 0, fact.why, `unreadable ${fact.why} ${fact.status}`),
    identity: [fact.file, fact.why, fact.status],
  }),
  knownBad: (fact) => ({
    evidence: at(fact.file, fact.line, claimed(fact), `known ${fact.harm} ${fact.kind} ${fact.value}`),
    identity: [fact.kind, fact.value, fact.harm, fact.id, fact.pack, fact.list],
  }),
}

/** Where the code was only in the baseline there is no such line to point at. */
function inCode(fact: CodeFact, says: string, excerpt: string = fact.excerpt): Evidence {
  const { line, column } = fact.status === 'removed' ? { line: 0, column: 0 } : fact
  return { ...at(fact.file, line, excerpt, says), column }
}

function words(name: string, more: string): string {
  return more === '' ? name : `${name} ${more}`
}

function named({ name, installedAs, version }: Extract<Fact, { record: 'package' }>): string {
  return installedAs === name ? `${name}@${version}` : `${installedAs} -> ${name}@${version}`
}

function locked({ strength, resolved }: Extract<Fact, { record: 'lock' }>): string {
  const digest = strength === 'none' ? 'no integrity' : strength
  return resolved === '' ? digest : `${digest}, ${resolved}`
}

function boundTo({ name, status, ownedBy }: Extract<Fact, { record: 'bin' }>): string {
  return ownedBy === '' ? `bin ${name} ${status}` : `bin ${name} ${status}, also of ${ownedBy}`
}

/** What is unusual about the publication; only who published it where nothing is. */
function published(fact: Extract<Fact, { record: 'publication' }>): string {
  const who = fact.publisherBefore === '' ? fact.publisherName : `${fact.publisherBefore} -> ${fact.publisherName}`
  const levels = fact.trust === 'lowered' ? `${fact.trustBefore} -> ${fact.trustLevel}` : fact.trustLevel
  const parts = [
    who,
    levels,
    fact.emailKnown === 'no' && fact.publisherKnown === 'yes' ? 'a new e-mail address' : '',
    fact.gitHead === 'lost' ? 'no commit' : '',
    fact.dormantDays >= 365 ? `after ${fact.dormantDays} days` : '',
    fact.dayLines > 1 ? `${fact.dayLines} release lines in a day` : '',
    fact.deprecated === '' ? '' : `deprecated: ${fact.deprecated}`,
  ]
  return parts.filter((part) => part !== '').join(', ')
}

/** What is wrong or new about who built it. */
function proven(fact: Extract<Fact, { record: 'provenance' }>): string {
  const from = fact.builtFromBefore === '' ? fact.builtFrom : `${fact.builtFromBefore} -> ${fact.builtFrom}`
  const parts = [
    fact.code === '' ? '' : `${fact.code}: ${fact.detail}`,
    fact.signature === 'invalid' ? fact.signatureDetail : '',
    fact.repository === 'changed' || fact.owner === 'changed' ? from : fact.builtFrom,
    fact.processDetail,
    fact.branch === 'other' ? `from ${fact.ref}` : '',
    fact.triggerKind === 'outside-new' ? `started by ${fact.trigger}` : '',
    fact.runner === 'own-new' ? 'on a runner of their own' : '',
    fact.shown === 'lost' ? 'this registry once showed who published it' : '',
  ]
  return parts.filter((part) => part !== '').join(', ')
}

/** Who says it comes first: that is what a reader looks up. */
function claimed({ id, pack, list, source, why }: Extract<Fact, { record: 'knownBad' }>): string {
  const entry = list === '' ? id : [`${pack}/${list}`, id].filter((part) => part !== '').join(' ')
  return `${entry} (${source}): ${why}`
}

function patchText({ path, files, added, removed }: Extract<Fact, { record: 'patch' }>): string {
  const size = `+${added} -${removed} in ${files.join(', ')}`
  return path === '' ? size : `${path}: ${size}`
}

/** Characters of an excerpt or a fact; what a package brings is never longer in a report. */
const maxText = 200

function at(file: string, line: number, excerpt: string, fact: string): Evidence {
  return { file, line, column: 0, excerpt: cut(excerpt), fact: cut(fact) }
}

function cut(text: string): string {
  if (text.length <= maxText) return text
  return `${[...text.slice(0, maxText)].slice(0, -1).join('')}…`
}
