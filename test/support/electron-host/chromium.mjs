/** Starts a headless Chromium and speaks the DevTools protocol to it over a pipe. */
import { spawn } from 'node:child_process'
import { EventEmitter } from 'node:events'
import fs from 'node:fs'

const executable = process.env.ELECTRON_HOST_CHROMIUM ?? '/usr/bin/chromium'

const flags = [
  '--headless=new',
  '--remote-debugging-pipe',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-startup-window',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--disable-default-apps',
  '--disable-popup-blocking',
  '--hide-scrollbars',
  '--password-store=basic',
  // The last one asks a person before a page may reach this computer; Electron asks the app's own handler.
  '--disable-features=Translate,MediaRouter,OptimizationHints,LocalNetworkAccessChecks',
]

/**
 * `onLine` receives each line of Chromium's standard error. The answer is the connection: `send`, `session(id)`
 * for a target's events, and `root` for the browser's own.
 */
export function launchChromium({ profile, args, debuggingPort, onLine }) {
  fs.mkdirSync(profile, { recursive: true })
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const port = debuggingPort === undefined ? [] : [`--remote-debugging-port=${debuggingPort}`]
  const child = spawn(executable, [...flags, `--user-data-dir=${profile}`, ...asRoot, ...port, ...args], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  })
  const [, , errors, commands, answers] = child.stdio
  const waiting = new Map()
  const sessions = new Map()
  let lastId = 0
  let closed = false

  const connection = {
    child,
    send(method, params = {}, sessionId) {
      if (closed) return Promise.reject(new Error('Chromium is closed'))
      const id = ++lastId
      const answer = Promise.withResolvers()
      waiting.set(id, { ...answer, method })
      commands.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
      return answer.promise
    },
    session(id) {
      if (!sessions.has(id)) sessions.set(id, new Session(connection, id))
      return sessions.get(id)
    },
  }
  connection.root = connection.session(undefined)

  const take = (text) => {
    const message = JSON.parse(text)
    if (!message.id) {
      connection.session(message.sessionId).emit(message.method, message.params)
      return
    }
    const answer = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.error) answer?.reject(new Error(`${answer.method}: ${message.error.message}`))
    else answer?.resolve(message.result)
  }
  splitBy(answers, '\0', take)
  splitBy(errors, '\n', onLine)
  for (const pipe of [commands, answers]) pipe.on('error', () => {})
  child.on('error', (error) => console.error(`electron-host: ${executable} does not start`, error))
  child.on('exit', () => {
    closed = true
    for (const { reject } of waiting.values()) reject(new Error('Chromium is closed'))
    waiting.clear()
    connection.root.emit('exit')
  })
  return connection
}

class Session extends EventEmitter {
  constructor(connection, id) {
    super()
    this.connection = connection
    this.id = id
  }
  send(method, params) {
    return this.connection.send(method, params, this.id)
  }
}

function splitBy(stream, separator, take) {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (text) => {
    const parts = (rest + text).split(separator)
    rest = parts.pop()
    for (const part of parts) take(part)
  })
}
