import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/**/*.registry.test.ts'],
    // The stories wait for processes most of the time: one file of tests would leave a core idle.
    maxWorkers: 2,
    // To load the sources anew for each of two hundred files is a fifth of the work. No test replaces a module, and what a
    // module keeps is keyed by what it was made of.
    isolate: false,
    // The processes that read packages compile the same sources hundreds of times.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/cordon-compiled', import.meta.url)) },
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
})
