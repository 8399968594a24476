/**
 * The session's secret on disk, encrypted with a key that the operating system's keychain holds. Where there
 * is no keychain (on Linux Electron would then use a key that everybody knows) nothing is written at all:
 * better to sign in at each start than to leave a session readable.
 */
import { safeStorage } from 'electron'
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'
import { SatchelError } from '../shared/errors.ts'
import type { Log } from './log.ts'

export interface SessionStore {
  /** Undefined when there is none, or when the keychain no longer opens it. */
  load(): string | undefined
  /** VAULT_UNAVAILABLE when this computer has no keychain. */
  save(secret: string): void
  clear(): void
}

export function openSessionStore(userData: string, log: Log): SessionStore {
  const file = path.join(userData, 'session')
  return {
    load() {
      let sealed: Buffer
      try {
        sealed = readFileSync(file)
      } catch {
        return undefined
      }
      try {
        return safeStorage.decryptString(sealed)
      } catch (error) {
        // Kept on disk: a keychain that is locked now may open later.
        log.error('the kept session cannot be opened', error)
        return undefined
      }
    },
    save(secret) {
      const reason = whyUnsafe()
      if (reason) {
        rmSync(file, { force: true })
        throw new SatchelError('VAULT_UNAVAILABLE', { details: { reason } })
      }
      mkdirSync(userData, { recursive: true })
      replaceFile(file, safeStorage.encryptString(secret))
    },
    clear: () => rmSync(file, { force: true }),
  }
}

function whyUnsafe(): string | undefined {
  if (!safeStorage.isEncryptionAvailable()) return 'The keychain is not available.'
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text')
    return 'No keychain service (GNOME Keyring, KWallet) runs in this session.'
  return undefined
}

/** The file holds the old or the new bytes, never a part: losing a rotated token would sign the person out. */
function replaceFile(file: string, bytes: Buffer) {
  const next = `${file}.next`
  const handle = openSync(next, 'w', 0o600)
  try {
    writeSync(handle, bytes)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(next, file)
}
