/**
 * Many light devices in a process of their own: each holds its event stream and pulls what it is told of,
 * as the app does, but keeps only checkpoints. Driven by messages from `crowd.ts`.
 */
import http from 'node:http'
import type { SessionAnswer } from '../../../shared/sync/protocol.ts'
import { protocolHeader, protocolVersion } from '../../../shared/sync/protocol.ts'

export type ToCrowd =
  /** Signs these devices on; they pull only what is told of `collections`, from here on. */
  { connect: SessionAnswer[]; url: string; collections: string[] }

export interface FromCrowd {
  connected: number
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 256 })
const streams = new http.Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY })
const headersOf = (token: string) => ({
  authorization: `Bearer ${token}`,
  [protocolHeader]: String(protocolVersion),
})

function ask<T>(url: string, token: string, path: string, body: unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    const content = JSON.stringify(body)
    const request = http.request(
      `${url}/api/v1${path}`,
      {
        method: 'POST',
        agent,
        headers: {
          ...headersOf(token),
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(content),
        },
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => (text += chunk))
        response.on('end', () =>
          response.statusCode === 200
            ? resolve(JSON.parse(text) as T)
            : reject(new Error(`${path} answered ${response.statusCode}: ${text}`)),
        )
      },
    )
    request.on('error', reject)
    request.end(content)
  })
}

interface Page {
  checkpoint: unknown
  more: boolean
}

async function connect(url: string, { accessToken }: SessionAnswer, collections: readonly string[]) {
  const positions = new Map<string, unknown>()
  const busy = new Set<string>()
  const again = new Set<string>()

  /** One pull at a time; what is told meanwhile is pulled afterwards. */
  async function pull(collection: string) {
    if (busy.has(collection)) {
      again.add(collection)
      return
    }
    busy.add(collection)
    do {
      again.delete(collection)
      for (let more = true; more;) {
        const checkpoint = positions.get(collection) ?? null
        const page = await ask<Page>(url, accessToken, `/sync/${collection}/pull`, {
          checkpoint,
          limit: 1000,
        })
        positions.set(collection, page.checkpoint)
        more = page.more
      }
    } while (again.has(collection))
    busy.delete(collection)
  }

  for (const collection of collections) await pull(collection)
  await new Promise<void>((resolve, reject) => {
    const request = http.get(
      `${url}/api/v1/sync/stream`,
      { agent: streams, headers: headersOf(accessToken) },
      (response) => {
        if (response.statusCode !== 200) {
          reject(new Error(`the stream answered ${response.statusCode}`))
          return
        }
        response.setEncoding('utf8')
        response.on('data', (text: string) => {
          const told = collections.filter((name) => text.includes('event: changed') && text.includes(name))
          for (const name of told)
            pull(name).catch((reason: unknown) => console.error('a light device:', reason))
        })
        resolve()
      },
    )
    request.on('error', reject)
  })
}

async function connectAll({ connect: sessions, url, collections }: ToCrowd) {
  const atOnce = 20
  for (let from = 0; from < sessions.length; from += atOnce)
    await Promise.all(
      sessions.slice(from, from + atOnce).map((session) => connect(url, session, collections)),
    )
  process.send?.({ connected: sessions.length } satisfies FromCrowd)
}

process.on('disconnect', () => process.exit(0))
process.on('message', (message: ToCrowd) => {
  connectAll(message).catch((reason: unknown) => {
    console.error('the crowd could not connect:', reason)
    process.exit(1)
  })
})
