// What an earlier report says became of the policy's exceptions and allowances. The file is a person's, so it may be
// anything.
import { type JsonNode, memberOf, readJson } from '../domain/json.ts'

/** In the order of the policy. */
export type ReportedDecisions = {
  /** Of the policy that the report was made with. */
  digest: string
  exceptions: readonly { state: string }[]
  allowances: readonly { state: string }[]
}

const limits = { maxLength: 256 * 1024 * 1024, maxDepth: 50, maxNodes: 20_000_000 }

/** `undefined` for what is no report of cordon. */
export function readDecisions(text: string): ReportedDecisions | undefined {
  const read = readJson(text, limits)
  if (!read.ok) return undefined
  const version = memberOf(read.root, 'schemaVersion')
  const policy = memberOf(read.root, 'policy')
  const digest = policy === undefined ? undefined : memberOf(policy, 'digest')
  if (policy === undefined || digest?.kind !== 'string') return undefined
  if (version?.kind !== 'number' || version.value !== 1) return undefined
  return {
    digest: digest.value,
    exceptions: statesIn(policy, 'exceptions'),
    allowances: statesIn(policy, 'allowances'),
  }
}

function statesIn(policy: JsonNode, key: string): { state: string }[] {
  const list = memberOf(policy, key)
  if (list?.kind !== 'array') return []
  return list.items.map((item) => {
    const state = memberOf(item, 'state')
    return { state: state?.kind === 'string' ? state.value : '' }
  })
}
