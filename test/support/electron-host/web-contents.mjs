/**
 * `webContents` and the session: one Chromium page with the preload in its isolated world. Navigations ask
 * `will-navigate` first, new windows ask the window-open handler, calls of the preload reach `ipcMain`.
 */
import crypto from 'node:crypto'
import { EventEmitter } from 'node:events'
import fs from 'node:fs'
import { debug } from './host.mjs'
import { ipcMain } from './ipc-main.mjs'
import { toApp, toChromium } from './scheme-proxy.mjs'
import { allows, state } from './state.mjs'
import { makeWire } from './wire.mjs'
import { makePeer, pageWorld, preloadWorld } from './worlds.mjs'

const wire = makeWire()
const worldName = 'Electron Isolated Context'
const secret = `host${crypto.randomBytes(8).toString('hex')}`
const binding = `${secret}send`
const receive = `${secret}receive`

const callSource = (call, args) => `(${String(call)})(${args.join(', ')})`

// ---- the session

let permissionHandler = (_contents, _permission, answer) => answer(true)
const defaultSession = Object.assign(new EventEmitter(), {
  setPermissionRequestHandler: (handler) => (permissionHandler = handler),
  setPermissionCheckHandler() {},
  setDevicePermissionHandler() {},
})
export const session = { defaultSession }

/** Electron's name of a permission and Chromium's. */
const permissions = {
  geolocation: 'geolocation',
  notifications: 'notifications',
  'clipboard-read': 'clipboard-read',
  'clipboard-sanitized-write': 'clipboard-write',
  midi: 'midi',
}

// ---- targets

const attached = new Map()
const sessionOf = (targetId) => {
  if (!attached.has(targetId)) attached.set(targetId, Promise.withResolvers())
  return attached.get(targetId)
}

/** Follows every page that Chromium opens; one that a page opened by itself is closed at once. */
export async function followTargets() {
  const { chromium } = state
  chromium.root.on('Target.attachedToTarget', ({ targetInfo, sessionId, waitingForDebugger }) => {
    const { targetId, type, openerId } = targetInfo
    if (type === 'page' && state.contents.has(openerId)) {
      chromium.send('Target.closeTarget', { targetId }).catch(() => {})
      return
    }
    const own = chromium.session(sessionId)
    sessionOf(targetId).resolve(own)
    if (waitingForDebugger) own.send('Runtime.runIfWaitingForDebugger').catch(() => {})
  })
  chromium.root.on('Target.targetDestroyed', ({ targetId }) => state.contents.get(targetId)?.gone())
  await chromium.send('Target.setDiscoverTargets', { discover: true })
  await chromium.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
  })
}

// ---- the page

export class WebContents extends EventEmitter {
  #preferences
  #targetId
  #page
  #created
  #preloadContext
  #url = ''
  #expected
  #decideOpen = () => ({ action: 'allow' })
  #destroyed = false

  constructor(window, preferences, bounds) {
    super()
    this.id = ++state.lastId
    this.session = defaultSession
    this.#preferences = preferences
    this.#created = this.#create(window, bounds)
    this.#created.catch((error) => debug('window', error))
  }

  static fromDevToolsTargetId(targetId) {
    return state.contents.get(targetId)
  }
  static getAllWebContents() {
    return [...state.contents.values()]
  }

  async #create(window, { width, height }) {
    const { chromium } = state
    const { targetId } = await chromium.send('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      width,
      height,
    })
    this.#targetId = targetId
    state.contents.set(targetId, this)
    this.#page = await sessionOf(targetId).promise
    this.#listen(window)
    const page = this.#page
    await page.send('Page.enable')
    await page.send('Runtime.enable')
    await page.send('Fetch.enable', { patterns: [{ resourceType: 'Document', requestStage: 'Request' }] })
    await page.send('Runtime.addBinding', { name: binding, executionContextName: worldName })
    await this.#addPreload()
    await page.send('Runtime.runIfWaitingForDebugger').catch(() => {})
  }

  async #addPreload() {
    const { preload } = this.#preferences
    const info = { binding, receive, secret, platform: process.platform }
    const code = preload ? fs.readFileSync(preload, 'utf8') : ''
    const preloadFunction = `function (require, module, exports, process) {\n${code}\n}`
    await this.#page.send('Page.addScriptToEvaluateOnNewDocument', {
      source: callSource(pageWorld, [String(makePeer), JSON.stringify(secret)]),
    })
    await this.#page.send('Page.addScriptToEvaluateOnNewDocument', {
      worldName,
      source: callSource(preloadWorld, [
        String(makePeer),
        String(makeWire),
        JSON.stringify(info),
        preloadFunction,
      ]),
    })
  }

  #listen(window) {
    const page = this.#page
    const isTop = (frameId) => frameId === this.#targetId
    page.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === binding) void this.#receive(JSON.parse(payload), executionContextId)
    })
    page.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === worldName && isTop(context.auxData.frameId)) this.#preloadContext = context.id
    })
    page.on('Runtime.executionContextsCleared', () => (this.#preloadContext = undefined))
    page.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId) return
      this.#url = frame.url + (frame.urlFragment ?? '')
      this.#applyPermissions()
      this.emit('did-navigate', {}, this.getURL())
    })
    page.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (!isTop(frameId)) return
      this.#url = url
      this.emit('did-navigate-in-page', {}, toApp(url))
    })
    page.on('Page.loadEventFired', () => {
      if (this.#url === 'about:blank' || this.#url === '') return
      this.emit('did-finish-load', {})
      window.emit('ready-to-show')
    })
    // A link with a target; window.open asks in the page's world.
    page.on('Page.windowOpen', ({ url }) => this.#decideOpen({ url: toApp(url) }))
    page.on('Page.javascriptDialogOpening', ({ type }) => {
      if (type === 'beforeunload') page.send('Page.handleJavaScriptDialog', { accept: true }).catch(() => {})
    })
    page.on('Fetch.requestPaused', ({ requestId, frameId, request }) => {
      const ours = request.url.split('#')[0] === this.#expected
      if (ours) this.#expected = undefined
      const url = toApp(request.url)
      const go = ours || !isTop(frameId) || allows(this, 'will-navigate', { url, isMainFrame: true }, url)
      const answer = go ? 'Fetch.continueRequest' : 'Fetch.failRequest'
      page.send(answer, go ? { requestId } : { requestId, errorReason: 'Aborted' }).catch(() => {})
    })
  }

  #applyPermissions() {
    const origin = URL.parse(this.#url)?.origin
    if (!origin || origin === 'null') return
    for (const [permission, name] of Object.entries(permissions))
      permissionHandler(
        this,
        permission,
        (granted) =>
          state.chromium
            .send('Browser.setPermission', {
              permission: { name },
              setting: granted ? 'granted' : 'denied',
              origin,
            })
            .catch((error) => debug('permission', error.message)),
        {},
      )
  }

  async #receive(message, context) {
    if (message.kind === 'preload-error')
      return console.error(`Unable to load preload script: ${this.#preferences.preload}\n${message.message}`)
    if (message.kind === 'open') return void this.#decideOpen({ url: toApp(message.url) })
    const event = { sender: this, senderFrame: { url: this.getURL(), parent: null } }
    const { channel, args, id } = message
    if (message.kind === 'send') return void ipcMain.emit(channel, event, ...wire.decode(args))
    const answer = (ok, value) =>
      this.#run(`${receive}.answer(${id}, ${ok}, ${JSON.stringify(value)})`, context)
    try {
      const handler = ipcMain.handlers.get(channel)
      if (!handler) throw new Error(`No handler registered for '${channel}'`)
      answer(true, wire.encode(await handler(event, ...wire.decode(args))))
    } catch (error) {
      console.error(`Error occurred in handler for '${channel}':`, error)
      answer(false, `Error invoking remote method '${channel}': ${String(error)}`)
    }
  }

  #run(expression, contextId) {
    this.#page
      .send('Runtime.evaluate', { expression: `globalThis.${expression}`, contextId })
      .catch((error) => debug('evaluate', error.message))
  }

  async loadURL(url) {
    const target = new URL(toChromium(url)).href
    await this.#created
    // Paused requests come without the part after #.
    const sameDocument = target.includes('#') && target.split('#')[0] === this.#url.split('#')[0]
    this.#expected = sameDocument ? undefined : target.split('#')[0]
    const loaded = Promise.race(
      ['did-finish-load', 'did-navigate-in-page'].map(
        (name) => new Promise((resolve) => this.once(name, resolve)),
      ),
    )
    const { errorText } = await this.#page.send('Page.navigate', { url: target })
    if (errorText) throw new Error(`${errorText} loading '${url}'`)
    await loaded
  }

  send(channel, ...args) {
    const encoded = JSON.stringify(wire.encode(args))
    if (this.#preloadContext)
      this.#run(`${receive}.event(${JSON.stringify(channel)}, ${encoded})`, this.#preloadContext)
  }

  /** The page is gone from Chromium. */
  gone() {
    if (this.#destroyed) return
    this.#destroyed = true
    state.contents.delete(this.#targetId)
    this.emit('destroyed')
  }
  close() {
    void this.#created
      .then(() => state.chromium.send('Target.closeTarget', { targetId: this.#targetId }))
      .catch((error) => debug('close', error.message))
  }
  bringToFront() {
    this.#page?.send('Page.bringToFront').catch(() => {})
  }
  async setWindowBounds(bounds) {
    await this.#created
    const { windowId } = await state.chromium.send('Browser.getWindowForTarget', { targetId: this.#targetId })
    await state.chromium.send('Browser.setWindowBounds', { windowId, bounds })
  }
  setWindowOpenHandler(handler) {
    this.#decideOpen = handler
  }
  getURL() {
    return toApp(this.#url)
  }
  getLastWebPreferences() {
    return { ...this.#preferences }
  }
  isDestroyed() {
    return this.#destroyed
  }
}
