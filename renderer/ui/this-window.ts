/**
 * Which window this is. What is being typed belongs to one window, so that two of them never write over each other,
 * and outlives it: whoever closes the app, or loses it with the machine, finds it in the next one. A window holds a
 * lock of its name for as long as it lives and takes its name along when it is loaded again.
 */
const nameKey = 'satchel.window'
const lockOf = (name: string) => `satchel.window.${name}`
/** One window at a time takes over what closed ones left. */
const estate = 'satchel.windows'

let claimed: string | undefined

/** The name of this window; throws before `claimWindow` has given one. */
export function thisWindow(): string {
  if (claimed === undefined) throw new Error('this window has no name yet')
  return claimed
}

/**
 * Names this window. A copy of an open one gets a name of its own: its storage was copied with the name, whose lock
 * is not let go within `patience` milliseconds, as that of a window that is loaded again is.
 */
export async function claimWindow(locks: LockManager, session: Storage, patience = 1_000): Promise<string> {
  const before = session.getItem(nameKey)
  const name =
    before !== null && (await hold(locks, before, AbortSignal.timeout(patience)))
      ? before
      : crypto.randomUUID()
  if (name !== before) await hold(locks, name)
  session.setItem(nameKey, name)
  claimed = name
  return name
}

/** False when the lock could not be had until the signal. */
function hold(locks: LockManager, name: string, signal?: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    locks
      .request(lockOf(name), { ...(signal && { signal }) }, () => {
        resolve(true)
        // Until this window is gone.
        return new Promise<never>(() => undefined)
      })
      .catch(() => resolve(false))
  })
}

/** Does something with what closed windows left, while no other window does; `isClosed` tells for a window's name. */
export async function settleEstate<T>(
  locks: LockManager,
  settle: (isClosed: (name: string) => boolean) => T | Promise<T>,
): Promise<T> {
  return locks.request(estate, async () => {
    const { held = [] } = await locks.query()
    const open = new Set(held.map(({ name }) => name))
    return settle((name) => !open.has(lockOf(name)))
  })
}
