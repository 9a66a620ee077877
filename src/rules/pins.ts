// A pack against what the policy pins of it: its version and its digest. Pure.
import type { PackUse } from '../domain/policy.ts'
import type { Mistake, Place } from '../domain/problem.ts'
import type { RulePack } from './rule.ts'

/** What a pin says, in the spelling of `cordon.yml`. */
export function digestText(digest: string): string {
  return `sha256-${digest}`
}

/** `place` is where the policy names the pack. */
export function pinMistakes(pack: RulePack, use: Pick<PackUse, 'version' | 'digest'>, place: Place): Mistake[] {
  const mistakes: Mistake[] = []
  if (use.version !== '' && use.version !== pack.version) {
    const message = `The pack ${pack.pack} is version ${pack.version}, and the policy pins ${use.version}`
    const help = `Read what changed; then pin "version: ${pack.version}", or bring the pinned version back.`
    mistakes.push({ code: 'pack-version', message, help, place })
  }
  if (use.digest !== '' && use.digest !== pack.digest) {
    const [pinned, found] = [digestText(use.digest), digestText(pack.digest)]
    const message = `The pack ${pack.pack} changed under its pin: the policy pins ${pinned}, and it is ${found}`
    const help = `Read what changed; then pin "digest: ${found}", or bring the pinned files back.`
    mistakes.push({ code: 'pack-changed', message, help, place })
  }
  return mistakes
}
