import { defineConfig } from 'vitest/config'

// Tests that need the npm registry itself. CI runs them; `npm test` stays offline but for loopback.
export default defineConfig({
  test: { include: ['test/**/*.registry.test.ts'], testTimeout: 600_000, hookTimeout: 600_000 },
})
