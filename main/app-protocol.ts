/**
 * `app://satchel/`: the built renderer, and nothing else of the disk. Every answer carries the content
 * security policy; a page of this origin can run only code that was shipped with it and talk only to its
 * sync server.
 */
import { protocol } from 'electron'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { documentWorkerPolicy, isDocumentWorker } from '../shared/document-worker-policy.ts'
import { appOrigin } from './origin.ts'
import type { ServerAddress } from './server-address.ts'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
}

/** Before the app is ready: makes `app:` a real origin with storage, fetch and workers. */
export function registerAppScheme() {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ])
}

/** Serves the folder. The policy is made for each answer, so that another server counts from the next load. */
export function handleAppProtocol(folder: string, server: ServerAddress) {
  protocol.handle('app', async (request) => {
    const headers = securityHeaders(request.url, server.current())
    const file = fileOf(folder, request.url)
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return new Response(null, { status: 405, headers })
    if (!file) return new Response('Not found', { status: 404, headers })
    try {
      const bytes = await readFile(file)
      const type = types[path.extname(file)] ?? 'application/octet-stream'
      return new Response(bytes, {
        headers: { ...headers, 'content-type': type, 'cache-control': 'no-cache' },
      })
    } catch {
      return new Response('Not found', { status: 404, headers })
    }
  })
}

/** The file that an address of the app means; undefined for anything outside the folder. */
export function fileOf(folder: string, address: string): string | undefined {
  const url = URL.parse(address)
  if (!url || !`${url.protocol}//${url.host}`.startsWith(appOrigin) || url.host !== 'satchel')
    return undefined
  let name: string
  try {
    name = decodeURIComponent(url.pathname)
  } catch {
    return undefined
  }
  if (/[\\\0]/.test(name)) return undefined
  const file = path.join(folder, name === '/' ? 'index.html' : name)
  const inside = path.relative(folder, file)
  return inside && !inside.startsWith('..') && !path.isAbsolute(inside) ? file : undefined
}

function securityHeaders(address: string, server: string | undefined): Record<string, string> {
  const isWorker = isDocumentWorker(URL.parse(address)?.pathname ?? '')
  return {
    'content-security-policy': isWorker ? documentWorkerPolicy : contentSecurityPolicy(server),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  }
}

/** Mantine sets sizes and colours through style attributes; scripts come only from the app's own files. */
export function contentSecurityPolicy(server: string | undefined): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    // Voice notes are played from this device.
    'media-src blob:',
    "font-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    `connect-src 'self'${server ? ` ${server}` : ''}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
