// What GitHub is asked of approvals, and how it is said who can approve.
import { expect, test } from 'vitest'
import type { Answer, GitHub } from '../../../src/action/github.ts'
import { askApprovals } from '../../../src/action/proposals.ts'
import { waitingText } from '../../../src/action/settle-words.ts'
import { prose } from '../../../src/report/escape-markdown.ts'

const head = 'a'.repeat(40)
const label = `cordon-ok-${'0'.repeat(40)}`

/** As far as the token may read. */
function ask(mayRead: readonly string[]) {
  const review = { user: { login: 'bea' }, state: 'APPROVED', commit_id: head }
  const get = async (path: string): Promise<Answer> =>
    mayRead.some((one) => path.includes(`/${one}?`))
      ? { ok: true, status: 200, body: path.includes('/reviews') ? [review] : [], hasNext: false }
      : { ok: false, status: 403, why: 'status 403' }
  const github: GitHub = { get, send: async () => ({ ok: false, status: 0, why: '' }), login: async () => '' }
  return askApprovals({ github, repository: 'acme/shop', number: 7, author: 'eve', head, label })
}

test('a review counts where labels may not be read', async () => {
  const asked = await ask(['reviews'])
  expect(asked).toMatchObject({ ok: true, unread: 'status 403' })
  expect(asked.ok && asked.approvedBy(['bea'])).toEqual({ by: 'bea', how: 'review' })
  expect(await ask(['events', 'labels'])).toMatchObject({ ok: false })
  expect(await ask(['reviews', 'events', 'labels'])).toMatchObject({ ok: true, unread: '' })
})

test('names that somebody chose do not push away what is to be done', () => {
  const about = { integrity: '', at: 0, standard: 'reviewed', by: '', note: '', from: '', line: 0 } as const
  const entries = Array.from({ length: 12 }, (_, at) => ({
    kind: 'release' as const,
    name: `@${'x'.repeat(200)}/${at}`,
    version: '1.0.0',
    ...about,
  }))
  const project = { folder: '', lockfile: '', state: 'changed', before: '', isLockChanged: true } as const
  const open = { folder: '', project, proposals: { entries, digest: '' }, approvers: ['bea'] }
  const said = waitingText(open, label, { ok: true, approvedBy: () => 'none', unread: '' })
  expect(prose(said, 600)).toContain(label)
})
