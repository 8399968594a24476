/**
 * One device's event stream (server-sent events). It tells when a pull is worth while and when the session
 * ended. A device that reads too slowly is told nothing until it has caught up, and then to pull everything.
 */
import type { ServerResponse } from 'node:http'
import type { CollectionName } from '../../shared/entities/index.ts'
import type { StreamEvents } from '../../shared/sync/protocol.ts'

const heartbeat = 20_000

export interface EventStream {
  changed(collections: CollectionName[]): void
  /** Tells the last event, if any, and closes. */
  end(event?: 'revoked'): void
  resync(): void
}

/** Takes over a response whose head was not sent. `closed` is called once, whoever closes the stream. */
export function openEventStream(
  response: ServerResponse,
  headers: Record<string, string | number | string[] | undefined>,
  closed: () => void,
): EventStream {
  let isBehind = false
  /** Something was not told while the device was behind. */
  let hasMissed = false
  const given = Object.entries(headers).filter(([, value]) => value !== undefined)
  response.writeHead(200, {
    ...Object.fromEntries(given),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    // A stream that ended must not keep a stopping server waiting for the next request.
    connection: 'close',
  })
  response.write('retry: 2000\n\n')

  const write = (text: string) => {
    if (!response.writable) return
    isBehind = !response.write(text)
  }
  function send<Name extends keyof StreamEvents>(name: Name, data: StreamEvents[Name]) {
    write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
  }

  const timer = setInterval(() => {
    if (!isBehind) write(': still here\n\n')
  }, heartbeat)
  response.on('drain', () => {
    isBehind = false
    if (hasMissed) send('resync', {})
    hasMissed = false
  })
  response.on('close', () => {
    clearInterval(timer)
    closed()
  })

  return {
    changed(collections) {
      if (isBehind) hasMissed = true
      else send('changed', { collections })
    },
    resync() {
      if (isBehind) hasMissed = true
      else send('resync', {})
    },
    end(event) {
      if (event) send(event, {})
      response.end()
    },
  }
}
