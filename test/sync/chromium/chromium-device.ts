/**
 * A device of the schedules in a Chromium of its own, with a profile on disk. Its app can be ended, its page
 * can be shut without a word, and the whole browser can be killed; each time the next start finds what is on
 * the disk.
 */
import { rmSync } from 'node:fs'
import type { Page } from '@playwright/test'
import type { InboxEntry } from '../../../renderer/data/contract.ts'
import { collectionNames } from '../../../shared/entities/index.ts'
import type { CollectionName } from '../../../shared/entities/index.ts'
import type { CheckedDevice } from '../schedules/check.ts'
import type { Member } from '../schedules/company.ts'
import type { Change } from '../schedules/device-thread.ts'
import { startChromium } from './chromium-process.ts'
import type { ChromiumProcess } from './chromium-process.ts'
import type { DeviceLine } from './device-line.ts'
import { startInPage } from './device-page.ts'
import type { DeviceInPage, Outcome } from './device-page.ts'

export interface ChromiumDevice extends CheckedDevice {
  line: DeviceLine
  isOnline: boolean
  clockAhead: number
  isRunning(): boolean
  /** Starts what does not run, on what is on the disk. */
  start(): Promise<void>
  signIn(password: string): Promise<string | undefined>
  sync(): Promise<Outcome | 'killed'>
  any(collection: CollectionName, share: number): ReturnType<DeviceInPage['any']>
  change(collection: CollectionName, id: string, changes: Record<string, unknown>): Promise<Change>
  create(collection: CollectionName, values: Record<string, unknown>): Promise<Change>
  remove(collection: CollectionName, id: string): Promise<Change>
  decide(entry: InboxEntry, decision: 'mine' | 'discard'): Promise<Change>
  /** The page is shut without being asked. */
  shut(): Promise<void>
  /** The browser is killed with everything in it. */
  kill(): Promise<void>
  /** What its person sees of the sync, for a report. */
  seen(): Promise<unknown>
  /** What went wrong in the background. */
  reports: string[]
  /** Ends it and throws its disk away. */
  throwAway(): Promise<void>
}

const syncLimit = 25_000

/** `profile`: a folder of its own. */
export function chromiumDevice(given: {
  number: number
  member: Member
  line: DeviceLine
  profile: string
}): ChromiumDevice {
  const { number, member, line, profile } = given
  let browser: ChromiumProcess | undefined
  let page: Page | undefined
  const reports: string[] = []

  const running = () => {
    if (!page) throw new Error(`device ${number} does not run`)
    return page
  }
  const device: ChromiumDevice = {
    number,
    member,
    line,
    isOnline: true,
    clockAhead: 0,
    reports,
    isRunning: () => page !== undefined,
    async start() {
      if (page) return
      browser ??= await startChromium(profile)
      const opened = await browser.context.newPage()
      opened.on('console', (message) => {
        const text = message.text()
        // What was under way when the page went says so.
        if (text.startsWith('data worker:') && !text.includes('Replication has been stopped'))
          reports.push(text)
      })
      opened.on('crash', () => reports.push('the page crashed'))
      await opened.goto(`${line.url}/device.html`)
      await opened.waitForFunction(() => 'comlink' in window)
      await opened.evaluate(startInPage, {
        worker: `./device-worker.js?ahead=${device.clockAhead}`,
        collections: collectionNames,
      })
      page = opened
    },
    signIn: (password) =>
      running().evaluate(([email, secret]) => window.device.signIn(email, secret), [
        member.email,
        password,
      ] as const),
    async sync() {
      const asked = running()
      try {
        return await asked.evaluate((limit) => window.device.sync(limit), syncLimit)
      } catch (reason) {
        if (page === asked) throw reason
        return 'killed'
      }
    },
    any: (collection, share) =>
      running().evaluate(([name, at]) => window.device.any(name, at), [collection, share] as const),
    change: (collection, id, changes) =>
      running().evaluate(([name, which, what]) => window.device.change(name, which, what), [
        collection,
        id,
        withAbsent(changes),
      ] as const),
    create: (collection, values) =>
      running().evaluate(([name, what]) => window.device.create(name, what), [
        collection,
        withoutAbsent(values),
      ] as const),
    remove: (collection, id) =>
      running().evaluate(([name, which]) => window.device.remove(name, which), [collection, id] as const),
    decide: (entry, decision) =>
      running().evaluate(([one, what]) => window.device.decide(one, what), [entry, decision] as const),
    host: {
      state: async () => page?.evaluate(() => window.device.state()),
      inbox: async () => (await page?.evaluate(() => window.device.inbox())) ?? [],
      disk: async () => (await page?.evaluate(() => window.device.disk())) ?? [],
    },
    seen: async () => page?.evaluate(() => window.device.seen()),
    async shut() {
      const open = page
      page = undefined
      line.cut()
      await open?.close({ runBeforeUnload: false })
    },
    async kill() {
      const open = browser
      browser = undefined
      page = undefined
      line.cut()
      await open?.kill()
    },
    async throwAway() {
      await device.kill()
      await line.close()
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
    },
  }
  return device
}

/** What is to be emptied travels as empty text: the way into the page leaves out what is undefined. */
const withAbsent = (changes: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, value ?? '']))

/** A new document has no fields without a value, here or there. */
const withoutAbsent = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
