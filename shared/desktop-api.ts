/**
 * The whole contract between the window and the desktop's main process, as data. The preload builds
 * `window.desktop` by looping over it, the main process registers one checked handler for each method, and
 * the types of both ends derive from it. A new desktop ability is one entry here and its handler.
 *
 * Every method answers `{ok, value | error}`; a rejected promise means a bug. In a browser there is no
 * `window.desktop`, and every caller says what it does then.
 */
import { Type } from 'typebox'
import type { Static, TSchema } from 'typebox'
import type { CodedError } from './errors.ts'

export interface DesktopMethod {
  /** One schema for each argument, in order. */
  arguments: readonly TSchema[]
  result: TSchema
}

/** JSON has no word for it, the bridge has. */
const nothing = Type.Void()
const address = Type.String({ minLength: 1, maxLength: 2048 })

/** Largest file the page may hand over to be saved: characters of text, or of base64. */
const largestSavedFile = 64 * 1024 * 1024

const base64 = Type.String({ maxLength: largestSavedFile, pattern: '^[A-Za-z0-9+/]*={0,2}$' })
/** What every file system takes as the name of a file. */
const inFileName = '[^/\\\\:*?"<>|\\u0000-\\u001f]'
const fileName = Type.String({ minLength: 1, maxLength: 120, pattern: `^${inFileName}+$` })
const exactly = { additionalProperties: false } as const

export const desktopMethods = {
  /** Version of the app, and whether it runs from its installer's files. */
  appInfo: {
    arguments: [],
    result: Type.Object({ version: Type.String(), platform: Type.String(), packaged: Type.Boolean() }),
  },
  /** Origin of the sync server this window talks to; null until somebody has chosen one. */
  serverUrl: { arguments: [], result: Type.Union([Type.String(), Type.Null()]) },
  /**
   * Keeps another server for this and later starts and answers its origin. The page may reach it after it has
   * loaded again. FORBIDDEN where the address was given at the start of the app.
   */
  chooseServer: { arguments: [address], result: Type.String() },
  /** The session's secret in the operating system's keychain; VAULT_UNAVAILABLE where there is none. */
  vault: {
    load: { arguments: [], result: Type.Union([Type.String(), Type.Undefined()]) },
    save: { arguments: [Type.String({ minLength: 1, maxLength: 8192 })], result: nothing },
    clear: { arguments: [], result: nothing },
  },
  /** Opens an https: or mailto: address in the person's own browser or mail program. */
  openExternal: { arguments: [address], result: nothing },
  /**
   * Asks where to, then writes the text as UTF-8, or the bytes that the base64 means. `saved` is false when the
   * person cancelled.
   */
  saveFile: {
    arguments: [
      Type.Union([
        Type.Object({ name: fileName, content: Type.String({ maxLength: largestSavedFile }) }, exactly),
        Type.Object({ name: fileName, base64 }, exactly),
      ]),
    ],
    result: Type.Object({ saved: Type.Boolean() }),
  },
  /**
   * Shows a PDF in the computer's own program for them, from where it is printed. FILE_NOT_OPENED where there
   * is no such program, INVALID_REQUEST for anything that is no PDF. The copy goes when the app is quit.
   */
  openPdf: {
    arguments: [
      Type.Object(
        { name: Type.String({ maxLength: 120, pattern: `^${inFileName}+\\.pdf$` }), base64 },
        exactly,
      ),
    ],
    result: nothing,
  },
} as const satisfies Methods

/** What the main process tells the page without being asked. */
export const desktopEvents = {
  /** The computer woke up or came back from a locked screen: a good moment to look for changes. */
  resumed: nothing,
} as const satisfies Record<string, TSchema>

export interface Methods {
  readonly [name: string]: DesktopMethod | Methods
}

export type DesktopAnswer<T> = { ok: true; value: T } | { ok: false; error: CodedError }

type Values<Schemas extends readonly TSchema[]> = { -readonly [I in keyof Schemas]: Static<Schemas[I]> }
type ArgumentsOf<M extends DesktopMethod> = Values<M['arguments']>
type ResultOf<M extends DesktopMethod> = Static<M['result']>

/** The page's side of the methods. */
type Calls<T> = {
  readonly [K in keyof T]: T[K] extends DesktopMethod
    ? (...args: ArgumentsOf<T[K]>) => Promise<DesktopAnswer<ResultOf<T[K]>>>
    : Calls<T[K]>
}

/** The main process's side: plain results, or a SatchelError thrown. */
export type DesktopHandlers<T = typeof desktopMethods> = {
  readonly [K in keyof T]: T[K] extends DesktopMethod
    ? (...args: ArgumentsOf<T[K]>) => ResultOf<T[K]> | Promise<ResultOf<T[K]>>
    : DesktopHandlers<T[K]>
}

/** Registers a listener and answers how to remove it. */
type Listens = {
  readonly [E in keyof typeof desktopEvents as `on${Capitalize<E>}`]: (
    listener: (event: Static<(typeof desktopEvents)[E]>) => void,
  ) => () => void
}

/** `window.desktop`. */
export type Desktop = Calls<typeof desktopMethods> & Listens

export const isMethod = (entry: DesktopMethod | Methods): entry is DesktopMethod =>
  Array.isArray((entry as DesktopMethod).arguments)

export const methodChannel = (path: readonly string[]): string => `desktop:${path.join('.')}`
export const eventChannel = (name: string): string => `desktop-event:${name}`
