/** What the parts of the host share, and the two ways in which Electron emits. */
export const state = {
  /** DevTools connection to Chromium; undefined until the app is ready. */
  chromium: undefined,
  ready: false,
  quitting: false,
  windows: new Map(),
  /** By DevTools target id. */
  contents: new Map(),
  /** Windows and contents count together. */
  lastId: 0,
}

/** Emits an event whose `preventDefault` counts; false when it was called. */
export function allows(emitter, name, details = {}, ...rest) {
  const event = {
    ...details,
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true
    },
  }
  emitter.emit(name, event, ...rest)
  return !event.defaultPrevented
}
