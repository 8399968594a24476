/**
 * Where the page keeps the session's secret for the worker, which has no storage of its own for it: in the
 * desktop's vault (the operating system's keychain) where there is one, else in the browser's storage,
 * which all tabs of the origin share.
 */
import type { Desktop } from '../../shared/desktop-api.ts'
import type { SecretStore } from './contract.ts'

const key = 'satchel-session'

export function pageSecretStore(window: Window): SecretStore {
  return window.desktop ? vaultStore(window.desktop.vault) : browserStore(window.localStorage)
}

function browserStore(storage: Storage): SecretStore {
  return {
    load: async () => storage.getItem(key) ?? undefined,
    save: async (secret) => storage.setItem(key, secret),
    clear: async () => storage.removeItem(key),
  }
}

/** Without a keychain the secret lives as long as the window: the next start asks to sign in again. */
function vaultStore(vault: Desktop['vault']): SecretStore {
  let unkept: string | undefined
  return {
    async load() {
      const kept = await vault.load()
      return unkept ?? (kept.ok ? kept.value : undefined)
    },
    async save(secret) {
      const saved = await vault.save(secret)
      unkept = saved.ok ? undefined : secret
    },
    async clear() {
      unkept = undefined
      await vault.clear()
    },
  }
}
