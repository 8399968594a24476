/** The unit and integration tests; the browser tests are Playwright's (`playwright.config.ts`). */
import { defineConfig } from 'vitest/config'
import { wordPlugins } from './scripts/vite-words.mjs'

export default defineConfig({
  plugins: [wordPlugins()],
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/speak-english.ts'],
    testTimeout: 20_000,
    hookTimeout: 20_000,
    pool: 'forks',
  },
})
