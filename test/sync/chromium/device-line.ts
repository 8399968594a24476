/**
 * The line of one device: an origin of its own in front of the server, through the faults of a schedule's
 * network. It also serves the page that the device runs in, so that the app starts while the server is down.
 */
import { readdirSync, readFileSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import type { Random } from '../schedules/random.ts'
import { createNetwork } from '../schedules/network.ts'
import type { Received, Sent } from '../schedules/device-thread.ts'

export interface DeviceLine {
  url: string
  /** Requests pass; `trouble` is the share of them to which something happens. */
  open(trouble: number): void
  /** Requests wait until it is open. */
  hold(): void
  /** Nothing passes any more, the event stream too, until it is held or open. */
  cut(): void
  /** `done` after so many more requests; `before` the server gets the last of them, or before its answer. */
  light(requests: number, before: boolean, done: () => Promise<void>): void
  putOut(): void
  close(): Promise<void>
}

const root = path.resolve(import.meta.dirname, '../../..')
const assets = path.join(root, 'out/renderer/assets')
const comlink = readFileSync(path.join(root, 'node_modules/comlink/dist/esm/comlink.mjs'), 'utf8')

/** The data worker as it is shipped, its clock set. */
function workerScript(ahead: string): string {
  const file = readdirSync(assets).find((name) => /^data-worker-.+\.js$/.test(name))
  if (!file) throw new Error('the app has not been built: npm run build')
  return `import './clock.js?ahead=${ahead}'\nimport './assets/${file}'`
}

const clockScript = (ahead: number) => `{
  const Real = Date
  self.Date = class extends Real {
    constructor(...given) { given.length === 0 ? super(Real.now() + ${ahead}) : super(...given) }
    static now() { return Real.now() + ${ahead} }
  }
}`

const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A device</title></head>
<body><script type="module">import * as comlink from './comlink.mjs'; window.comlink = comlink</script></body></html>`

function own(url: URL): { type: string; body: string | Buffer } | undefined {
  const script = (body: string | Buffer) => ({ type: 'text/javascript', body })
  const ahead = String(Number(url.searchParams.get('ahead') ?? 0))
  if (url.pathname === '/device.html') return { type: 'text/html', body: page }
  if (url.pathname === '/comlink.mjs') return script(comlink)
  if (url.pathname === '/device-worker.js') return script(workerScript(ahead))
  if (url.pathname === '/clock.js') return script(clockScript(Number(ahead)))
  if (url.pathname.startsWith('/assets/'))
    return script(readFileSync(path.join(assets, path.basename(url.pathname))))
  return undefined
}

/** `server` is where the sync server listens. */
export async function openDeviceLine(random: Random, server: string): Promise<DeviceLine> {
  let isCut = false
  let fuse: { requests: number; before: boolean; done: () => Promise<void> } | undefined
  const streams = new Set<http.ServerResponse>()

  async function deliver({ method, path: target, headers, body }: Sent): Promise<Received> {
    const burnt = fuse && --fuse.requests <= 0 ? fuse : undefined
    if (burnt) fuse = undefined
    if (burnt?.before) {
      await burnt.done()
      throw new TypeError('fetch failed: killed before it arrived')
    }
    const answer = await fetch(server + target, { method, headers, ...(body !== undefined && { body }) })
    const received = { status: answer.status, text: await answer.text() }
    if (!burnt) return received
    await burnt.done()
    throw new TypeError('fetch failed: killed before the answer arrived')
  }
  const network = createNetwork(random, deliver)

  const waiting: (() => void)[] = []
  function goOn() {
    for (const wake of waiting.splice(0)) wake()
  }
  async function pass(request: Sent): Promise<Received> {
    while (network.state() === 'held' && !network.refuses(request))
      await new Promise<void>((resolve) => waiting.push(resolve))
    if (network.state() !== 'open') throw new TypeError('fetch failed: there is no line')
    return network.carry(request)
  }

  function stream(request: http.IncomingMessage, response: http.ServerResponse) {
    const forwarded = http.request(server + (request.url ?? ''), { headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.on('error', () => response.destroy())
      answer.pipe(response)
    })
    streams.add(response)
    forwarded.on('error', () => response.destroy())
    response.on('close', () => {
      streams.delete(response)
      forwarded.destroy()
    })
    forwarded.end()
  }

  async function call(request: http.IncomingMessage, response: http.ServerResponse) {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString('utf8')
    const kept = ['authorization', 'content-type', 'accept', 'satchel-protocol']
    const headers = Object.fromEntries(
      kept.flatMap((name) =>
        typeof request.headers[name] === 'string' ? [[name, request.headers[name]]] : [],
      ),
    )
    const { status, text } = await pass({
      life: 0,
      method: request.method ?? 'GET',
      path: request.url ?? '/',
      headers,
      body: body === '' ? undefined : body,
    })
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(text)
  }

  const listener = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://device.test')
    const file = own(url)
    if (file)
      response.writeHead(200, { 'content-type': file.type, 'cache-control': 'no-cache' }).end(file.body)
    else if (!url.pathname.startsWith('/api/')) response.writeHead(404).end()
    else if (isCut) response.destroy()
    else if (url.pathname.endsWith('/sync/stream')) stream(request, response)
    else call(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const { port } = listener.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}`,
    open(trouble) {
      isCut = false
      network.open(trouble)
      goOn()
    },
    hold() {
      isCut = false
      network.close()
    },
    cut() {
      isCut = true
      network.cut()
      goOn()
      for (const response of streams) response.destroy()
    },
    light(requests, before, done) {
      fuse = { requests, before, done }
    },
    putOut() {
      fuse = undefined
    },
    close() {
      network.cut()
      goOn()
      return new Promise((resolve) => {
        listener.closeAllConnections()
        listener.close(() => resolve())
      })
    },
  }
}
