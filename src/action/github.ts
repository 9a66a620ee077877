// GitHub's REST API, as little of it as is needed: bounded in time, bytes and pages. Nothing here throws for what the
// server says; whether an answer is needed is the caller's business.
import { ownValue } from '../domain/manifest.ts'

export type GitHub = {
  get: (path: string) => Promise<Answer>
  send: (method: 'POST' | 'PATCH', path: string, body: object) => Promise<Answer>
  /** Whose token it is; '' where that cannot be told. Tokens of apps and workflows may ask this only so. */
  login: () => Promise<string>
}

export type Answer =
  | { ok: true; status: number; body: unknown; hasNext: boolean }
  /** `status` 0: there was no answer. `why` is a short text of our own. */
  | { ok: false; status: number; why: string }

export type GitHubAccess = {
  /** GITHUB_API_URL and GITHUB_GRAPHQL_URL. */
  url: string
  graphqlUrl: string
  token: string
  /** Waits for milliseconds; an argument so that tests need not wait. */
  pause: (milliseconds: number) => Promise<void>
}

const answerMs = 20_000
const maxBytes = 16 * 1024 * 1024
const retries = 2
/** A server that wants to be left alone for longer is not waited for. */
const longestPauseMs = 15_000

export function openGitHub(access: GitHubAccess): GitHub {
  return {
    get: (path) => ask(access, 'GET', within(access, path), ''),
    send: (method, path, body) => ask(access, method, within(access, path), JSON.stringify(body)),
    login: async () => {
      if (access.graphqlUrl === '') return ''
      const answer = await ask(
        access,
        'POST',
        access.graphqlUrl,
        JSON.stringify({ query: 'query { viewer { login } }' }),
      )
      const login = answer.ok ? ownValue(ownValue(ownValue(answer.body, 'data'), 'viewer'), 'login') : ''
      return typeof login === 'string' ? login : ''
    },
  }
}

function within({ url }: GitHubAccess, path: string): string {
  return `${url.replace(/\/+$/, '')}${path}`
}

/** All pages of a list, at most `pages` of a hundred; `isWhole` is false where there are more. */
export async function getAll(
  github: GitHub,
  path: string,
  pages: number,
): Promise<{ ok: true; items: readonly unknown[]; isWhole: boolean } | Extract<Answer, { ok: false }>> {
  const items: unknown[] = []
  for (let page = 1; page <= pages; page++) {
    const answer = await github.get(`${path}?per_page=100&page=${page}`)
    if (!answer.ok) return answer
    if (!Array.isArray(answer.body)) return { ok: false, status: answer.status, why: 'the answer is no list' }
    items.push(...answer.body)
    if (!answer.hasNext) return { ok: true, items, isWhole: true }
  }
  return { ok: true, items, isWhole: false }
}

async function ask(access: GitHubAccess, method: string, url: string, body: string): Promise<Answer> {
  for (let tried = 0; ; tried++) {
    const { answer, retryMs } = await askOnce(access, method, url, body)
    // What may have been written already, whatever the server says, is not written twice.
    const isSafe = method !== 'POST' || answer.status === 403 || answer.status === 429
    if (answer.ok || retryMs < 0 || !isSafe || tried === retries) return answer
    await access.pause(retryMs || 500 * 2 ** tried)
  }
}

/** `retryMs`: negative where asking again would change nothing, 0 where the server says no time. */
async function askOnce(
  { token }: GitHubAccess,
  method: string,
  url: string,
  body: string,
): Promise<{ answer: Answer; retryMs: number }> {
  try {
    const response = await fetch(url, {
      method,
      // Another host must not be given the token.
      redirect: 'manual',
      signal: AbortSignal.timeout(answerMs),
      headers: {
        accept: 'application/vnd.github+json',
        'x-github-api-version': '2022-11-28',
        'user-agent': 'cordon',
        authorization: `Bearer ${token}`,
        ...(body === '' ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === '' ? {} : { body }),
    })
    const text = await readBounded(response)
    if (text === undefined) return { answer: failed(response.status, 'the answer is too long'), retryMs: -1 }
    if (!response.ok)
      return { answer: failed(response.status, `status ${response.status}`), retryMs: retryOf(response) }
    const hasNext = /<[^>]*>;\s*rel="next"/.test(response.headers.get('link') ?? '')
    return { answer: { ok: true, status: response.status, body: JSON.parse(text), hasNext }, retryMs: -1 }
  } catch (error) {
    if (error instanceof SyntaxError) return { answer: failed(0, 'the answer is no JSON'), retryMs: -1 }
    if (error instanceof TypeError) return { answer: failed(0, 'it could not be reached'), retryMs: 0 }
    if (error instanceof DOMException)
      return { answer: failed(0, `no answer within ${answerMs / 1000} s`), retryMs: -1 }
    throw error
  }
}

function failed(status: number, why: string): Extract<Answer, { ok: false }> {
  return { ok: false, status, why }
}

/** GitHub tells limits with 403 or 429 and a time; other 403s mean that the token may not. */
function retryOf({ status, headers }: Response): number {
  if (status >= 500) return 0
  if (status !== 429 && status !== 403) return -1
  const seconds = Number(headers.get('retry-after') ?? '')
  const isTold = headers.has('retry-after') && Number.isFinite(seconds) && seconds >= 0
  return isTold && seconds * 1000 <= longestPauseMs ? Math.max(1, seconds * 1000) : -1
}

async function readBounded(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > maxBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}
