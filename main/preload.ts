/**
 * Builds `window.desktop` from the contract. Runs sandboxed, in a world of its own: the page receives frozen
 * functions and never sees `ipcRenderer`. Every argument is checked again in the main process.
 */
import { contextBridge, ipcRenderer } from 'electron'
import {
  desktopEvents,
  desktopMethods,
  eventChannel,
  isMethod,
  methodChannel,
} from '../shared/desktop-api.ts'
import type { Methods } from '../shared/desktop-api.ts'

type Bridge = { [name: string]: Bridge | ((...args: unknown[]) => unknown) }

function callsOf(methods: Methods, path: readonly string[] = []): Bridge {
  const calls: Bridge = {}
  for (const [name, entry] of Object.entries(methods)) {
    const here = [...path, name]
    calls[name] = isMethod(entry)
      ? (...args) => ipcRenderer.invoke(methodChannel(here), ...args) as Promise<unknown>
      : callsOf(entry, here)
  }
  return calls
}

function listensOf(): Bridge {
  const listens: Bridge = {}
  for (const name of Object.keys(desktopEvents)) {
    listens[`on${name.slice(0, 1).toUpperCase()}${name.slice(1)}`] = (listener) => {
      if (typeof listener !== 'function') throw new TypeError('A listener is a function.')
      const forward = (_event: unknown, payload: unknown) => void listener(payload)
      ipcRenderer.on(eventChannel(name), forward)
      return () => void ipcRenderer.off(eventChannel(name), forward)
    }
  }
  return listens
}

contextBridge.exposeInMainWorld('desktop', { ...callsOf(desktopMethods), ...listensOf() })
