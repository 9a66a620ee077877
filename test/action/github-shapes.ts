// The part of GitHub's REST API that the action uses, as its documentation has it (docs.github.com/rest, versions 2022-11-28
// and 2026-03-10): which requests there are, and what a request must look like. Everything else is an undocumented request.
import { isJsonObject } from '../../src/replay/json-object.ts'

export const apiVersions = ['2022-11-28', '2026-03-10']

/** The path below the API's root, with what a request names in it. */
export type Endpoint = {
  name:
    | 'graphql'
    | 'user'
    | 'list-comments'
    | 'create-comment'
    | 'update-comment'
    | 'list-reviews'
    | 'list-events'
    | 'list-labels'
    | 'get-pull'
  method: 'GET' | 'POST' | 'PATCH'
  path: RegExp
  /** Query parameters that are documented. */
  query: readonly string[]
  /** Keys of the JSON body, all of them required. */
  body: readonly string[]
}

const paged = ['per_page', 'page']
/** Numbers in paths have no leading zero and no sign. */
const number = '([1-9]\\d*)'
const repository = '/repos/([\\w.-]+)/([\\w.-]+)'

function under(rest: string): RegExp {
  return new RegExp(`^${repository}${rest}$`)
}

export const endpoints: readonly Endpoint[] = [
  { name: 'graphql', method: 'POST', path: /^\/graphql$/, query: [], body: ['query'] },
  { name: 'user', method: 'GET', path: /^\/user$/, query: [], body: [] },
  {
    name: 'list-comments',
    method: 'GET',
    path: under(`/issues/${number}/comments`),
    query: [...paged, 'since'],
    body: [],
  },
  { name: 'create-comment', method: 'POST', path: under(`/issues/${number}/comments`), query: [], body: ['body'] },
  { name: 'update-comment', method: 'PATCH', path: under(`/issues/comments/${number}`), query: [], body: ['body'] },
  { name: 'list-reviews', method: 'GET', path: under(`/pulls/${number}/reviews`), query: paged, body: [] },
  { name: 'list-events', method: 'GET', path: under(`/issues/${number}/events`), query: paged, body: [] },
  { name: 'list-labels', method: 'GET', path: under(`/issues/${number}/labels`), query: paged, body: [] },
  { name: 'get-pull', method: 'GET', path: under(`/pulls/${number}`), query: [], body: [] },
]

export type Asked = {
  method: string
  path: string
  query: URLSearchParams
  headers: Readonly<Record<string, string>>
  body: string
}

/** What is wrong with a request, in words for whoever reads the failed test. */
export function mistakesIn(asked: Asked): string[] {
  const endpoint = endpoints.find(({ method, path }) => method === asked.method && path.test(asked.path))
  if (endpoint === undefined) return ['there is no such request in the documentation']
  return [...headerMistakes(asked), ...queryMistakes(asked, endpoint), ...bodyMistakes(asked, endpoint)]
}

function headerMistakes({ headers }: Asked): string[] {
  const { accept = '', authorization = '' } = headers
  const isAccepted = /^application\/vnd\.github(?:\.(?:raw|text|html|full))?\+json$/.test(accept)
  return [
    ...(isAccepted ? [] : [`accept is "${accept}"`]),
    ...(apiVersions.includes(headers['x-github-api-version'] ?? '') ? [] : ['X-GitHub-Api-Version is not a version']),
    // "Request forbidden by administrative rules": the name of the application or user is asked for.
    ...(/^cordon\b/.test(headers['user-agent'] ?? '') ? [] : [`User-Agent is "${headers['user-agent'] ?? ''}"`]),
    ...(/^(?:Bearer|token) \S+$/.test(authorization) ? [] : ['Authorization is no "Bearer <token>"']),
  ]
}

function queryMistakes({ query }: Asked, endpoint: Endpoint): string[] {
  const strangers = [...query.keys()].filter((key) => !endpoint.query.includes(key))
  const size = query.get('per_page')
  const page = query.get('page')
  return [
    ...strangers.map((key) => `there is no query parameter "${key}"`),
    ...(size === null || (/^[1-9]\d*$/.test(size) && Number(size) <= 100) ? [] : [`per_page is ${size}`]),
    ...(page === null || /^[1-9]\d*$/.test(page) ? [] : [`page is ${page}`]),
  ]
}

function bodyMistakes({ headers, body }: Asked, endpoint: Endpoint): string[] {
  if (endpoint.body.length === 0) return body === '' ? [] : ['a request without a body has one']
  const type = headers['content-type'] ?? ''
  const mistakes = /^application\/json(?:; ?charset=utf-8)?$/i.test(type) ? [] : [`content-type is "${type}"`]
  const value = parsed(body)
  if (!isJsonObject(value)) return [...mistakes, 'the body is no JSON object']
  const missing = endpoint.body.filter((key) => typeof value[key] !== 'string')
  const strangers = Object.keys(value).filter((key) => !endpoint.body.includes(key))
  return [...mistakes, ...missing.map((key) => `${key} is no text`), ...strangers.map((key) => `there is no "${key}"`)]
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
