/**
 * One run of an app, from its start to its end or to the moment it is killed. Whatever it does to the world
 * outside passes through here as a step, so that it can be killed between any two of them.
 */
import type { RxStorage, RxStorageInstance } from 'rxdb/plugins/core'
import { takeWhile } from 'rxjs'

export class SwitchedOff extends Error {
  override name = 'SwitchedOff'
}

export interface Life {
  isOver(): boolean
  /** Resolves when it is over. */
  over: Promise<void>
  end(): void
  /** It ends after so many more steps; `before` the last of them has an effect, or right after. */
  light(steps: number, before: boolean): void
  /** Throws when it is over. */
  step<T>(work?: () => Promise<T>): Promise<T | undefined>
  /** The same storage, through which only this life reads and writes. */
  mortal(storage: RxStorage<unknown, unknown>): RxStorage<unknown, unknown>
}

type AnyInstance = RxStorageInstance<unknown, unknown, unknown>

const writes = new Set(['bulkWrite', 'cleanup', 'remove'])

export function createLife(number: number): Life {
  let isOver = false
  let fuse: { steps: number; before: boolean } | undefined
  let finish: () => void = () => undefined
  const over = new Promise<void>((resolve) => (finish = resolve))

  function end() {
    isOver = true
    finish()
  }
  const check = () => {
    if (isOver) throw new SwitchedOff('the app was killed')
  }

  async function step<T>(work?: () => Promise<T>): Promise<T | undefined> {
    check()
    const isLast = fuse !== undefined && --fuse.steps <= 0
    if (isLast && fuse?.before) end()
    check()
    const result = await work?.()
    if (isLast) end()
    check()
    return result
  }

  /** A killed app believes that its disk still answers; nothing it does there has an effect. */
  const nothing: Record<string, unknown> = {
    bulkWrite: { error: [] },
    cleanup: true,
    findDocumentsById: [],
    query: { documents: [] },
    count: { count: 0, mode: 'fast' },
    getChangedDocumentsSince: { documents: [], checkpoint: undefined },
  }

  const instanceOf = (inner: AnyInstance): AnyInstance =>
    new Proxy(inner, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name)
        if (typeof value !== 'function') return value
        const call = (...given: unknown[]) => Reflect.apply(value, target, given) as Promise<unknown>
        if (name === 'changeStream') return () => target.changeStream().pipe(takeWhile(() => !isOver))
        if (!(String(name) in nothing)) return call
        return async (...given: unknown[]) => {
          if (isOver) return nothing[String(name)]
          if (!writes.has(String(name))) return call(...given)
          return step(() => call(...given)).catch((reason: unknown) => {
            if (reason instanceof SwitchedOff) return nothing[String(name)]
            throw reason
          })
        }
      },
    })

  return {
    isOver: () => isOver,
    over,
    end,
    light(steps, before) {
      fuse = { steps, before }
    },
    step,
    mortal: (storage) => ({
      // RxDB would close a database of the same name on the same storage, and wait for a dead one.
      name: `${storage.name}-${number}`,
      rxdbVersion: storage.rxdbVersion,
      async createStorageInstance(parameters) {
        check()
        return instanceOf((await storage.createStorageInstance(parameters)) as never) as never
      },
    }),
  }
}
