/** The web client starts without a network, and a new version never mixes with the old one. */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { expect, test as base } from '@playwright/test'

const built = path.resolve(import.meta.dirname, '../../../out/renderer')
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

/** A web server over a folder of its own, which a test can change and switch off. */
const test = base.extend<{ site: { url: string; folder: string; stop(): Promise<void> } }>({
  site: async ({}, use, info) => {
    const folder = info.outputPath('site')
    fs.cpSync(built, folder, { recursive: true })
    const server = http.createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://x')
      const file = path.join(folder, pathname === '/' ? 'index.html' : pathname)
      if (pathname.startsWith('/api/'))
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
      else if (fs.existsSync(file) && fs.statSync(file).isFile())
        response
          .writeHead(200, { 'content-type': types[path.extname(file)] ?? 'application/octet-stream' })
          .end(fs.readFileSync(file))
      else response.writeHead(404).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const stop = () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      })
    await use({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, folder, stop })
    if (server.listening) await stop()
  },
})

const installed = async () => void (await navigator.serviceWorker.ready)

test('after one visit everything is there, workers included, and nothing of the API is kept', async ({
  page,
  site,
}) => {
  await page.goto(site.url)
  await page.evaluate(installed)
  await page.evaluate(() => fetch('/api/v1/setup'))
  await page.reload()
  // The worker has answered: only then does the page know that nobody is signed in.
  const signIn = page.getByRole('heading', { name: 'Sign in to Satchel' })
  await expect(signIn).toBeVisible()
  await site.stop()
  const failed: string[] = []
  page.on('requestfailed', (request) => failed.push(new URL(request.url()).pathname))
  const worker = page.waitForEvent('worker')
  await page.reload()
  expect((await worker).url()).toMatch(/assets\/.+\.js$/)
  await expect(signIn).toBeVisible()
  expect(failed.filter((name) => !name.startsWith('/api/'))).toEqual([])
  const kept = await page.evaluate(async () => {
    const names = await caches.keys()
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
    return requests.flat().map(({ url }) => new URL(url).pathname)
  })
  expect(kept.filter((name) => name.startsWith('/api/'))).toEqual([])
  expect(kept.length).toBeGreaterThan(3)
})

test('a new version is taken at the next start, whole', async ({ context, site }) => {
  const page = await context.newPage()
  await page.goto(site.url)
  await page.evaluate(installed)
  await page.reload()

  // The second version: another page, and a list of files that says so.
  const edit = (name: string, change: (text: string) => string) => {
    const file = path.join(site.folder, name)
    fs.writeFileSync(file, change(fs.readFileSync(file, 'utf8')))
  }
  const index = fs.readFileSync(path.join(site.folder, 'index.html'))
  const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex').slice(0, 20)
  edit('index.html', (text) => text.replace('<html', '<html data-version="2"'))
  edit('service-worker.js', (text) =>
    text.replace(hash(index), hash(fs.readFileSync(path.join(site.folder, 'index.html')))),
  )
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    await registration.update()
  })
  await expect
    .poll(() => page.evaluate(async () => (await navigator.serviceWorker.ready).waiting?.state))
    .toBe('installed')
  const version = () => page.evaluate(() => document.documentElement.dataset.version)
  await page.reload()
  expect(await version()).toBeUndefined()

  await page.close()
  const next = await context.newPage()
  await expect(async () => {
    // A page that is only loaded again stays with the version it has: this is a start, with no page open before it.
    await next.goto('about:blank')
    await next.goto(site.url)
    expect(await next.evaluate(() => document.documentElement.dataset.version)).toBe('2')
  }).toPass()
})
