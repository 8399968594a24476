/**
 * The one event stream of a device, held by the leading tab. It carries no documents: it says where to
 * look. Whenever it opens, everything is looked at once, because nothing was heard while it was closed.
 */
import { EventSource } from 'eventsource'
import { collectionNames, isCollectionName } from '../../../shared/entities/index.ts'
import type { CollectionName } from '../../../shared/entities/index.ts'
import type { StreamEvents } from '../../../shared/sync/protocol.ts'
import { Stopped } from './line.ts'
import type { Line } from './line.ts'
import { apiUrl, headersOf } from './server-api.ts'
import type { Fetch } from './server-api.ts'

export interface EventStream {
  close(): void
}

/** The server sends a sign of life every 20 seconds; a line that dies without a word is noticed by this. */
const longestSilence = 50_000

export function openEventStream(options: {
  server: string
  fetch: Fetch
  line: Line
  changed: (collections: readonly CollectionName[]) => void
  /** The server says that the session ended, or that this version is too old. */
  ended: () => void
}): EventStream {
  const { server, fetch, line, changed, ended } = options
  let source: EventSource | undefined
  let heard = Date.now()
  let closed = false

  /** Resolves when the stream has ended; true when it had been open. */
  function listen(): Promise<boolean> {
    return new Promise((resolve) => {
      let wasOpen = false
      const stream = new EventSource(apiUrl(server, '/sync/stream'), {
        fetch: async (url, init) => {
          const response = await fetch(url, {
            ...(init as RequestInit),
            headers: { ...headersOf(undefined), ...(init.headers as Record<string, string>) },
          })
          return listenedTo(response, () => (heard = Date.now()))
        },
      })
      const end = (isOver: boolean) => {
        clearInterval(watch)
        stream.close()
        resolve(isOver && wasOpen)
      }
      heard = Date.now()
      const watch = setInterval(() => {
        if (closed || Date.now() - heard > longestSilence) end(true)
      }, longestSilence / 4)
      source = stream
      stream.addEventListener('open', () => {
        wasOpen = true
        line.connection$.next('online')
        line.wake()
        changed(collectionNames)
      })
      stream.addEventListener('error', () => end(true))
      stream.addEventListener('changed', (event: MessageEvent) => {
        const { collections } = JSON.parse(String(event.data)) as StreamEvents['changed']
        changed(collections.filter(isCollectionName))
      })
      stream.addEventListener('resync', () => changed(collectionNames))
      for (const name of ['revoked', 'update-required'] as const)
        stream.addEventListener(name, () => {
          ended()
          end(false)
        })
    })
  }

  async function run() {
    for (let failures = 0; !closed; failures++) {
      const wasOpen = await listen()
      // oxlint-disable-next-line typescript/no-unnecessary-condition -- close() runs meanwhile
      if (closed) return
      if (wasOpen) failures = 0
      if (line.connection$.value !== 'offline') line.connection$.next('offline')
      await line.pause(failures)
    }
  }
  run().catch((reason: unknown) => {
    if (!(reason instanceof Stopped)) throw reason
  })

  return {
    close() {
      closed = true
      source?.close()
    },
  }
}

/** The same response; every chunk of it is told of. */
function listenedTo(response: Response, heard: () => void): Response {
  if (!response.body) return response
  const body = response.body.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        heard()
        controller.enqueue(chunk)
      },
    }),
  )
  const { status, statusText, headers } = response
  return new Response(body, { status, statusText, headers })
}
