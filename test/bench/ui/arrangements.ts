/** Lists that are scrolled, put into another order, filtered by a choice and by words. */
import { percentile, result } from '../sync/report.ts'
import type { Result } from '../sync/report.ts'
import { attempt, rowOf, spread } from './measured-page.ts'
import type { MeasuredPage } from './measured-page.ts'

export async function scrolling({ ask }: MeasuredPage): Promise<Result> {
  const gaps: number[] = []
  let blank = 0
  await attempt('scrolling', async () => {
    for (const list of ['interactions', 'orders', 'customers']) {
      await ask('doing', `opening ${list} to scroll it`)
      await ask('go', `#/${list}`, { seen: rowOf(list), settled: true })
      await ask('doing', `scrolling ${list}`)
      const scrolled = await ask('scroll', 120, 400)
      gaps.push(...scrolled.gaps)
      blank = Math.max(blank, scrolled.blank)
    }
  })
  return result('scroll-longest-frame', gaps.length > 0 ? Math.max(...gaps) : Number.NaN, 'ms', {
    target: 50,
    better: 'lower',
    note: `${spread(gaps)} frames, 400 px each; a row still on its way in ${(blank * 100).toFixed(0)} % of them`,
  })
}

const words = ['fisch', 'brandt', 'trade', 'almedia']
const box = 'main input[placeholder="Filter"]'
const choice = 'main input[aria-haspopup="listbox"]'

export async function arrangements(
  { page, ask }: MeasuredPage,
  lists: readonly string[],
  rounds: number,
): Promise<Result[]> {
  const sorted: number[] = []
  const filtered: number[] = []
  const searched: number[] = []
  const all = async () => {
    await ask('until', { settled: true })
    await page.waitForFunction(() => document.querySelector('main [role="status"]')?.textContent === '')
  }
  for (const list of lists)
    await attempt(`arranging ${list}`, async () => {
      await ask('doing', `opening ${list} to arrange it`)
      await ask('go', `#/${list}`, { seen: rowOf(list), settled: true })
      const columns = await page.locator('main th[aria-sort] button').count()
      for (let round = 0; round < rounds; round++) {
        await ask('doing', `sorting ${list} by column ${(round % columns) + 1}`)
        const waits = { orderOtherThan: await ask('order'), settled: true }
        sorted.push(await ask('click', 'main th[aria-sort] button', round % columns, waits))
      }
      for (const text of words.slice(0, rounds)) {
        await ask('doing', `looking for ${text} in ${list}`)
        // Which may be nowhere: then there is no first row to wait for.
        const waits = { statusOtherThan: 'nothing', seen: 'main table:not([aria-busy])' }
        searched.push(await ask('fill', box, text, waits))
        await ask('fill', box, '', {})
        await all()
      }
      if ((await page.locator(choice).count()) === 0) return
      for (let round = 0; round < rounds; round++) {
        await page.locator(choice).first().click()
        const option = page.locator('[role="listbox"] [role="option"]:visible')
        await option.first().waitFor()
        const place = 1 + (round % ((await option.count()) - 1))
        await ask('doing', `filtering ${list} by choice ${place}`)
        const waits = { statusOtherThan: 'nothing', seen: 'main table:not([aria-busy])' }
        filtered.push(await ask('click', '[role="listbox"] [role="option"]', place, waits))
        await page.locator(choice).first().click()
        await option.first().waitFor()
        await option.first().click()
        await all()
      }
    })
  const asked = { target: 150, better: 'lower' } as const
  return [
    result('sort', percentile(sorted, 95), 'ms', { ...asked, note: spread(sorted) }),
    result('filter', percentile(filtered, 95), 'ms', { ...asked, note: spread(filtered) }),
    result('list-search', percentile(searched, 95), 'ms', { ...asked, note: spread(searched) }),
  ]
}
