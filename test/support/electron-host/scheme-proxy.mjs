/**
 * Custom schemes for a Chromium that knows none. `app://satchel/x` travels as
 * `http://satchel.app.localhost/x` (a secure context, with storage and workers) to this proxy, which asks the
 * app's `protocol.handle`. Requests to real servers pass through it too, and there the origin is put right in
 * both directions, so that a server judges `app://satchel` as it will in Electron.
 */
import http from 'node:http'
import net from 'node:net'
import { Readable } from 'node:stream'
import { state } from './state.mjs'

const schemes = []
const handlers = new Map()
let port = 0

export const protocol = {
  registerSchemesAsPrivileged(list) {
    if (state.ready) throw new Error('registerSchemesAsPrivileged should be called before app is ready')
    schemes.push(...list.map(({ scheme }) => scheme))
  },
  handle(scheme, handler) {
    if (handlers.has(scheme)) throw new Error('The scheme has been registered')
    handlers.set(scheme, handler)
  },
}

/** The address Chromium uses for one of the app's. */
export function toChromium(url) {
  const [, scheme, name, rest] = /^([a-z0-9+.-]+):\/\/([^/?#]*)(.*)$/.exec(url) ?? []
  return schemes.includes(scheme) ? `http://${name}.${scheme}.localhost${rest || '/'}` : url
}

/** The address the app knows for one of Chromium's. */
export function toApp(url) {
  const [, name, scheme, rest] =
    /^http:\/\/([^/:]*)\.([a-z0-9+-]+)\.localhost(?=[/?#]|$)(.*)$/.exec(url) ?? []
  return schemes.includes(scheme) ? `${scheme}://${name}${rest}` : url
}

/** Everything goes through the proxy, this computer included. */
export const chromiumProxyFlags = () => [
  `--proxy-server=http://127.0.0.1:${port}`,
  '--proxy-bypass-list=<-loopback>',
]

export async function startSchemeProxy() {
  const server = http.createServer((request, response) => {
    const url = toApp(request.url)
    const handler = handlers.get(url.split(':')[0])
    const done = handler ? answerScheme(handler, url, request, response) : forward(request, response)
    done.catch((error) => {
      console.error('[electron-host] request failed', error)
      response.destroy()
    })
  })
  server.on('connect', (request, client, head) => {
    const { hostname, port: serverPort } = new URL(`http://${request.url}`)
    const tunnel = net.connect(Number(serverPort || 443), hostname, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      tunnel.write(head)
      tunnel.pipe(client).pipe(tunnel)
    })
    for (const socket of [tunnel, client]) socket.on('error', () => (tunnel.destroy(), client.destroy()))
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = server.address().port
  server.unref()
}

async function answerScheme(handler, url, { method, headers }, response) {
  const request = new Request('http://placeholder/', { method, headers })
  Object.defineProperty(request, 'url', { value: url })
  const answer = await handler(request)
  response.writeHead(answer.status, Object.fromEntries(answer.headers))
  if (answer.body) Readable.fromWeb(answer.body).pipe(response)
  else response.end()
}

/** Passes a request on to a real server, streams included. */
async function forward(request, response) {
  const headers = { ...request.headers }
  const origin = headers.origin && toApp(headers.origin)
  if (origin) headers.origin = origin
  delete headers['proxy-connection']
  const passed = http.request(request.url, { method: request.method, headers }, (answer) => {
    const back = { ...answer.headers }
    if (origin && back['access-control-allow-origin'] === origin)
      back['access-control-allow-origin'] = request.headers.origin
    response.writeHead(answer.statusCode, back)
    answer.pipe(response)
  })
  // Chromium sees a broken connection, as it would without a proxy in between.
  passed.on('error', () => response.destroy())
  response.on('close', () => passed.destroy())
  request.pipe(passed)
}
