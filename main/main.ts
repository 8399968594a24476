/**
 * The desktop app, from start to end. The order below matters: the scheme must be known before the app is
 * ready, the lock before any file is touched, and every guard before the first window.
 */
import { app, dialog, powerMonitor } from 'electron'
import path from 'node:path'
import { handleAppProtocol, registerAppScheme } from './app-protocol.ts'
import { desktopHandlers } from './handlers.ts'
import { registerHandlers, sendToPage } from './ipc.ts'
import { linkScheme, pageOfLink } from './links.ts'
import { openLog } from './log.ts'
import type { Log } from './log.ts'
import { setMenu } from './menu.ts'
import { guardContents, guardPermissions } from './permissions.ts'
import { openServerAddress } from './server-address.ts'
import { openSessionStore } from './session-store.ts'
import { showWindow } from './window.ts'

registerAppScheme()

if (app.requestSingleInstanceLock()) run()
else app.quit()

function run() {
  const userData = app.getPath('userData')
  const log = openLog(path.join(userData, 'logs'))
  process.on('uncaughtException', (error) => log.error('uncaught exception', error))
  process.on('unhandledRejection', (reason) => log.error('unhandled rejection', reason))
  app.on('render-process-gone', (_event, _contents, details) =>
    log.error(`the page ended: ${details.reason}, exit code ${details.exitCode}`),
  )

  // Not awaited by this module: Electron is ready only after its main module has been evaluated.
  app
    .whenReady()
    .then(() => start(userData, log))
    .catch((error: unknown) => {
      log.error('the app could not start', error)
      dialog.showErrorBox('Satchel could not start', `The log in ${log.folder} says why.`)
      app.exit(1)
    })
}

function start(userData: string, log: Log) {
  const server = openServerAddress(userData, process.env)
  const sessions = openSessionStore(userData, log)

  guardContents(log)
  guardPermissions()
  handleAppProtocol(path.join(import.meta.dirname, '../renderer'), server)
  registerHandlers(desktopHandlers({ server, sessions, log }), log)
  setMenu(log)

  const show = (page?: string) => showWindow(userData, log, page)
  show(pageOfLink(process.argv))
  if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme)

  app.on('second-instance', (_event, words) => show(pageOfLink(words)))
  app.on('open-url', (_event, link) => show(pageOfLink([link])))
  app.on('activate', () => show())
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  powerMonitor.on('resume', () => sendToPage('resumed'))
  powerMonitor.on('unlock-screen', () => sendToPage('resumed'))
}
