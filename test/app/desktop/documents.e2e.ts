/** The desktop app makes a paper under its own policy, without its server, and saves it where the person says. */
import fs from 'node:fs'
import { extractText, getDocumentProxy } from 'unpdf'
import { expect, launchDesktop, loadedWindow, test } from '../../support/electron.ts'
import { localDocuments } from '../../support/local-database.ts'
import { startServerProcess } from '../../support/server-process.ts'

test('an order confirmation is saved from the desktop while the server is away', async ({
  userData,
}, info) => {
  test.setTimeout(120_000)
  const server = await startServerProcess({ dataFolder: info.outputPath('data'), demo: true })
  const app = await launchDesktop({ userData, server: server.url })
  const page = await loadedWindow(app)
  const target = info.outputPath('confirmation.pdf')
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
  }, target)

  await page.getByLabel('Email').fill('rep.north@demo.example')
  await page.getByLabel('Password', { exact: true }).fill('satchel-demo')
  await page.getByRole('button', { name: 'Sign in' }).click()
  const fulfilled = async () =>
    (await localDocuments(page, 'orders')).find(({ status }) => status === 'fulfilled')
  await expect.poll(fulfilled, { timeout: 60_000 }).toBeDefined()
  await expect
    .poll(async () => (await localDocuments(page, 'settings')).map(({ kind }) => kind), { timeout: 60_000 })
    .toContain('company')
  const order = await fulfilled()
  await server.stop()

  await page.evaluate((id) => {
    location.hash = `#/orders/${id}`
  }, order?.id)
  await page.getByRole('button', { name: 'Documents' }).click()
  await page.getByRole('menuitem', { name: 'Save order confirmation as PDF' }).click()
  const saved = () => (fs.existsSync(target) ? fs.readFileSync(target, 'latin1').trimEnd() : '')
  await expect.poll(saved, { timeout: 30_000 }).toMatch(/%%EOF$/)
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(fs.readFileSync(target))), {
    mergePages: true,
  })
  expect(text).toContain('Northwind Traders')
  expect(text).toContain(`Order confirmation ${String(order?.['number'])}`)
  await app.close()
})
