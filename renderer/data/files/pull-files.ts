/** Keeps the file documents of this device as the office has them, for as long as this tab leads. */
import type { FileCatalogue } from './file-catalogue.ts'
import type { PouchDatabase, Replicating } from './pouch.ts'

export interface Pulling {
  /** Looks again now, with a new connection. */
  restart(): void
  stop(): Promise<void>
}

export function pullFiles(given: {
  catalogue: FileCatalogue
  remote: () => PouchDatabase
  pauses: { shortestPause: number; longestPause: number }
  /** Documents arrived. */
  changed: () => void
  /** Everything there was to have is here. */
  caughtUp: () => void
  failed: (reason: unknown) => void
}): Pulling {
  const { catalogue, remote, pauses, changed, caughtUp, failed } = given
  let running: Replicating | undefined
  let ended: Promise<void> = Promise.resolve()
  let waiting: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let stopped = false

  const pause = (delay: number) => Math.min(Math.max(delay * 2, pauses.shortestPause), pauses.longestPause)

  function start() {
    clearTimeout(waiting)
    if (stopped) return
    const mine = catalogue.database().replicate.from(remote(), {
      live: true,
      retry: true,
      batch_size: 100,
      back_off_function: pause,
    })
    running = mine
    void mine.on('change', changed)
    void mine.on('paused', (reason) => {
      if (reason) return failed(reason)
      failures = 0
      caughtUp()
    })
    ended = mine.then(
      () => undefined,
      (reason: unknown) => {
        if (stopped || running !== mine) return
        // A whole request was refused, as where the person has to sign in again.
        failed(reason)
        waiting = setTimeout(start, pause(pauses.shortestPause * 2 ** Math.min(failures++, 8)))
      },
    )
  }

  start()
  return {
    restart() {
      const before = running
      running = undefined
      before?.cancel()
      void ended.then(() => {
        if (!running) start()
      })
    },
    async stop() {
      stopped = true
      clearTimeout(waiting)
      running?.cancel()
      await ended
    },
  }
}
