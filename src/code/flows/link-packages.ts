// Flows across packages that are judged together: a decoder in one, a sink in another.
import type { FileCode } from '../file-code.ts'
import { type LinkBudget, linkBudget } from './link-budget.ts'
import type { Files, Resolve } from './link-exports.ts'
import { type LinkedFlow, linkFlows } from './link-flows.ts'

/**
 * `entry`: the file that others load by a specifier (`pkg`, `pkg/sub`), '' where it does not mean this package. `outside`:
 * the specifier of another package that one in a file means: `../pkg/sub` leaves the own folder.
 */
export type LinkedPackage = {
  files: Files
  resolve: Resolve
  entry: (specifier: string) => string
  outside: (from: string, specifier: string) => string
}

/** `member`: the place of the package whose `file` holds the sink. Steps start with the path of their own package. */
export type FlowBetween = LinkedFlow & { member: number }

/** Only what none of the packages has by itself; `budget` as for `linkFlows`. */
export function linkPackages(
  packages: readonly LinkedPackage[],
  budget: LinkBudget = linkBudget(),
): readonly FlowBetween[] {
  const files = new Map<string, Pick<FileCode, 'exports' | 'calls'>>()
  const homes = new Map<string, { member: number; path: string }>()
  packages.forEach((one, member) => {
    for (const [path, code] of one.files) {
      files.set(`${member}:${path}`, code)
      homes.set(`${member}:${path}`, { member, path })
    }
  })
  const own = packages.map(
    ({ files: of, resolve }) => new Set(linkFlows(of, resolve, 'others', undefined, budget).map(keyOf)),
  )
  const memberOf = (file: string) => homes.get(file)?.member ?? -1
  const resolve: Resolve = (from, specifier) => {
    const { member = -1, path = '' } = homes.get(from) ?? {}
    const inside = packages[member]?.resolve(path, specifier) ?? ''
    if (inside !== '') return `${member}:${inside}`
    const outside = packages[member]?.outside(path, specifier) ?? ''
    for (const [index, { entry }] of packages.entries()) {
      const found = index === member ? '' : entry(outside)
      if (found !== '') return `${index}:${found}`
    }
    return ''
  }
  const homeOf = (file: string) => String(memberOf(file))
  return linkFlows(files, resolve, 'others', homeOf, budget).flatMap((one): FlowBetween[] => {
    const home = homes.get(one.file)
    // What one package has by itself hides nothing of what others have of the same kind.
    const isOwn = memberOf(one.from) === home?.member && own[home.member]?.has(keyOf(one))
    return home === undefined || isOwn ? [] : [{ ...one, member: home.member, file: home.path }]
  })
}

function keyOf({ flow: { source, subject, sink } }: LinkedFlow): string {
  return JSON.stringify([source, subject, sink])
}
