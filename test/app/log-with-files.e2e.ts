/** A visit is logged offline with a photo and a spoken note, taken back and done again; nothing of it is lost. */
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test as base } from '@playwright/test'
import type { Page } from '@playwright/test'
import { localDocuments } from '../support/local-database.ts'
import { indicator, openApp, signInToApp, startWebCompany } from '../support/web-company.ts'
import type { WebCompany } from '../support/web-company.ts'

// A microphone that hums, and nobody who asks about it.
const microphone = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
const test = base.extend({
  launchOptions: [
    async ({ launchOptions }, use) =>
      use({ ...launchOptions, args: [...(launchOptions.args ?? []), ...microphone] }),
    { scope: 'worker' },
  ],
})
test.describe.configure({ timeout: 90_000 })

let company: WebCompany
test.beforeAll(async () => {
  company = await startWebCompany()
})
test.afterAll(async () => {
  await company.close()
})

test('a visit with a photo and a voice note is logged offline, taken back and done again', async ({
  browser,
}) => {
  const customer = await company.add('customers', { name: 'Blauer See', ownerId: company.ann.id })
  const { page, context } = await openApp(browser, company.url)
  await signInToApp(page)
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await page.goto(`/#/customers/${customer.id}`)
  const composer = page.getByRole('region', { name: 'Log an interaction' })
  await expect(composer).toBeVisible()
  await context.setOffline(true)

  // Three keystrokes and a note.
  await page.getByRole('heading', { level: 1 }).click()
  await page.keyboard.press('l')
  await page.keyboard.press('v')
  await expect(composer.getByRole('radio', { name: 'Visit' })).toBeChecked()
  await expect(composer.getByRole('textbox', { name: 'What happened' })).toBeFocused()
  await page.keyboard.type('The shelf is half empty')

  await composer.getByLabel('Photos to add').setInputFiles('build/icon.png')
  const photo = composer.getByRole('article', { name: 'icon.png' })
  await expect(photo.getByRole('img', { name: 'icon.png' })).toBeVisible()
  await composer
    .getByLabel('Photos to add')
    .setInputFiles({ name: 'tool.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ') })
  await expect(page.getByText('tool.exe was not added')).toBeVisible()

  const record = composer.getByRole('button', { name: 'Voice note' })
  await record.click()
  // A note that ends at once has heard nothing.
  await composer.getByRole('button', { name: 'Stop and keep, 0:01' }).click()
  const voice = composer.getByRole('article', { name: /^Voice note of/ })
  await expect(voice).toHaveCount(1)
  await voice.getByRole('button', { name: /^Remove/ }).click()
  await expect(voice).toHaveCount(0)
  await record.click()
  await expect(composer.getByRole('button', { name: 'Stop and keep, 0:01' })).toBeVisible()

  // What was typed and taken stays while one looks elsewhere; a recording ends and is kept.
  await page.goto('/#/tasks')
  await expect(page.getByRole('heading', { level: 1, name: 'Tasks' })).toBeVisible()
  await page.goBack()
  await expect(composer.getByRole('textbox', { name: 'What happened' })).toHaveValue(
    'The shelf is half empty',
  )
  await expect(composer.getByRole('radio', { name: 'Visit' })).toBeChecked()
  await expect(photo).toBeVisible()
  await expect(voice.locator('audio')).toBeVisible()
  const { violations } = await new AxeBuilder({ page }).include('section[aria-label]').analyze()
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])

  await composer.getByRole('textbox', { name: 'What happened' }).press('Control+Enter')
  await expect(photo).toHaveCount(0)
  await expect(voice).toHaveCount(0)
  await expect(composer.getByRole('textbox', { name: 'What happened' })).toHaveValue('')
  const logged = async () =>
    (await localDocuments(page, 'interactions')).filter(({ customerId }) => customerId === customer.id)
  await expect.poll(logged).toHaveLength(1)
  const [interaction] = await logged()

  // Taken back and done again, it has its files again.
  await page.getByRole('heading', { level: 1 }).click()
  await page.keyboard.press('Control+z')
  await expect.poll(logged).toHaveLength(0)
  await page.keyboard.press('Control+y')
  await expect.poll(logged).toHaveLength(1)
  await page.goto(`/#/interactions/${String(interaction?.id)}`)
  await expect(page.getByRole('article', { name: 'icon.png' })).toBeVisible()
  await expect(page.getByRole('article', { name: /^Voice note of/ })).toBeVisible()

  await context.setOffline(false)
  await expect(indicator(page)).toContainText('All sent', { timeout: 30_000 })
  const { body } = await company.admin.call<{ results: { id: string }[] }>('GET', '/files/_changes')
  expect(
    body.results.filter(({ id }) => id.startsWith(`interactions:${String(interaction?.id)}:`)),
  ).toHaveLength(2)
  await context.close()
})

test('what is typed, photographed and spoken outlives its window, and is not in one beside it', async ({
  browser,
}) => {
  const customer = await company.add('customers', { name: 'Grünes Tor', ownerId: company.ann.id })
  const { page: first, context } = await openApp(browser, company.url)
  await signInToApp(first)
  await first.evaluate(async () => void (await navigator.serviceWorker.ready))
  await context.setOffline(true)
  const composerIn = async (page: Page) => {
    await page.goto(`/#/customers/${customer.id}`)
    const composer = page.getByRole('region', { name: 'Log an interaction' })
    await expect(composer).toBeVisible()
    return {
      composer,
      note: composer.getByRole('textbox', { name: 'What happened' }),
      photo: composer.getByRole('img', { name: 'icon.png' }),
      voice: composer.locator('audio'),
    }
  }
  const before = await composerIn(first)
  // Nobody ends the recording before the window goes.
  await before.composer.getByRole('button', { name: 'Voice note' }).click()
  await expect(before.composer.getByRole('button', { name: 'Stop and keep, 0:06' })).toBeVisible({
    timeout: 15_000,
  })
  await before.composer.getByLabel('Photos to add').setInputFiles('build/icon.png')
  await expect(before.photo).toBeVisible()
  await before.note.fill('The door sticks')

  await first.reload()
  await expect(before.note).toHaveValue('The door sticks')
  await expect(before.photo).toBeVisible()
  await expect(before.voice).toBeVisible()

  const beside = await context.newPage()
  const own = await composerIn(beside)
  await own.note.fill('Somebody else’s door')
  await expect(own.photo).toHaveCount(0)
  await beside.close()
  await first.close()

  // Two windows left something here: the next one takes one, the one after it the other.
  const next = await context.newPage()
  const after = await composerIn(next)
  await expect(after.photo).toBeVisible()
  await expect(after.voice).toBeVisible()
  const texts = ['The door sticks', 'Somebody else’s door']
  const one = await after.note.inputValue()
  expect(texts).toContain(one)
  await after.note.press('Control+Enter')
  await expect(after.photo).toHaveCount(0)
  // Wherever the window goes in the middle of it, both files are there once.
  await next.reload()
  await expect(after.note).toHaveValue(texts.find((text) => text !== one) ?? '')
  await expect(after.composer.getByRole('article')).toHaveCount(0)
  const logged = (await localDocuments(next, 'interactions')).find(({ notes }) => notes === one)
  await next.goto(`/#/interactions/${String(logged?.id)}`)
  await expect(next.getByRole('article', { name: 'icon.png' })).toHaveCount(1)
  await expect(next.getByRole('article', { name: /^Voice note of/ })).toHaveCount(1)
  await context.close()
})

test('a microphone that is not allowed says so, and the note can be logged without it', async ({
  browser,
}) => {
  const customer = await company.add('customers', { name: 'Roter Turm', ownerId: company.ann.id })
  const { page, context } = await openApp(browser, company.url, (made) =>
    made.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = () =>
        Promise.reject(new DOMException('Permission denied', 'NotAllowedError'))
    }),
  )
  await signInToApp(page)
  await page.goto(`/#/customers/${customer.id}`)
  const composer = page.getByRole('region', { name: 'Log an interaction' })
  await composer.getByRole('button', { name: 'Voice note' }).click()
  await expect(page.getByText('This app may not use the microphone.', { exact: false })).toBeVisible()
  await composer.getByRole('textbox', { name: 'What happened' }).fill('Nobody was there')
  await composer.getByRole('button', { name: 'Log call' }).click()
  await expect(composer.getByRole('status')).toHaveText('Call logged')
  await context.close()
})
