// The JSON Schema of a scenario file: the types of `scenario-file.ts` once more, so that an unknown key fails.
import { evidenceFaults } from '../../src/replay/written.ts'

const text = { type: 'string' }
const flag = { type: 'boolean' }
const count = { type: 'integer', minimum: 0 }
const names = { type: 'array', items: text }
const time = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z$' }
const anything = { type: 'object' }

const mapOf = (values: object) => ({ type: 'object', additionalProperties: values })
const shape = (properties: Record<string, object>, required: readonly string[] = []) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
})

const tree = mapOf({ type: ['string', 'object', 'null'] })
const person = { name: text, email: text }
const publication = {
  publisher: shape({ ...person, trustedPublisher: shape({ id: text }, ['id']) }, ['name', 'email']),
  provenance: flag,
  build: mapOf(text),
  evidence: { enum: evidenceFaults },
  gitHead: { anyOf: [flag, { type: 'string', pattern: '^[0-9a-f]{40}$' }] },
  signatures: flag,
}

const version = shape(
  {
    ...publication,
    published: time,
    extends: text,
    files: tree,
    registryManifest: anything,
    deprecated: text,
    tag: text,
  },
  ['published'],
)

const packageShape = shape(
  {
    ...publication,
    maintainers: { type: 'array', items: shape(person, ['name', 'email']) },
    hostileKeys: flag,
    versions: mapOf(version),
  },
  ['versions'],
)

const faultKinds = {
  status: { type: 'integer', minimum: 100, maximum: 599 },
  body: text,
  hang: { const: true },
  truncate: count,
  endless: { const: true },
  bytesOf: text,
}
const fault = {
  ...shape({ path: { type: 'string', pattern: '^/' }, times: { type: 'integer', minimum: 1 }, ...faultKinds }, [
    'path',
  ]),
  oneOf: Object.keys(faultKinds).map((kind) => ({ required: [kind] })),
}

const lock = shape(
  {
    resolved: flag,
    root: anything,
    tree: mapOf({ anyOf: [text, shape({ package: text, set: anything })] }),
  },
  ['tree'],
)

const expectation = shape(
  {
    exitCode: { type: 'integer', minimum: 0, maximum: 4 },
    verdicts: mapOf({ enum: ['trusted', 'passed', 'review', 'waiting', 'blocked', 'unchecked'] }),
    reasons: mapOf(text),
    rulesAtLeast: count,
    rules: names,
    notRules: names,
    containing: names,
    notContaining: names,
    requests: shape({ packument: count, tarball: count, evidence: count }),
  },
  ['exitCode'],
)

/** JSON Schema (2020-12 words only) of a scenario file. */
export const scenarioSchema = shape({
  about: text,
  now: time,
  from: text,
  registry: shape({
    trust: { enum: ['full', 'stripped'] },
    ownKeys: flag,
    cut: flag,
    packages: mapOf(packageShape),
    absent: names,
    faults: { type: 'array', items: fault },
  }),
  project: tree,
  lock,
  baseLock: lock,
  runs: {
    type: 'array',
    items: shape({ args: names, env: mapOf(text), textOnly: flag, expect: expectation }, ['args', 'expect']),
  },
})
