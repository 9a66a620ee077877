// Flows across packages that are judged together: a decoder in one, a sink in another.
import type { FileCode } from '../file-code.ts'
import type { Files, Resolve } from './link-exports.ts'
import { type LinkedFlow, linkFlows } from './link-flows.ts'

/** `entry`: the file that others load by a specifier (`pkg`, `pkg/sub`), '' where it does not mean this package. */
export type LinkedPackage = {
  files: Files
  resolve: Resolve
  entry: (specifier: string) => string
}

/** `member`: the place of the package whose `file` holds the sink. Steps start with the path of their own package. */
export type FlowBetween = LinkedFlow & { member: number }

/** Only what none of the packages has by itself. */
export function linkPackages(packages: readonly LinkedPackage[]): readonly FlowBetween[] {
  const files = new Map<string, Pick<FileCode, 'exports' | 'calls'>>()
  const homes = new Map<string, { member: number; path: string }>()
  packages.forEach((one, member) => {
    for (const [path, code] of one.files) {
      files.set(`${member}:${path}`, code)
      homes.set(`${member}:${path}`, { member, path })
    }
  })
  const own = new Set(packages.flatMap(({ files: of, resolve }) => linkFlows(of, resolve).map(keyOf)))
  const resolve: Resolve = (from, specifier) => {
    const { member = -1, path = '' } = homes.get(from) ?? {}
    const inside = packages[member]?.resolve(path, specifier) ?? ''
    if (inside !== '') return `${member}:${inside}`
    for (const [index, { entry }] of packages.entries()) {
      const found = index === member ? '' : entry(specifier)
      if (found !== '') return `${index}:${found}`
    }
    return ''
  }
  return linkFlows(files, resolve).flatMap((one) => {
    const home = homes.get(one.file)
    return home === undefined || own.has(keyOf(one)) ? [] : [{ ...one, member: home.member, file: home.path }]
  })
}

function keyOf({ flow: { source, subject, sink } }: LinkedFlow): string {
  return JSON.stringify([source, subject, sink])
}
