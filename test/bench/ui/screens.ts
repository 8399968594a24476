/** What a person waits for in an app that is open: lists, scrolling, order, filters, words, previews, the palette, edits. */
import type { Page } from '@playwright/test'
import type { Profile } from '../sync/browser.ts'
import { percentile, result } from '../sync/report.ts'
import type { Result } from '../sync/report.ts'
import { arrangements, scrolling } from './arrangements.ts'
import { edits } from './edits.ts'
import { attempt, measuredPage, rowOf, spread } from './measured-page.ts'
import type { MeasuredPage } from './measured-page.ts'
import { previews } from './previews.ts'

export const lists = ['customers', 'leads', 'orders', 'interactions', 'tasks', 'products', 'cases'] as const

export async function screens(options: {
  profile: Profile
  url: string
  rounds: number
  /** ms after the start: the tables are read and the search is made in the first seconds. */
  warm: number
  say: (text: string) => void
}): Promise<Result[]> {
  const { profile, url, rounds, warm, say } = options
  const page = await profile.open(`${url}/#/`)
  const measured = await measuredPage(page)
  await page.waitForSelector('main a[href*="#/orders/"], main a[href*="#/tasks/"]')
  say('lists')
  await page.waitForTimeout(warm)
  const from = await measured.ask('now')
  const results = [await opening(measured, rounds)]
  say('scrolling')
  results.push(await scrolling(measured))
  say('sorting, filtering, searching')
  results.push(...(await arrangements(measured, lists, rounds)), await palette(measured, rounds))
  say('previews')
  results.push(await previews(measured, rounds))
  say('edits')
  results.push(await edits(measured, rounds))
  const longest = await measured.ask('longest', from)
  const memory = await usedMemory(page)
  await page.close()
  return [
    ...results,
    result('longest-task', longest[0]?.duration ?? 0, 'ms', {
      target: 50,
      better: 'lower',
      note: `of the window during all of this; 0: none over 50 ms. ${longest
        .map(({ duration, during }) => `${duration.toFixed(0)} ms: ${during}`)
        .join('; ')}`,
    }),
    result('memory', memory, 'MB', {
      better: 'lower',
      note: 'window and data worker together, after all of this',
    }),
  ]
}

async function opening({ ask }: MeasuredPage, rounds: number): Promise<Result> {
  const opened = new Map<string, number[]>()
  for (let round = 0; round < rounds; round++)
    for (const list of lists) {
      await ask('doing', `opening ${list}, round ${round + 1}`)
      const milliseconds = await ask('go', `#/${list}`, { seen: rowOf(list), settled: true })
      opened.set(list, [...(opened.get(list) ?? []), milliseconds])
    }
  const each = [...opened].map(
    ([list, times]) => `${list} ${[50, 95].map((at) => percentile(times, at).toFixed(0)).join('/')}`,
  )
  return result('list-open', percentile([...opened.values()].flat(), 95), 'ms', {
    target: 150,
    better: 'lower',
    note: `p95 of all lists; p50/p95: ${each.join(', ')}`,
  })
}

async function palette({ page, ask }: MeasuredPage, rounds: number): Promise<Result> {
  const times: number[] = []
  await attempt('search', async () => {
    await ask('doing', 'opening the palette')
    await page.keyboard.press('Control+k')
    const box = 'input[aria-label="Search or jump to"]'
    await page.waitForSelector(box)
    for (let round = 0; round < rounds; round++)
      for (const text of ['fischer', 'almeida bakery', 'SO-000123', 'brnadt', 'garcia', 'chai tofu']) {
        await page.locator(box).fill('')
        await page.waitForFunction(() =>
          document.querySelector('[role="dialog"] [data-action]')?.textContent?.startsWith('Home'),
        )
        await ask('doing', `searching ${text}`)
        times.push(await ask('fill', box, text, { answerOtherThan: await ask('answer') }))
      }
    await page.keyboard.press('Escape')
  })
  return result('search', percentile(times, 95), 'ms', {
    target: 50,
    better: 'lower',
    note: `letters typed to answers drawn, over everything; ${spread(times)}`,
  })
}

/** Megabytes. */
async function usedMemory(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  let bytes = (await session.send('Runtime.getHeapUsage')).usedSize
  for (const worker of page.workers())
    bytes += await worker
      .evaluate(
        () => (performance as unknown as { memory?: { usedJSHeapSize: number } }).memory?.usedJSHeapSize ?? 0,
      )
      .catch(() => 0)
  return bytes / 1_000_000
}
