// The one comment in a pull request: found by a marker and by its author, edited in place. Anybody can write the marker
// into a comment of their own, so the marker alone says nothing.
import { createHash } from 'node:crypto'
import { ownValue } from '../domain/manifest.ts'
import { type GitHub, getAll } from './github.ts'

export type CommentRequest = {
  /** `owner/name`. */
  repository: string
  number: number
  /** Tells several uses of the action in one pull request apart. */
  key: string
  /** Markdown without the marker. */
  body: string
  /** Nothing is written unless there is a comment already. */
  onlyIfThere: boolean
}

/** `why` completes "the comment could not be written: ...". */
export type Commented = { status: 'written' | 'unchanged' | 'not-needed' } | { status: 'failed'; why: string }

/** Two thousand comments; a pull request with more gets a new one. */
const maxPages = 20

/** Who writes with the token that a workflow is given. */
const workflowLogin = 'github-actions[bot]'

export async function writeComment(github: GitHub, request: CommentRequest): Promise<Commented> {
  const { repository, number, onlyIfThere } = request
  const list = `/repos/${repository}/issues/${number}/comments`
  const text = `${markerOf(request.key)}\n${request.body}`
  const read = await getAll(github, list, maxPages)
  if (!read.ok) return failed(read)
  const own = findOwn(read.items, (await github.login()) || workflowLogin, markerOf(request.key))
  if (own === undefined) {
    if (onlyIfThere) return { status: 'not-needed' }
    const created = await github.send('POST', list, { body: text })
    return created.ok ? { status: 'written' } : failed(created)
  }
  if (own.body === text) return { status: 'unchanged' }
  const edited = await github.send('PATCH', `/repos/${repository}/issues/comments/${own.id}`, { body: text })
  return edited.ok ? { status: 'written' } : failed(edited)
}

/** `of`: what tells this use of the action from another one in the same pull request; '' for the ordinary one. */
export function commentKey(of: string): string {
  return of === '' ? 'all' : createHash('sha256').update(of).digest('hex').slice(0, 12)
}

export function markerOf(key: string): string {
  return `<!-- cordon comment ${key} -->`
}

function findOwn(
  comments: readonly unknown[],
  login: string,
  marker: string,
): { id: number; body: string } | undefined {
  for (const comment of comments) {
    const [id, body] = [ownValue(comment, 'id'), ownValue(comment, 'body')]
    if (ownValue(ownValue(comment, 'user'), 'login') !== login) continue
    if (typeof id !== 'number' || typeof body !== 'string') continue
    const text = body.replaceAll('\r\n', '\n')
    if (text.startsWith(`${marker}\n`)) return { id, body: text }
  }
  return undefined
}

function failed({ status, why }: { status: number; why: string }): Commented {
  const isForbidden = status === 401 || status === 403 || status === 404
  return { status: 'failed', why: isForbidden ? `the token may not (${why})` : why }
}
