/** Starts and ends the process with the many light devices of `device-crowd.ts`. */
import { fork } from 'node:child_process'
import path from 'node:path'
import type { FromCrowd, ToCrowd } from './device-crowd.ts'

export interface Crowd {
  /** Resolves when all are connected. */
  connect(message: ToCrowd): Promise<void>
  end(): Promise<void>
}

export function startCrowd(): Crowd {
  const child = fork(path.join(import.meta.dirname, 'device-crowd.ts'), { stdio: 'inherit' })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return {
    async connect(message) {
      const connected = new Promise<void>((resolve) =>
        child.once('message', (answer: FromCrowd) => {
          if (answer.connected === message.connect.length) resolve()
        }),
      )
      child.send(message)
      await Promise.race([
        connected,
        ended.then((code) => {
          throw new Error(`the crowd ended with ${code}`)
        }),
      ])
    },
    async end() {
      if (child.connected) child.disconnect()
      await ended
    },
  }
}
