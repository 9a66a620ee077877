// Who has approved what: people whom the base names, this commit, these acceptances, and never whoever proposed them.
import { describe, expect, test } from 'vitest'
import { type ApprovalInput, approvalOf, labelOf } from '../../../src/action/approvals.ts'

const head = 'a'.repeat(40)
const label = 'cordon-ok-0123456789ab'
const review = (login: string, state: string, commit = head) => ({ user: { login }, state, commit_id: commit })
const event = (login: string, name: string, kind = 'labeled') => ({ event: kind, actor: { login }, label: { name } })
const labels = [{ name: 'bug' }, { name: label }]

function how(over: Partial<ApprovalInput>): string {
  const given = { approvers: ['ada', 'bea'], author: 'eve', head, label, reviews: [], events: [], labels: [] }
  const approval = approvalOf({ ...given, ...over })
  return approval === 'none' ? 'none' : `${approval.how} ${approval.by}`
}

describe('a review', () => {
  test('counts for the commit it is about', () => {
    expect(how({ reviews: [review('Ada', 'APPROVED')] })).toBe('review ada')
    expect(how({ reviews: [review('ada', 'APPROVED', 'b'.repeat(40))] })).toBe('none')
    expect(how({ reviews: [review('ada', 'APPROVED')], head: '' })).toBe('none')
    expect(how({ reviews: [review('ada', 'APPROVED', '')], head: '' })).toBe('none')
  })
  test.for(['COMMENTED', 'CHANGES_REQUESTED', 'DISMISSED', 'PENDING', 'approved'])('%s is none', (state) => {
    expect(how({ reviews: [review('ada', state)] })).toBe('none')
  })
  test("a person's last word counts, and comments are none", () => {
    const approved = review('ada', 'APPROVED')
    expect(how({ reviews: [approved, review('ada', 'CHANGES_REQUESTED')] })).toBe('none')
    expect(how({ reviews: [approved, review('ada', 'COMMENTED')] })).toBe('review ada')
    expect(how({ reviews: [approved, review('ada', 'APPROVED', 'b'.repeat(40))] })).toBe('none')
    expect(how({ reviews: [review('ada', 'CHANGES_REQUESTED'), approved] })).toBe('review ada')
  })
  test('by strangers and by the author is none', () => {
    expect(how({ reviews: [review('mallory', 'APPROVED')] })).toBe('none')
    expect(how({ reviews: [review('ada', 'APPROVED')], author: 'ada' })).toBe('none')
    expect(how({ reviews: [{ state: 'APPROVED', commit_id: head, user: null }], approvers: [''] })).toBe('none')
  })
})

describe('a label', () => {
  test('counts while it is there, by whoever put it there last', () => {
    expect(how({ events: [event('ada', label)], labels })).toBe('label ada')
    expect(how({ events: [event('ada', label)], labels: [] })).toBe('none')
    expect(how({ events: [event('ada', label), event('eve', label, 'unlabeled')], labels })).toBe('none')
    const again = [event('ada', label), event('eve', label, 'unlabeled'), event('mallory', label)]
    expect(how({ events: again, labels })).toBe('none')
  })
  test('is bound to what it names', () => {
    const other = 'cordon-ok-ba9876543210'
    expect(how({ events: [event('ada', other)], labels: [{ name: other }] })).toBe('none')
    expect(how({ events: [event('ada', label)], labels, author: 'ada' })).toBe('none')
    expect(how({ events: [event('mallory', label)], labels })).toBe('none')
  })
  test('changes with every acceptance and with its folder', () => {
    const one = { folder: '', digest: `sha256-${'1'.repeat(64)}` }
    const two = { folder: 'a', digest: `sha256-${'2'.repeat(64)}` }
    const all = [labelOf([one]), labelOf([two]), labelOf([one, two]), labelOf([{ ...one, folder: 'a' }])]
    expect(new Set(all).size).toBe(4)
    expect(labelOf([two, one])).toBe(labelOf([one, two]))
    expect(all.every((name) => /^cordon-ok-[0-9a-f]{40}$/.test(name))).toBe(true)
  })
})
