/**
 * The one window of the app. It is sandboxed and isolated; where it was and how large is remembered, as long
 * as that place is still on a screen.
 */
import { app, BrowserWindow, nativeTheme, screen } from 'electron'
import type { Rectangle } from 'electron'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Log } from './log.ts'
import { startPage } from './origin.ts'

interface Place {
  bounds?: Rectangle
  maximized?: boolean
}

/** Opens the window, or brings it to the front; `page` is an address of the app to show there. */
export function showWindow(userData: string, log: Log, page?: string) {
  const [open] = BrowserWindow.getAllWindows()
  const window = open ?? createWindow(userData, log)
  if (open) bringToFront(open)
  // In an open window only the part after # changes, so that nothing is loaded again.
  if (!open || page)
    window.loadURL(page ?? startPage).catch((error: unknown) => log.error('the page did not load', error))
}

function bringToFront(window: BrowserWindow) {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

function createWindow(userData: string, log: Log): BrowserWindow {
  const file = path.join(userData, 'window.json')
  const place = read(file)
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    ...place.bounds,
    minWidth: 640,
    minHeight: 480,
    show: false,
    title: 'Satchel',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1a1b1e' : '#ffffff',
    webPreferences: {
      preload: path.join(import.meta.dirname, '../preload/preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      devTools: !app.isPackaged,
    },
  })
  if (place.maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => {
    try {
      writeFileSync(
        file,
        JSON.stringify({ bounds: window.getNormalBounds(), maximized: window.isMaximized() }),
      )
    } catch (error) {
      log.error('the place of the window was not kept', error)
    }
  })
  return window
}

function read(file: string): Place {
  let place: Place
  try {
    place = JSON.parse(readFileSync(file, 'utf8')) as Place
  } catch {
    return {}
  }
  const { bounds } = place
  return { maximized: place.maximized === true, ...(bounds && isOnScreen(bounds) && { bounds }) }
}

function isOnScreen(bounds: Rectangle): boolean {
  const { x, y, width, height } = bounds
  if (![x, y, width, height].every(Number.isInteger) || width < 640 || height < 480) return false
  const area = screen.getDisplayMatching(bounds).workArea
  return x < area.x + area.width && x + width > area.x && y < area.y + area.height && y + 40 > area.y
}
