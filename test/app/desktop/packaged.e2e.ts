/** The packed app: what is inside, and that it starts from there. Installers are made on release machines. */
import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import {
  expect,
  hasRealElectron,
  hostFolder,
  launchDesktop,
  loadedWindow,
  root,
  test,
} from '../../support/electron.ts'

const run = promisify(execFile)
const bin = (name: string) => path.join(root, 'node_modules/.bin', name)

test('the packed app holds the built files only, and opens its window', async ({ userData }, info) => {
  test.skip(process.platform !== 'linux', 'the packed folder differs on other systems')
  test.setTimeout(120_000)
  const output = info.outputPath('release')
  const distribution = hasRealElectron ? path.join(root, 'node_modules/electron/dist') : hostFolder
  const settings = [`-c.electronDist=${distribution}`, `-c.directories.output=${output}`]
  await run(bin('electron-builder'), ['--dir', '--linux', ...settings], { cwd: root })

  const { stdout } = await run(bin('asar'), ['list', path.join(output, 'linux-unpacked/resources/app.asar')])
  const files = stdout.trim().split('\n')
  expect(files).toEqual(
    expect.arrayContaining([
      '/package.json',
      '/out/main/main.js',
      '/out/preload/preload.cjs',
      '/out/renderer/index.html',
    ]),
  )
  const unwanted = files.filter((file) =>
    /node_modules|\.map$|\.ts$|sync-server|\/test\/|service-worker/.test(file),
  )
  expect(unwanted).toEqual([])

  // Fuses of a real executable forbid the debugger that Playwright needs, so only the stand-in is driven here.
  test.skip(hasRealElectron, 'a packed Electron refuses to be driven')
  const executable = path.join(output, 'linux-unpacked/satchel')
  const app = await launchDesktop({ userData, executable })
  const page = await loadedWindow(app)
  await expect(page).toHaveTitle(/Satchel/)
  expect(await page.evaluate(() => window.desktop?.appInfo())).toMatchObject({
    ok: true,
    value: { packaged: true },
  })
  await app.close()
})
