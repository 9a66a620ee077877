import { expect, test } from 'vitest'
import { deprecationOf } from '../../src/facts/deprecation.ts'

test.each<[string, string]>([
  ['', 'none'],
  ['deprecated', 'plain'],
  ['moved to @tiny/core', 'plain'],
  ['This version contains malicious code', 'malicious'],
  ['COMPROMISED release, do not use', 'malicious'],
  ['security holding package', 'malicious'],
  ['Critical security fix in 1.0.2', 'security'],
  ['CVE-2026-0001: malicious input hangs the parser', 'security'],
])('%j: %s', (message, about) => {
  expect(deprecationOf(message)).toBe(about)
})
