// What an error of npm's resolving means: something a person can only mend by asking for something else, or something
// that could not be had. Pure.
import type { Unchecked } from '../domain/release.ts'
import type { NpmError, Resolution, Unresolvable } from './resolve-request.ts'

const unresolvable: Readonly<Record<string, Unresolvable['code']>> = {
  E404: 'package-not-found',
  ETARGET: 'no-matching-version',
  ENOVERSIONS: 'no-matching-version',
  ERESOLVE: 'peer-conflict',
  EOVERRIDE: 'peer-conflict',
  EALLOWGIT: 'source-not-resolved',
  EALLOWREMOTE: 'source-not-resolved',
  EALLOWFILE: 'source-not-resolved',
  EALLOWDIRECTORY: 'source-not-resolved',
  EALLOWREGISTRY: 'source-not-resolved',
  EUNSUPPORTEDPROTOCOL: 'source-not-resolved',
  EBADPLATFORM: 'platform-not-supported',
  EBADENGINE: 'platform-not-supported',
  EINVALIDPACKAGENAME: 'spec-not-understood',
  EINVALIDTAGNAME: 'spec-not-understood',
  EUPDATEARGS: 'spec-not-understood',
  ERMARGS: 'spec-not-understood',
}

const unchecked: Readonly<Record<string, Unchecked['code']>> = {
  E401: 'unauthorized',
  E403: 'unauthorized',
  ENOTCACHED: 'offline',
  EINTEGRITY: 'integrity-mismatch',
  ERESPONSETOOLARGE: 'too-large',
  ETIMEDOUT: 'timeout',
  EIDLETIMEOUT: 'timeout',
  ECONNECTIONTIMEOUT: 'timeout',
  ERESPONSETIMEOUT: 'timeout',
  ETRANSFERTIMEOUT: 'timeout',
}

export function toResolution(error: NpmError): Exclude<Resolution, { status: 'resolved' }> {
  const { code, name, spec, requiredBy, detail, versions } = error
  const known = Object.hasOwn(unresolvable, code) ? unresolvable[code] : undefined
  if (known !== undefined) {
    return { status: 'unresolvable', why: { code: known, name, spec, requiredBy, detail, versions } }
  }
  const reason = (Object.hasOwn(unchecked, code) ? unchecked[code] : undefined) ?? 'fetch-failed'
  // npm's sentence may quote a URL with credentials, or what a stranger's host wrote: codes and names say enough.
  const what = code === '' ? 'npm cannot make a tree of what the registry says' : code
  return { status: 'unchecked', why: { code: reason, detail: name === '' ? what : `${what} for ${name}` } }
}
