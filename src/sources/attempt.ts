// What one request to a registry came to, and whether to try it again. It knows error codes of npm's clients and of
// HTTP; it makes no request. Details name codes and hosts only: messages may carry credentials or a stranger's text.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Unchecked, UncheckedCode } from '../domain/release.ts'
import { responseTooLarge } from './bounded-responses.ts'

export type Failure = {
  ok: false
  why: Unchecked
  /** Another try may help. */
  again: boolean
  /** Nothing was heard from the host at all. */
  silent: boolean
}
export type Attempt<T> = { ok: true; value: T } | Failure

export function failure(code: UncheckedCode, detail: string, more?: { again?: boolean; silent?: boolean }): Failure {
  return { ok: false, why: { code, detail }, again: more?.again ?? false, silent: more?.silent ?? false }
}

/** Runs `attempt` up to `1 + retries` times; the pause grows fourfold. */
export async function retried<T>(
  attempt: () => Promise<Attempt<T>>,
  retries: number,
  pauseMs: number,
): Promise<Attempt<T>> {
  let result = await attempt()
  for (let tried = 0; tried < retries && !result.ok && result.again; tried++) {
    await sleep(pauseMs * 4 ** tried)
    result = await attempt()
  }
  return result
}

/** The failure that an error of npm-registry-fetch or pacote stands for. What is none of theirs is a bug: thrown on. */
export function failureOf(error: unknown, host: string, timedOut: boolean): Failure {
  if (timedOut) return failure('timeout', `${host} did not answer in time`, { again: true, silent: true })
  const { status, code } = codesOf(error)
  if (status !== 0) return failureOfStatus(status, host)
  switch (code) {
    case '':
      throw error
    case 'ENOTCACHED':
      return failure('offline', `not in npm's cache (asked for from ${host})`)
    case responseTooLarge:
      return failure('too-large', `${host} sends more than is read`)
    case 'EINTEGRITY':
      return failure('integrity-mismatch', `${host} serves other bytes than these`)
    case 'EALLOWGIT':
    case 'EALLOWFILE':
    case 'EALLOWDIRECTORY':
    case 'EALLOWREGISTRY':
    case 'EALLOWREMOTE':
      return failure('unsupported-source', 'not the URL of a tarball')
    case 'ETIMEDOUT':
    case 'EIDLETIMEOUT':
    case 'ECONNECTIONTIMEOUT':
    case 'ERESPONSETIMEOUT':
      return failure('timeout', `${host} did not answer in time`, { again: true, silent: true })
    default:
      return failure('fetch-failed', `${code} from ${host}`, { again: true, silent: true })
  }
}

function failureOfStatus(status: number, host: string): Failure {
  const detail = `${host} answered ${status}`
  if (status === 404 || status === 410) return failure('not-found', detail)
  if (status === 401 || status === 403) return failure('unauthorized', detail)
  return failure('fetch-failed', detail, { again: status >= 500 || status === 408 || status === 429 })
}

function codesOf(error: unknown): { status: number; code: string } {
  if (!(error instanceof Error)) return { status: 0, code: '' }
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 0
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return { status, code }
}
