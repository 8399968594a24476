/** The desktop app and a real server: the address is chosen, the session is kept, work goes on without the server. */
import { expect, launchDesktop, loadedWindow, test } from '../../support/electron.ts'
import { startServerProcess } from '../../support/server-process.ts'

const password = 'correct horse battery'

test('a company is set up from the desktop, and the next start needs neither password nor server', async ({
  userData,
}, info) => {
  test.setTimeout(120_000)
  const server = await startServerProcess({ dataFolder: info.outputPath('data') })
  const start = async () => {
    const app = await launchDesktop({ userData })
    // A keychain is what test machines lack; everything else on the way is real.
    await app.evaluate(({ safeStorage }) => {
      safeStorage.getSelectedStorageBackend = () => 'gnome_libsecret'
    })
    return { app, page: await loadedWindow(app) }
  }

  const first = await start()
  await first.page.getByLabel('Server address').fill(server.url)
  await first.page.getByRole('button', { name: 'Connect' }).click()
  await first.page.getByLabel('Company').fill('Northwind')
  await first.page.getByLabel('Your name').fill('Ada Admin')
  await first.page.getByLabel('Email').fill('ada@northwind.example')
  await first.page.getByLabel('Password', { exact: true }).fill(password)
  await first.page
    .getByRole('form', { name: 'Set up Satchel' })
    .getByRole('button', { name: /set up|create|start/i })
    .click()
  await expect(first.page.getByRole('navigation').first()).toBeVisible()
  await first.app.close()
  await server.stop()

  const second = await start()
  await expect(second.page.getByRole('navigation').first()).toBeVisible()
  await second.app.close()
})
