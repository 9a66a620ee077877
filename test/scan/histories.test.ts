import { expect, test } from 'vitest'
import type { History } from '../../src/domain/release.ts'
import { createHistories } from '../../src/scan/histories.ts'
import type { ManifestsOf } from '../../src/sources/packument.ts'
import type { Registry } from '../../src/sources/registry.ts'

/** A registry that knows every name and writes down what it is asked. */
function anyName(asked: string[]): Registry {
  const nothing: Omit<History, 'name'> = { registryHost: 'registry.example.test', versions: [], latest: '' }
  const history = async (name: string, _now: number, manifestsOf: ManifestsOf) => {
    asked.push(`${name}: ${[...manifestsOf({ ...nothing, name })].join(' ')}`)
    return { ok: true as const, value: { ...nothing, name } }
  }
  const tarball = async () => ({ ok: false as const, why: { code: 'not-found' as const, detail: '' } })
  return { history, tarball, evidence: tarball, keys: tarball }
}

test('asked for twice, even at once, a name is asked for once', async () => {
  const asked: string[] = []
  const histories = createHistories(anyName(asked), (name) => new Set([`${name}-1`]), Number.POSITIVE_INFINITY)
  await Promise.all([histories.of('left'), histories.of('left'), histories.of('right')])
  await histories.of('left')
  expect(asked).toEqual(['left: left-1', 'right: right-1'])
})
