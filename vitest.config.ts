import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer } from 'vitest/node'

/** What takes longest, longest first: begun last, one of them would keep a core waiting for the other. */
const slow = ['test/scenarios/scenarios', 'test/action/approvals', 'test/action/events', 'test/browser/']

class SlowFirst extends BaseSequencer {
  override async sort(files: Parameters<BaseSequencer['sort']>[0]): ReturnType<BaseSequencer['sort']> {
    const rank = ({ moduleId }: (typeof files)[number]) => {
      const index = slow.findIndex((part) => moduleId.replaceAll('\\', '/').includes(part))
      return index === -1 ? slow.length : index
    }
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b))
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/**/*.registry.test.ts'],
    // The stories wait for processes most of the time: one file of tests would leave a core idle.
    maxWorkers: 2,
    sequence: { sequencer: SlowFirst },
    // To load the sources anew for each of two hundred files is a fifth of the work. No test replaces a module, and what a
    // module keeps is keyed by what it was made of.
    isolate: false,
    // The processes that read packages compile the same sources hundreds of times.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/cordon-compiled', import.meta.url)) },
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
})
