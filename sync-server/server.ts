/**
 * The server process: environment, store, application, and a graceful end. The last line of a successful
 * start on standard output is `ready http://127.0.0.1:<port>`.
 */
import type { AddressInfo } from 'node:net'
import { buildApp } from './app.ts'
import { readConfig } from './config.ts'
import type { Config } from './config.ts'
import { makeDemoCompany } from './demo/demo-company.ts'
import { createLog } from './log.ts'
import { openServices } from './services.ts'
import { openBytes, openStore } from './store/open-store.ts'

async function start(config: Config) {
  const log = createLog(config.logLevel)
  const fail = (error: unknown) => {
    log.fatal({ err: error }, 'the server ends after an error nobody handled')
    process.exit(1)
  }
  process.on('unhandledRejection', fail)
  process.on('uncaughtException', fail)

  const where = { couchdbUrl: config.couchdbUrl, dataFolder: config.dataFolder }
  const parentIsGone = config.endsWithInput ? inputEnds() : undefined

  const store = await openStore(where)
  const services = await openServices({
    store,
    bytes: await openBytes(where),
    ...(config.secret && { secret: config.secret }),
    onError: (error) => log.error({ err: error }, 'background work failed and will be tried again'),
  })
  const isEmpty = services.people.all().length === 0 && services.index.size() === 0
  if (config.demo && isEmpty) await makeDemoCompany(services)
  const app = await buildApp({
    services,
    logger: log,
    webFolder: config.webFolder,
    trustedProxies: config.trustedProxies,
  })
  await app.listen({ port: config.port, host: config.host })

  const stop = async () => {
    await app.close()
    await services.close()
    await store.close()
  }
  let stopping = false
  const end = () => {
    if (stopping) return
    stopping = true
    stop().then(() => process.exit(0), fail)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      // A second signal means that waiting is no longer wanted.
      if (stopping) process.exit(1)
      end()
    })
  void parentIsGone?.then(end)

  const { port } = app.server.address() as AddressInfo
  const host = config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host
  process.stdout.write(`ready http://${host.includes(':') ? `[${host}]` : host}:${port}\n`)
}

/** The operating system closes the pipe however the process at its other end came to its own. */
function inputEnds(): Promise<void> {
  return new Promise((resolve) => {
    for (const event of ['end', 'close', 'error'] as const) process.stdin.once(event, () => resolve())
    process.stdin.resume()
  })
}

try {
  await start(readConfig(process.env))
} catch (error) {
  process.stderr.write(
    `The server could not start: ${error instanceof Error ? error.message : String(error)}\n`,
  )
  process.exit(1)
}
