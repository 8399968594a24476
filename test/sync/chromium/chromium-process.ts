/** A Chromium of its own with a profile on disk, which can be killed as a power cut would end it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chromium } from '@playwright/test'
import type { BrowserContext } from '@playwright/test'
// @ts-expect-error -- a script without types
import { chromiumFlags, findChromium } from '../../../scripts/find-chromium.mjs'

export interface ChromiumProcess {
  context: BrowserContext
  /** As a power cut ends it: nothing is told, nothing is tidied up. */
  kill(): Promise<void>
  /** As a person ends it. */
  close(): Promise<void>
}

const flags = [
  '--headless=new',
  '--remote-debugging-port=0',
  '--no-default-browser-check',
  '--disable-extensions',
  '--disable-default-apps',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--password-store=basic',
]

/** `profile`: a folder, which is made when it is not there and kept. */
export async function startChromium(profile: string): Promise<ChromiumProcess> {
  const executable = (findChromium() as string | undefined) ?? chromium.executablePath()
  const all = [...(chromiumFlags as string[]), ...flags, `--user-data-dir=${profile}`, 'about:blank']
  const isGroup = process.platform !== 'win32'
  const child = spawn(executable, all, { stdio: ['ignore', 'ignore', 'pipe'], detached: isGroup })
  const ended = once(child, 'exit')
  const end = () => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
    if (isGroup) process.kill(-child.pid, 'SIGKILL')
    else child.kill('SIGKILL')
  }
  // It has a group of its own, and would outlive a test run that is broken off.
  process.once('exit', end)

  const address = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const [, found] = /DevTools listening on (ws:\S+)/.exec(said) ?? []
      if (found) resolve(found)
    })
    child.once('error', reject)
    child.once('exit', (code) =>
      reject(new Error(`Chromium ended with ${code} before it was ready:\n${said}`)),
    )
  })
  const browser = await chromium.connectOverCDP(address)
  const [context] = browser.contexts()
  if (!context) throw new Error('Chromium has no profile open')

  async function kill() {
    end()
    await ended
    process.removeListener('exit', end)
    await browser.close()
  }
  return {
    context,
    kill,
    async close() {
      const session = await browser.newBrowserCDPSession()
      await Promise.race([session.send('Browser.close').catch(() => undefined), ended])
      await ended
      process.removeListener('exit', end)
      await browser.close()
    },
  }
}
