/**
 * What a page may never do, whatever gets into it: leave the app, open windows, embed others, or use the
 * computer's devices. The few things that are allowed are named here.
 */
import { app, session } from 'electron'
import { isExternal, openExternal } from './handlers.ts'
import type { Log } from './log.ts'
import { isAppUrl } from './origin.ts'

/**
 * Copying to the clipboard, reminding of tasks, the microphone for voice notes (never the camera), and reaching the
 * sync server on this computer or in the office network (Chromium asks for that since it guards local networks).
 * Everything else is refused.
 */
const allowed = new Set([
  'clipboard-sanitized-write',
  'notifications',
  'local-network-access',
  'local-network',
  'loopback-network',
])

const isOnlySound = (asked: readonly string[]) => asked.length > 0 && asked.every((type) => type === 'audio')

export function guardPermissions() {
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((contents, permission, answer, details) => {
    const asked = 'mediaTypes' in details ? (details.mediaTypes ?? []) : []
    const isAllowed = allowed.has(permission) || (permission === 'media' && isOnlySound(asked))
    answer(isAllowed && isAppUrl(contents.getURL()))
  })
  defaultSession.setPermissionCheckHandler((_contents, permission, origin, details) => {
    const isAllowed = allowed.has(permission) || (permission === 'media' && details.mediaType === 'audio')
    return isAllowed && isAppUrl(origin)
  })
  defaultSession.setDevicePermissionHandler(() => false)
}

/** Applies to every page of every window, also to ones that nobody meant to open. */
export function guardContents(log: Log) {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      if (isAppUrl(event.url)) return
      event.preventDefault()
      log.error(`a navigation was refused: ${withoutQuery(event.url)}`)
    })
    contents.on('will-redirect', (event) => {
      if (!isAppUrl(event.url)) event.preventDefault()
    })
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(({ url }) => {
      if (isExternal(url))
        openExternal(url).catch((error: unknown) => log.error('an address was not opened', error))
      return { action: 'deny' }
    })
  })
}

/** An address may carry what a person typed; the log needs only where it pointed. */
function withoutQuery(address: string): string {
  const url = URL.parse(address)
  return url ? `${url.protocol}//${url.host}` : 'not an address'
}
