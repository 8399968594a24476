import { defineConfig } from '@playwright/test'
import { chromiumFlags, findChromium } from './scripts/find-chromium.mjs'

const executablePath = findChromium()
// The stand-in for Electron shows its windows in the same one.
if (executablePath) process.env.ELECTRON_HOST_CHROMIUM ??= executablePath

export default defineConfig({
  testDir: 'test/app',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results',
  workers: 2,
  // A browser that a busy machine did not start in time is no finding; what passed only then is called flaky.
  retries: 1,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  timeout: 90_000,
  globalTimeout: 25 * 60_000,
  expect: { timeout: 20_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [['list'], ['json']] : [['list']],
  use: {
    browserName: 'chromium',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: { ...(executablePath && { executablePath }), args: chromiumFlags },
  },
})
