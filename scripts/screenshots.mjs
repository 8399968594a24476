/**
 * `npm run screenshots`: the pictures of the README, and every screen in both themes and two sizes for
 * looking at, taken of the demo company. Needs a build and a Chromium (`npm run setup -- --browser`).
 *
 *   npm run screenshots            pictures of the README into docs/images
 *   npm run screenshots -- --all   every screen into out/screenshots
 */
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { chromium } from '@playwright/test'
import { chromiumFlags, findChromium } from './find-chromium.mjs'

const all = process.argv.includes('--all')
const folder = all ? 'out/screenshots' : 'docs/images'
fs.mkdirSync(folder, { recursive: true })

const data = fs.mkdtempSync(path.join(os.tmpdir(), 'satchel-screenshots-'))
const port = 4979
const url = `http://127.0.0.1:${port}`
const server = spawn(process.execPath, ['sync-server/server.ts'], {
  env: { ...process.env, PORT: String(port), SATCHEL_DATA: data, SATCHEL_DEMO: '1' },
  stdio: ['ignore', 'pipe', 'inherit'],
})
await new Promise((resolve, reject) => {
  server.stdout.on('data', (chunk) => String(chunk).includes('ready ') && resolve())
  server.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
})

const executablePath = findChromium()
const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: chromiumFlags })

async function signedIn(email, { colorScheme = 'light', width = 1280, height = 800 } = {}) {
  const context = await browser.newContext({ colorScheme, viewport: { width, height }, locale: 'en-US' })
  const page = await context.newPage()
  await page.goto(url)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill('satchel-demo')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page
    .getByRole('link', { name: /^All sent/ })
    .first()
    .waitFor({ timeout: 30_000 })
  return { context, page }
}

async function shoot(page, place, file) {
  await page.goto(`${url}/#${place}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForTimeout(800)
  await page.screenshot({ path: path.join(folder, `${file}.png`) })
}

try {
  if (all) await everyScreen()
  else await readmePictures()
} finally {
  await browser.close()
  server.kill('SIGINT')
  await new Promise((resolve) => server.once('exit', resolve))
  fs.rmSync(data, { recursive: true, force: true })
}

async function readmePictures() {
  const { context, page } = await signedIn('rep.north@demo.example')
  await page.waitForTimeout(4000)
  await shoot(page, '/', 'home-light')
  await context.setOffline(true)
  await page.goto(`${url}/#/customers`)
  for (const row of [0, 1, 2]) {
    await page.locator('tbody tr', { hasText: 'Nancy Davolio' }).nth(row).getByRole('link').first().click()
    await page.getByRole('link', { name: 'Edit' }).click()
    await page.getByLabel('Website').fill('https://example.com')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.goto(`${url}/#/customers`)
    await page.waitForTimeout(500)
  }
  await shoot(page, '/customers', 'customers-light')
  const dark = await signedIn('rep.north@demo.example', { colorScheme: 'dark' })
  await shoot(dark.page, '/orders', 'orders-dark')
}

async function everyScreen() {
  const places =
    '/ /customers /leads /orders /interactions /tasks /cases /products /sales-reps /customers/new /leads/new /orders/new /tasks/new /sync /admin/users /admin/import /admin/inventory /admin/inventory?view=reorder /admin/inventory?view=movements /admin/inventory/receive /admin/inventory/count /admin/procedures /admin/procedures?view=calls /admin/procedures/receive_stock'.split(
      ' ',
    )
  for (const colorScheme of ['light', 'dark'])
    for (const [width, height] of [
      [1280, 800],
      [1024, 700],
    ]) {
      const { context, page } = await signedIn('admin@demo.example', { colorScheme, width, height })
      for (const place of places)
        await shoot(
          page,
          place,
          `${place.replaceAll(/[/?=]/g, '-').slice(1) || 'home'}-${width}-${colorScheme}`,
        )
      await context.close()
    }
}
