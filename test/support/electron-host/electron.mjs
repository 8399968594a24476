/** The `electron` module of the main process, as far as the app uses it. */
export { app } from './app.mjs'
export { BrowserWindow } from './browser-window.mjs'
export { ipcMain } from './ipc-main.mjs'
export { Menu } from './menu.mjs'
export { protocol } from './scheme-proxy.mjs'
export { dialog, nativeTheme, powerMonitor, safeStorage, screen, shell } from './services.mjs'
export { session, WebContents as webContents } from './web-contents.mjs'
