/** The sync server as a process of its own, that can be killed and started again on the same data. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')

export interface ServerProcess {
  url: string
  /** Of the process that runs now. */
  readonly pid: number
  /** As a power cut would end it: no handler runs. */
  kill(): Promise<void>
  /** Again on the same port and data; resolves when it is ready. */
  restart(): Promise<void>
  /** As Ctrl-C ends it; resolves to the exit code. */
  stop(): Promise<number | null>
  /** Closes its input, as the end of the process that started it would; resolves to the exit code. */
  orphan(): Promise<number | null>
  /** What it wrote so far. */
  output(): string
}

export async function startServerProcess(options: {
  dataFolder: string
  /** Makes the demo company in an empty folder. */
  demo?: boolean
  environment?: Record<string, string>
}): Promise<ServerProcess> {
  const port = await freePort()
  let output = ''
  let child: ChildProcess

  const start = () =>
    new Promise<string>((resolve, reject) => {
      child = spawn(process.execPath, [path.join(root, 'sync-server/server.ts')], {
        cwd: root,
        env: {
          ...process.env,
          PORT: String(port),
          SATCHEL_DATA: options.dataFolder,
          SATCHEL_DEMO: options.demo ? '1' : '0',
          ...options.environment,
        },
        stdio: ['pipe', 'pipe', 'pipe'],
      })
      const read = (chunk: Buffer) => {
        output += chunk.toString()
        const ready = /ready (http:\/\/\S+)/.exec(output.slice(mark))
        if (ready?.[1]) resolve(ready[1])
      }
      const mark = output.length
      child.stdout?.on('data', read)
      child.stderr?.on('data', read)
      child.once('exit', (code) =>
        reject(new Error(`the server ended with ${code} before it was ready:\n${output}`)),
      )
    })
  const ended = () =>
    new Promise<number | null>((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode)
      else child.once('exit', resolve)
    })

  const url = await start()
  return {
    url,
    get pid() {
      return child.pid ?? 0
    },
    async kill() {
      child.kill('SIGKILL')
      await ended()
    },
    async restart() {
      await start()
    },
    async stop() {
      child.kill('SIGINT')
      return ended()
    },
    orphan() {
      child.stdin?.destroy()
      return ended()
    },
    output: () => output,
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (typeof address !== 'object' || !address) throw new Error('no port could be had')
  return address.port
}
