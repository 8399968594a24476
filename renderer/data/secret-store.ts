/**
 * Where the page keeps the session's secret for the worker, which has no storage of its own for it: in the
 * desktop's vault (the operating system's keychain) where there is one, else in the browser's storage,
 * which all tabs of the origin share.
 */
import type { SecretStore } from './contract.ts'

const key = 'satchel-session'

/** What this file needs of the desktop; the whole of it is in `shared/desktop-api.ts`. */
interface Vault {
  load(): Promise<Answer<string | undefined>>
  save(secret: string): Promise<Answer<undefined>>
  clear(): Promise<Answer<undefined>>
}
type Answer<T> = { ok: true; value: T } | { ok: false; error: { message: string } }

export function pageSecretStore(window: Window): SecretStore {
  const desktop = (window as Window & { desktop?: { vault?: Vault } }).desktop
  return desktop?.vault ? vaultStore(desktop.vault) : browserStore(window.localStorage)
}

function browserStore(storage: Storage): SecretStore {
  return {
    load: async () => storage.getItem(key) ?? undefined,
    save: async (secret) => storage.setItem(key, secret),
    clear: async () => storage.removeItem(key),
  }
}

function vaultStore(vault: Vault): SecretStore {
  const value = async <T>(answer: Promise<Answer<T>>) => {
    const got = await answer
    if (!got.ok) throw new Error(got.error.message)
    return got.value
  }
  return {
    load: async () => (await value(vault.load())) ?? undefined,
    save: (secret) => value(vault.save(secret)),
    clear: () => value(vault.clear()),
  }
}
