/**
 * What holding streams open costs in itself: a process that keeps every request open and sends the same signs
 * of life, and knows nothing of whoever listens. Tells its parent its address.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const heartbeat = 20_000

const server = createServer((request, response) => {
  request.resume()
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', connection: 'close' })
  response.write('retry: 2000\n\n')
  const timer = setInterval(() => response.write(': still here\n\n'), heartbeat)
  response.on('close', () => clearInterval(timer))
})
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
process.on('disconnect', () => process.exit(0))
