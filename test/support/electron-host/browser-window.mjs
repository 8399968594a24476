/** `BrowserWindow`: a page of the headless Chromium, with the state a window would have. */
import { EventEmitter } from 'node:events'
import { app } from './app.mjs'
import { debug } from './host.mjs'
import { allows, state } from './state.mjs'
import { WebContents } from './web-contents.mjs'

/** What each preference must be; absent means Electron's default, which is safe for all of them. */
const safePreferences = {
  sandbox: true,
  contextIsolation: true,
  webSecurity: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
}

export class BrowserWindow extends EventEmitter {
  #bounds
  #title
  #visible
  #mode = 'normal'
  #closed = false

  constructor(options = {}) {
    super()
    if (!state.ready) throw new Error('Cannot create BrowserWindow before app is ready')
    const preferences = { ...safePreferences, ...options.webPreferences }
    for (const [name, safe] of Object.entries(safePreferences))
      if (preferences[name] !== safe) throw new Error(`electron-host: webPreferences.${name} must be ${safe}`)
    const { x = 0, y = 0, width = 800, height = 600 } = options
    this.#bounds = { x, y, width, height }
    this.#title = options.title ?? app.name
    this.#visible = options.show !== false
    this.webContents = new WebContents(this, preferences, this.#bounds)
    this.id = this.webContents.id
    state.windows.set(this.id, this)
    app.emit('web-contents-created', {}, this.webContents)
    app.emit('browser-window-created', {}, this)
    this.webContents.once('destroyed', () => this.#gone())
  }

  static getAllWindows() {
    return [...state.windows.values()]
  }
  static getFocusedWindow() {
    return [...state.windows.values()].at(-1) ?? null
  }
  static fromWebContents(contents) {
    return [...state.windows.values()].find((window) => window.webContents === contents) ?? null
  }

  loadURL(url) {
    return this.webContents.loadURL(url)
  }
  close() {
    if (!this.#closed && allows(this, 'close')) this.webContents.close()
  }
  #gone() {
    this.#closed = true
    state.windows.delete(this.id)
    this.emit('closed')
    if (state.windows.size > 0 || state.quitting) return
    if (app.listenerCount('window-all-closed') > 0) app.emit('window-all-closed')
    else app.quit()
  }

  show() {
    this.#visible = true
    this.emit('show')
  }
  focus() {
    this.webContents.bringToFront()
    this.emit('focus')
  }
  isVisible = () => this.#visible
  isDestroyed = () => this.#closed
  isMinimized = () => this.#mode === 'minimized'
  isMaximized = () => this.#mode === 'maximized'
  minimize = () => this.#setMode('minimized')
  maximize = () => this.#setMode('maximized')
  restore = () => this.#setMode('normal')
  #setMode(mode) {
    this.#mode = mode
    this.#apply({ windowState: mode })
  }

  getBounds = () => ({ ...this.#bounds })
  getNormalBounds = () => ({ ...this.#bounds })
  setBounds(bounds) {
    Object.assign(this.#bounds, bounds)
    const { x, y, width, height } = this.#bounds
    this.#apply({ left: x, top: y, width, height })
    this.emit('resize')
  }
  getTitle = () => this.#title

  #apply(bounds) {
    this.webContents.setWindowBounds(bounds).catch((error) => debug('bounds', error.message))
  }
}
