/** The unit and integration tests; the browser tests are Playwright's (`playwright.config.ts`). */
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { wordPlugins } from './scripts/vite-words.mjs'

export default defineConfig({
  plugins: [wordPlugins()],
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/speak-english.ts'],
    // Far beyond what a test takes: what is slow on a busy machine is not wrong.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // V8 loses count of code pages where many threads end, and aborts (https://github.com/nodejs/node/issues/64500):
    // often with memory protection keys, seldom without. `npm test` runs such a file again (`scripts/test.mjs`).
    execArgv: ['--no-memory-protection-keys'],
    // One of them waits while another computes, also on two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
})
