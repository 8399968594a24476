/** Comlink over the message ports of Node, whose listeners get the data without an event around it. */
import type { MessagePort, Worker } from 'node:worker_threads'
import type { Endpoint } from 'comlink'

type Listener = Parameters<Endpoint['addEventListener']>[1]

export function nodeEndpoint(port: MessagePort | Worker): Endpoint {
  const listeners = new Map<Listener, (data: unknown) => void>()
  return {
    postMessage: (message: unknown, transfer) => port.postMessage(message, transfer as never),
    addEventListener(_, listener) {
      const receive = (data: unknown) => {
        const event = new MessageEvent('message', { data })
        if ('handleEvent' in listener) listener.handleEvent(event)
        else listener(event)
      }
      listeners.set(listener, receive)
      port.on('message', receive)
    },
    removeEventListener(_, listener) {
      const receive = listeners.get(listener)
      if (receive) port.off('message', receive)
      listeners.delete(listener)
    },
    ...('start' in port && { start: () => port.start() }),
  }
}
