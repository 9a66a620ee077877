// What GitHub remembers of one repository's pull requests, and how its API writes that down. It knows no HTTP.

export type Person = { login: string; type: 'User' | 'Bot' }
export type Comment = { id: number; author: Person; body: string; edits: number }
export type Review = {
  author: Person
  state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING'
  commit: string
}
export type LabelEvent = { event: 'labeled' | 'unlabeled'; label: string; actor: Person }

export type PullState = {
  author: Person
  head: string
  comments: Comment[]
  reviews: Review[]
  /** In the order of time. The labels that are on it follow from these. */
  labels: LabelEvent[]
}

export const bot: Person = { login: 'github-actions[bot]', type: 'Bot' }

export function person(login: string): Person {
  return { login, type: 'User' }
}

export function newPull(author: Person, head: string): PullState {
  return { author, head, comments: [], reviews: [], labels: [] }
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

export function userJson({ login, type }: Person): Json {
  const id = [...login].reduce((sum, character) => sum * 31 + character.charCodeAt(0), 7) % 1_000_000_007
  return { login, id, node_id: `U_${id}`, url: `https://api.example.test/users/${login}`, type, site_admin: false }
}

export function commentJson({ id, author, body }: Comment): Json {
  return {
    id,
    node_id: `IC_${id}`,
    url: `https://api.example.test/comments/${id}`,
    html_url: `https://git.example.test/acme/shop/pull/7#issuecomment-${id}`,
    body,
    user: userJson(author),
    created_at: '2026-03-31T00:00:00Z',
    updated_at: '2026-03-31T00:00:00Z',
    author_association: 'NONE',
    performed_via_github_app: null,
  }
}

export function reviewJson({ author, state, commit }: Review, index: number): Json {
  return {
    id: 80 + index,
    node_id: `PRR_${80 + index}`,
    user: userJson(author),
    body: '',
    state,
    html_url: `https://git.example.test/acme/shop/pull/7#pullrequestreview-${80 + index}`,
    pull_request_url: 'https://api.example.test/repos/acme/shop/pulls/7',
    submitted_at: '2026-03-31T00:10:00Z',
    commit_id: commit,
    author_association: 'MEMBER',
  }
}

export function eventJson({ event, label, actor }: LabelEvent, index: number): Json {
  return {
    id: 500 + index,
    node_id: `LE_${500 + index}`,
    url: `https://api.example.test/repos/acme/shop/issues/events/${500 + index}`,
    actor: userJson(actor),
    event,
    commit_id: null,
    commit_url: null,
    created_at: '2026-03-31T00:15:00Z',
    label: { name: label, color: 'ededed' },
    performed_via_github_app: null,
  }
}

export function labelsJson(events: readonly LabelEvent[]): Json[] {
  const now = new Set<string>()
  for (const { event, label } of events) {
    if (event === 'labeled') now.add(label)
    else now.delete(label)
  }
  return [...now].map((name, index) => ({
    id: 900 + index,
    node_id: `LA_${900 + index}`,
    url: `https://api.example.test/repos/acme/shop/labels/${encodeURIComponent(name)}`,
    name,
    description: null,
    color: 'ededed',
    default: false,
  }))
}

export function pullJson(number: number, { author, head }: PullState): Json {
  return {
    id: 1000 + number,
    number,
    state: 'open',
    user: userJson(author),
    head: { sha: head, ref: 'topic', user: userJson(author) },
    base: { ref: 'main' },
  }
}
