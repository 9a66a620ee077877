// What GitHub's REST API answers to a request about one repository, as its documentation says. It knows no sockets.
import { type Asked, endpoints } from './github-shapes.ts'
import {
  type Comment,
  commentJson,
  eventJson,
  type Json,
  labelsJson,
  type Person,
  type PullState,
  pullJson,
  reviewJson,
  userJson,
} from './github-state.ts'

export type Fault = {
  /** The name of an endpoint. */
  at: string
  status: number
  headers?: Readonly<Record<string, string>>
  body?: string
  /** How many requests meet it; all of them unless said. */
  times?: number
}

export type GitHubState = {
  repository: string
  token: string
  /** Whose token it is; a job's own token belongs to nobody that `/user` could name. */
  owner: Person
  /** What the token may do with issues and pull requests. A fork's token reads. */
  permission: 'write' | 'read' | 'none'
  pulls: Map<number, PullState>
  faults: Fault[]
}

export type Answer = { status: number; body: Json; headers?: Record<string, string> }

const mostBody = 65_536

/** `name`: of the endpoint. `origin` is the API's root, for the links of pages. */
export function answerTo(asked: Asked, name: string, state: GitHubState, origin: string): Answer {
  const token = asked.headers.authorization?.split(' ')[1]
  if (token !== state.token) return refused(401, 'Bad credentials')
  const [, owner, repository, number] =
    endpoints.map(({ path }) => path.exec(asked.path)).find((one) => one !== null) ?? []
  if (name === 'graphql') return { status: 200, body: { data: { viewer: { login: state.owner.login } } } }
  if (name === 'user') {
    return state.owner.type === 'Bot'
      ? refused(403, 'Resource not accessible by integration')
      : { status: 200, body: userJson(state.owner) }
  }
  if (`${owner}/${repository}` !== state.repository) return refused(404, 'Not Found')
  if (state.permission === 'none') return refused(404, 'Not Found')
  if (asked.method !== 'GET')
    return state.permission === 'read' ? forbidden() : written(asked, name, Number(number), state)
  const pull = state.pulls.get(Number(number))
  if (pull === undefined) return refused(404, 'Not Found')
  const page = (items: readonly Json[]) => paged(items, asked, origin)
  if (name === 'list-comments') return page(pull.comments.map(commentJson))
  if (name === 'list-reviews') return page(pull.reviews.map(reviewJson))
  if (name === 'list-events') return page(pull.labels.map(eventJson))
  if (name === 'list-labels') return page(labelsJson(pull.labels))
  if (name === 'get-pull') return { status: 200, body: pullJson(Number(number), pull) }
  return refused(404, 'Not Found')
}

function forbidden(): Answer {
  return refused(403, 'Resource not accessible by integration')
}

function refused(status: number, message: string): Answer {
  return { status, body: { message, documentation_url: 'https://docs.example.test/rest', status: String(status) } }
}

function written({ body }: Asked, name: string, number: number, state: GitHubState): Answer {
  const text: unknown = JSON.parse(body).body
  if (typeof text !== 'string' || text.trim() === '') return refused(422, 'Validation Failed')
  if (text.length > mostBody) return refused(422, 'Validation Failed: body is too long (maximum is 65536 characters)')
  if (name === 'create-comment') {
    const comments = state.pulls.get(number)?.comments
    if (comments === undefined) return refused(404, 'Not Found')
    const all = [...state.pulls.values()].flatMap((pull) => pull.comments)
    const id = 1 + Math.max(1000, ...all.map((one) => one.id))
    const comment: Comment = { id, author: state.owner, body: text, edits: 0 }
    comments.push(comment)
    return { status: 201, body: commentJson(comment), headers: { location: `https://api.example.test/${comment.id}` } }
  }
  const comment = [...state.pulls.values()].flatMap(({ comments }) => comments).find(({ id }) => id === number)
  if (comment === undefined) return refused(404, 'Not Found')
  // The API lets a token edit what others wrote; that the action does not is for the tests to see.
  comment.body = text
  comment.edits++
  return { status: 200, body: commentJson(comment) }
}

/** With the links that GitHub sends, which name the repository by its number. */
function paged(items: readonly Json[], { query, path }: Asked, origin: string): Answer {
  const size = Number(query.get('per_page') ?? '30')
  const page = Number(query.get('page') ?? '1')
  const last = Math.max(1, Math.ceil(items.length / size))
  const numbered = path.replace(/^\/repos\/[^/]+\/[^/]+/, '/repositories/1296269')
  const to = (number: number, rel: string) => `<${origin}${numbered}?per_page=${size}&page=${number}>; rel="${rel}"`
  const links = [
    ...(page > 1 ? [to(page - 1, 'prev'), to(1, 'first')] : []),
    ...(page < last ? [to(page + 1, 'next'), to(last, 'last')] : []),
  ]
  const headers = links.length === 0 ? {} : { link: links.join(', ') }
  return { status: 200, body: items.slice((page - 1) * size, page * size), headers }
}
