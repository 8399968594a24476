/**
 * Stands between a device and the server as a line that breaks: after so many bytes, whichever way they go, the
 * connection they came over is torn, in the middle of whatever it carried.
 */
import net from 'node:net'

export interface CuttingProxy {
  url: string
  /** How often the line broke. */
  cuts(): number
  /** Bytes that came through, both ways. */
  carried(): number
  close(): Promise<void>
}

export async function startCuttingProxy(target: string, every: number): Promise<CuttingProxy> {
  const { hostname, port } = new URL(target)
  const open = new Set<net.Socket>()
  let since = 0
  let cuts = 0
  let carried = 0
  const server = net.createServer((near) => {
    const far = net.connect(Number(port), hostname)
    const both = [near, far]
    const tear = () => {
      for (const socket of both) socket.destroy()
    }
    for (const socket of both) {
      open.add(socket)
      socket.on('error', tear)
      socket.on('close', () => {
        open.delete(socket)
        tear()
      })
    }
    const carry = (from: net.Socket, to: net.Socket) =>
      from.on('data', (chunk) => {
        const room = every - since
        carried += Math.min(chunk.length, room)
        if (chunk.length < room) {
          since += chunk.length
          // What waits to go on takes no more than one piece of memory.
          if (!to.write(chunk)) {
            from.pause()
            to.once('drain', () => from.resume())
          }
          return
        }
        since = 0
        cuts++
        to.write(chunk.subarray(0, room), tear)
      })
    carry(near, far)
    carry(far, near)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('the proxy has no address')
  return {
    url: `http://127.0.0.1:${address.port}`,
    cuts: () => cuts,
    carried: () => carried,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
