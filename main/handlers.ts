/**
 * What each desktop method does. Arguments have the contract's shape when they arrive here; a SatchelError
 * becomes the coded answer of the call.
 */
import { app, BrowserWindow, dialog, shell } from 'electron'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { DesktopHandlers } from '../shared/desktop-api.ts'
import { SatchelError } from '../shared/errors.ts'
import type { Log } from './log.ts'
import { openPdf } from './open-pdf.ts'
import type { ServerAddress } from './server-address.ts'
import type { SessionStore } from './session-store.ts'

interface Dependencies {
  server: ServerAddress
  sessions: SessionStore
  log: Log
}

export function desktopHandlers({ server, sessions, log }: Dependencies): DesktopHandlers {
  return {
    appInfo: () => ({ version: app.getVersion(), platform: process.platform, packaged: app.isPackaged }),
    serverUrl: () => server.current() ?? null,
    chooseServer: (address) => server.choose(address),
    vault: {
      load: () => sessions.load(),
      save: (secret) => sessions.save(secret),
      clear: () => sessions.clear(),
    },
    openExternal: (address) => openExternal(address),
    async saveFile(file) {
      const { name } = file
      const options = { defaultPath: path.join(app.getPath('downloads'), name) }
      const window = BrowserWindow.getFocusedWindow()
      const chosen = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options))
      if (chosen.canceled || !chosen.filePath) return { saved: false }
      try {
        await writeFile(chosen.filePath, 'base64' in file ? Buffer.from(file.base64, 'base64') : file.content)
      } catch (error) {
        log.error('a file was not saved', error)
        throw new SatchelError('FILE_NOT_SAVED')
      }
      return { saved: true }
    },
    openPdf: ({ name, base64 }) => openPdf(name, Buffer.from(base64, 'base64'), log),
  }
}

/** Hands an address to the system. Only https: and mailto: leave the app; anything else could start a program. */
export async function openExternal(address: string): Promise<void> {
  if (!isExternal(address))
    throw new SatchelError('INVALID_REQUEST', { message: 'Only https: and mailto: addresses are opened.' })
  await shell.openExternal(new URL(address).href)
}

export function isExternal(address: string): boolean {
  const url = URL.parse(address)
  return url !== null && (url.protocol === 'https:' || url.protocol === 'mailto:') && !url.password
}
