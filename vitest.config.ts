/** The unit and integration tests; the browser tests are Playwright's (`playwright.config.ts`). */
import { defineConfig } from 'vitest/config'
import { wordPlugins } from './scripts/vite-words.mjs'

export default defineConfig({
  plugins: [wordPlugins()],
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/speak-english.ts'],
    // Minutes long, and run by their own command: npm run test:sync.
    exclude: ['test/sync/schedules/**'],
    testTimeout: 20_000,
    hookTimeout: 20_000,
    pool: 'forks',
  },
})
