// Signs the attested releases of all replays, with a sigstore made for this once, and writes what cordon needs to verify
// them (`node test/replays/sign.ts`). Run it when a replay has changed: a test says so.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { registryPlan } from '../../src/replay/plan.ts'
import { readReplay, replayIds, replaysFolder } from '../../src/replay/read-replay.ts'
import { registryKey } from '../../src/replay/registry-key.ts'
import { trustFiles } from '../../src/replay/stored-evidence.ts'
import { variantsOf } from '../../src/replay/variants.ts'
import { evidenceOf, localSigstore } from '../support/sigstore/evidence.ts'

/** What npm's own registry writes into publish attestations. */
const npmRegistry = 'https://registry.npmjs.org'

const { trustedRoot } = await localSigstore()
const files = trustFiles()
mkdirSync(join(replaysFolder, 'trust'), { recursive: true })
writeFileSync(files.trustedRoot, `${JSON.stringify(trustedRoot)}\n`)
writeFileSync(files.registryKeys, `${registryKey().published}\n`)
for (const id of replayIds()) {
  const replay = readReplay(id)
  const releases = new Map(
    variantsOf(replay).flatMap(({ registry }) => {
      const { packages } = registryPlan(registry, Date.parse(replay.now), id)
      const attested = [...packages.values()].flatMap((one) => one.releases).filter((one) => one.provenance)
      return attested.map((one) => [`${one.name}@${one.version}`, one] as const)
    }),
  )
  const rows: Record<string, object> = {}
  for (const [spec, release] of releases) {
    const { attestations } = JSON.parse(await evidenceOf(release, npmRegistry))
    rows[spec] = { integrity: release.tarball.integrity, attestations }
  }
  const path = join(replaysFolder, id, 'evidence.json')
  if (releases.size > 0) writeFileSync(path, `${JSON.stringify(rows)}\n`)
  else if (existsSync(path) && readFileSync(path, 'utf8') !== '') rmSync(path)
}
process.exit(0)
