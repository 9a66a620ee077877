// What npm's resolving throws, as plain data: codes, names and specs. The texts come from npm, from registries and from
// packages; what they mean is decided by whoever asked.
import { member, text } from './json-value.ts'
import type { NpmError } from './resolve-request.ts'

const maxDetail = 400
const maxVersions = 20

/** Whatever it is: a registry can make npm's code stumble, and then there is no code. */
export function toNpmError(error: unknown): NpmError {
  const code = text(error, 'code')
  const status = member(error, 'statusCode')
  const [name, spec] = asked(error, code)
  return {
    code,
    httpStatus: typeof status === 'number' ? status : 0,
    name: cut(name),
    spec: cut(spec),
    requiredBy: requiredBy(error),
    detail: cut(code === 'ERESOLVE' ? peers(error) : text(error, 'message')),
    versions: versionsOf(error),
  }
}

/** npm's errors about versions put the package's name where others have their own. */
function asked(error: unknown, code: string): [name: string, spec: string] {
  if (code === 'ERESOLVE') return [text(error, 'edge', 'name'), text(error, 'edge', 'spec')]
  if (code === 'ETARGET' || code === 'ENOVERSIONS') return [text(error, 'name'), text(error, 'wanted')]
  const id = text(error, 'pkgid') || text(error, 'package')
  const at = id.indexOf('@', 1)
  return at === -1 ? [id, ''] : [id.slice(0, at), id.slice(at + 1)]
}

/** Where the asking package sits; npm says `.` for the project. */
function requiredBy(error: unknown): string {
  const by = text(error, 'requiredBy')
  return by === '.' ? '' : cut(by)
}

/** `react@^17 of old-widget@1.0.0; the tree has react@18.2.0`. */
function peers(error: unknown): string {
  const wants = `${text(error, 'edge', 'name')}@${text(error, 'edge', 'spec')}`
  const by = `${text(error, 'edge', 'from', 'name')}@${text(error, 'edge', 'from', 'version')}`
  const has = `${text(error, 'current', 'name')}@${text(error, 'current', 'version')}`
  return `${wants} is what ${by === '@' ? 'the project' : by} asks for, and the tree has ${has}`
}

function versionsOf(error: unknown): string[] {
  const versions = member(error, 'versions')
  if (!Array.isArray(versions)) return []
  return versions.filter((one) => typeof one === 'string' && one.length < 100).slice(-maxVersions)
}

function cut(text: string): string {
  return text.length <= maxDetail ? text : `${text.slice(0, maxDetail)}…`
}
