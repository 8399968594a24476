/** What reaches the desktop around the app: recorded or answered as "cancelled", never shown. */
import crypto from 'node:crypto'
import { EventEmitter } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { app } from './app.mjs'
import { state } from './state.mjs'

export const shell = {
  openExternal: async (url) => console.error(`[electron-host] openExternal ${new URL(url).protocol}`),
  openPath: async () => '',
}

export const dialog = {
  async showSaveDialog() {
    console.error('[electron-host] no native dialog here; answered as cancelled')
    return { canceled: true, filePath: '' }
  },
  showErrorBox: (title, content) => console.error(`[dialog] ${title}: ${content}`),
}

/** Encrypts with a key in a file: no better than Electron without a keychain, and it says so. */
export const safeStorage = {
  isEncryptionAvailable: () => state.ready,
  getSelectedStorageBackend: () => 'basic_text',
  encryptString(text) {
    const nonce = crypto.randomBytes(12)
    const cipher = crypto.createCipheriv('aes-256-gcm', key(), nonce)
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
  },
  decryptString(bytes) {
    const decipher = crypto.createDecipheriv('aes-256-gcm', key(), bytes.subarray(0, 12))
    decipher.setAuthTag(bytes.subarray(12, 28))
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
  },
}

function key() {
  const file = path.join(app.getPath('userData'), 'host-key')
  if (!fs.existsSync(file)) fs.writeFileSync(file, crypto.randomBytes(32), { mode: 0o600 })
  return fs.readFileSync(file)
}

const workArea = { x: 0, y: 0, width: 1600, height: 1000 }
export const screen = Object.assign(new EventEmitter(), {
  getDisplayMatching: () => ({ bounds: workArea, workArea }),
})
export const nativeTheme = Object.assign(new EventEmitter(), { shouldUseDarkColors: false })
export const powerMonitor = new EventEmitter()
