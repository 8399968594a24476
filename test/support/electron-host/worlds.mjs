/**
 * Source that runs in the page, in two worlds: the page's own and the isolated one of the preload. They meet
 * in DOM events whose `detail` Blink clones between worlds; dispatch is synchronous, so calls can return
 * values. Functions and promises cross as numbers. Each function here runs by its source alone.
 */

/** One end of the bridge; runs in both worlds. `mine` and `theirs` are secret event names. */
export function makePeer(mine, theirs, take) {
  const functions = []
  const known = new WeakMap()
  const promises = new Map()
  const replies = new Map()
  const queue = []
  let lastId = 0
  let met = false

  const post = (message) => document.dispatchEvent(new CustomEvent(theirs, { detail: message }))
  const isPlain = (value) =>
    value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype
  const mapValues = (value, map) =>
    Object.fromEntries(Object.entries(value).map(([key, item]) => [key, map(item)]))

  const encode = (value) => {
    if (typeof value === 'function') {
      if (!known.has(value)) known.set(value, functions.push(value) - 1)
      return { $function: known.get(value) }
    }
    if (value instanceof Promise) {
      const id = ++lastId
      value.then(
        (result) => post({ type: 'resolve', id, value: encode(result) }),
        (error) => post({ type: 'reject', id, value: encode(error) }),
      )
      return { $promise: id }
    }
    if (value instanceof Error) return { $error: value.message }
    if (Array.isArray(value)) return value.map(encode)
    return isPlain(value) ? mapValues(value, encode) : value
  }
  const decode = (value) => {
    if (Array.isArray(value)) return value.map(decode)
    if (!isPlain(value)) return value
    if ('$function' in value) return (...args) => call(value.$function, args)
    if ('$error' in value) return new Error(value.$error)
    if ('$promise' in value)
      return new Promise((resolve, reject) => promises.set(value.$promise, { resolve, reject }))
    return mapValues(value, decode)
  }
  const call = (index, args) => {
    const id = ++lastId
    post({ type: 'call', id, index, args: encode(args) })
    const reply = replies.get(id)
    replies.delete(id)
    if (!reply) throw new Error('contextBridge: no answer')
    if (reply.threw) throw decode(reply.value)
    return decode(reply.value)
  }
  const answer = ({ id, index, args }) => {
    try {
      post({ type: 'return', id, value: encode(functions[index](...decode(args))) })
    } catch (error) {
      post({
        type: 'return',
        id,
        threw: true,
        value: encode(error instanceof Error ? error : new Error(String(error))),
      })
    }
  }
  const settle = (how, { id, value }) => {
    promises.get(id)?.[how](decode(value))
    promises.delete(id)
  }
  const meet = () => {
    met = true
    for (const message of queue.splice(0)) post(message)
  }
  const on = {
    call: answer,
    return: (message) => replies.set(message.id, message),
    resolve: (message) => settle('resolve', message),
    reject: (message) => settle('reject', message),
    hello: () => {
      post({ type: 'welcome' })
      meet()
    },
    welcome: meet,
    tell: ({ value }) => take(decode(value)),
  }
  document.addEventListener(mine, (event) => on[event.detail.type](event.detail))
  post({ type: 'hello' })

  return {
    /** Reaches `take` of the other end, also when that end starts later. */
    tell(value) {
      const message = { type: 'tell', value: encode(value) }
      if (met) post(message)
      else queue.push(message)
    },
  }
}

/** The page's own world: binds what the preload exposes, and asks before a window is opened. */
export function pageWorld(peerOf, secret) {
  if (window !== window.top) return // preloads run in the top frame only
  const freeze = (value) => {
    if (value === null || typeof value !== 'object') return value
    Object.values(value).forEach(freeze)
    return Object.freeze(value)
  }
  const peer = peerOf(`${secret}page`, `${secret}preload`, ({ name, api }) => {
    if (name in window)
      throw new Error('Cannot bind an API on top of an existing property on the window object')
    Object.defineProperty(window, name, { value: freeze(api), enumerable: true })
  })
  // Chromium would open the window before anyone could object; setWindowOpenHandler must decide first.
  window.open = (url = '') => {
    peer.tell({ url: url === '' ? 'about:blank' : new URL(url, document.baseURI).href })
    return null
  }
}

/** The preload's world: ipcRenderer and contextBridge over the binding, and a `require` that knows only them. */
export function preloadWorld(peerOf, wireOf, info, preload) {
  if (window !== window.top) return
  const wire = wireOf()
  const send = (message) => globalThis[info.binding](JSON.stringify(message))
  const listeners = new Map()
  const invocations = new Map()
  let lastId = 0
  const peer = peerOf(`${info.secret}preload`, `${info.secret}page`, ({ url }) => send({ kind: 'open', url }))

  const ipcRenderer = {
    send: (channel, ...args) => send({ kind: 'send', channel, args: wire.encode(args) }),
    invoke: (channel, ...args) =>
      new Promise((resolve, reject) => {
        const id = ++lastId
        const encoded = wire.encode(args)
        invocations.set(id, { resolve, reject })
        send({ kind: 'invoke', id, channel, args: encoded })
      }),
    on(channel, listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
      return ipcRenderer
    },
    off(channel, listener) {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((other) => other !== listener),
      )
      return ipcRenderer
    },
  }
  globalThis[info.receive] = {
    event(channel, args) {
      for (const listener of listeners.get(channel) ?? [])
        listener({ sender: ipcRenderer }, ...wire.decode(args))
    },
    answer(id, ok, value) {
      const invocation = invocations.get(id)
      invocations.delete(id)
      if (ok) invocation?.resolve(wire.decode(value))
      else invocation?.reject(new Error(value))
    },
  }
  const electron = {
    ipcRenderer,
    contextBridge: { exposeInMainWorld: (name, api) => peer.tell({ name, api }) },
  }
  const require = (name) => {
    if (name === 'electron') return electron
    throw new Error(`module not found: ${name}`) // a sandboxed preload can load hardly anything else
  }
  const process = {
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    platform: info.platform,
    env: {},
  }
  const module = { exports: {} }
  try {
    preload(require, module, module.exports, process)
  } catch (error) {
    send({ kind: 'preload-error', message: String(error?.stack ?? error) })
  }
}
