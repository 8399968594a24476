/**
 * The door between page and main process. A call is answered only when it comes from the top frame of a page
 * of the app and its arguments have the contract's shape; everything else gets a coded refusal. What a
 * handler throws goes to the log, never to the page.
 */
import { BrowserWindow, ipcMain } from 'electron'
import type { IpcMainInvokeEvent } from 'electron'
import { Value } from 'typebox/value'
import { desktopMethods, eventChannel, isMethod, methodChannel } from '../shared/desktop-api.ts'
import type {
  desktopEvents,
  DesktopAnswer,
  DesktopHandlers,
  DesktopMethod,
  Methods,
} from '../shared/desktop-api.ts'
import { coded, SatchelError } from '../shared/errors.ts'
import type { Log } from './log.ts'
import { isAppUrl } from './origin.ts'

type Handler = (...args: unknown[]) => unknown
interface Handlers {
  readonly [name: string]: Handler | Handlers
}

export function registerHandlers(handlers: DesktopHandlers, log: Log) {
  // The types prove that there is a handler for every method; here both trees are walked by name.
  register(desktopMethods, handlers as unknown as Handlers, log)
}

function register(methods: Methods, handlers: Handlers, log: Log, path: readonly string[] = []) {
  for (const [name, entry] of Object.entries(methods)) {
    const handler = handlers[name]
    const here = [...path, name]
    if (isMethod(entry) && typeof handler === 'function')
      ipcMain.handle(methodChannel(here), (event, ...args) =>
        answer(entry, handler, here.join('.'), event, args, log),
      )
    else if (!isMethod(entry) && typeof handler === 'object') register(entry, handler, log, here)
    else throw new Error(`no handler for ${here.join('.')}`)
  }
}

async function answer(
  method: DesktopMethod,
  handler: Handler,
  name: string,
  event: IpcMainInvokeEvent,
  args: unknown[],
  log: Log,
): Promise<DesktopAnswer<unknown>> {
  const frame = event.senderFrame
  if (!frame || frame.parent !== null || !isAppUrl(frame.url)) {
    log.error(`${name} was called by a page that is not the app`)
    return { ok: false, error: coded('FORBIDDEN', { message: 'Only the app itself may ask this.' }) }
  }
  const fits =
    args.length === method.arguments.length &&
    method.arguments.every((schema, i) => Value.Check(schema, args[i]))
  if (!fits) return { ok: false, error: coded('INVALID_REQUEST', { message: `${name}: wrong arguments.` }) }
  try {
    return { ok: true, value: await handler(...args) }
  } catch (error) {
    if (error instanceof SatchelError) return { ok: false, error: error.error }
    log.error(`${name} failed`, error)
    return { ok: false, error: coded('INTERNAL', { message: 'Something went wrong in the desktop app.' }) }
  }
}

/** Tells every open page of the app. The events so far carry nothing. */
export function sendToPage(event: keyof typeof desktopEvents) {
  for (const window of BrowserWindow.getAllWindows())
    if (isAppUrl(window.webContents.getURL())) window.webContents.send(eventChannel(event))
}
