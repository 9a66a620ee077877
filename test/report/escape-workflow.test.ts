import { expect, test } from 'vitest'
import { workflowCommand } from '../../src/report/escape-workflow.ts'

const place = { file: 'package-lock.json', line: 19, title: 'axios@1.14.1 is blocked' }

test('is one line, whatever the message', () => {
  expect(workflowCommand('error', place, ['first', 'second\n::error::x'])).toBe(
    '::error file=package-lock.json,line=19,title=axios@1.14.1 is blocked::first%0Asecond\\n:\\u{3a}error:\\u{3a}x',
  )
})

test('escapes what the runner would read as something else', () => {
  expect(workflowCommand('warning', { file: 'a,b:c%2C', line: 0, title: 'x,y: 100%' }, ['100% a,b: c%0Ad'])).toBe(
    '::warning file=a%2Cb%3Ac%252C,title=x%2Cy%3A 100%25::100%25 a,b: c%250Ad',
  )
})

test('names no file where there is none', () => {
  expect(workflowCommand('notice', { file: '', line: 3, title: 'cordon' }, ['a'])).toBe('::notice title=cordon::a')
})
