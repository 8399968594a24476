/** The application menu: the system's own roles, and where to find help. Only development shows the tools. */
import { app, Menu, shell } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'
import { mkdirSync } from 'node:fs'
import type { Log } from './log.ts'

export function setMenu(log: Log) {
  const mac = process.platform === 'darwin'
  const template: MenuItemConstructorOptions[] = [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    { role: 'fileMenu' },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        { role: 'reload' },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' } as const]),
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        {
          id: 'open-logs',
          label: 'Open the log folder',
          click: () => {
            mkdirSync(log.folder, { recursive: true })
            void shell.openPath(log.folder)
          },
        },
        ...(mac ? [] : [{ role: 'about' } as const]),
      ],
    },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
