/**
 * Changes made where a record stands: a task is ticked, a lead gets another status, a customer another telephone
 * number, an order another day. Timed from the last click to the frame that shows what the database then holds.
 */
import { percentile, result } from '../sync/report.ts'
import type { Result } from '../sync/report.ts'
import { attempt, rowOf } from './measured-page.ts'
import type { MeasuredPage } from './measured-page.ts'

const editor = 'div[data-cell-editor]'

export async function edits(measured: MeasuredPage, rounds: number): Promise<Result> {
  const times: Record<string, number[]> = { ticks: [], choices: [], words: [], days: [] }
  const kinds: [string, () => Promise<number[]>][] = [
    ['ticks', () => ticks(measured, rounds + 3)],
    ['choices', () => choices(measured, rounds + 3)],
    ['words', () => typed(measured, 'customers', 'phone', rounds + 3, (at) => `+49 30 55501${at}`)],
    ['days', () => typed(measured, 'orders', 'orderDate', rounds + 3, (at) => `Nov ${at + 1}, 2025`)],
  ]
  for (const [kind, make] of kinds)
    await attempt(`edits (${kind})`, async () => {
      times[kind] = await make()
    })
  const all = Object.values(times).flat()
  const isWhole = Object.values(times).every((each) => each.length > 0)
  const each = Object.entries(times).map(
    ([kind, some]) => `${kind} ${[50, 95].map((at) => percentile(some, at).toFixed(0)).join('/')}`,
  )
  return result('edit-to-redraw', isWhole ? percentile(all, 95) : Number.NaN, 'ms', {
    target: 50,
    better: 'lower',
    note: `p50 ${percentile(all, 50).toFixed(0)} of ${all.length}; p50/p95: ${each.join(', ')}`,
  })
}

async function ticks({ page, ask }: MeasuredPage, count: number): Promise<number[]> {
  const times: number[] = []
  await ask('doing', 'opening tasks to tick them')
  await ask('go', '#/tasks', { seen: rowOf('tasks'), settled: true })
  for (let at = 0; at < count; at++) {
    await ask('doing', `ticking task ${at + 1}`)
    const waits = { firstRowOtherThan: await ask('firstRow') }
    times.push(await ask('click', 'main tr[aria-rowindex="2"] input[aria-label^="Complete"]', 0, waits))
    await page.waitForTimeout(400)
  }
  return times
}

/** Opens the editor of a cell of the n-th row; the cell it stands for, with its words. */
async function edit({ page, ask }: MeasuredPage, row: number, column: string) {
  const place = page.locator(`main tr[aria-rowindex="${row + 2}"]`)
  const href = (await place.locator('[data-row-main]').getAttribute('href')) ?? ''
  const cell = { href, column }
  const otherThan = (await ask('cell', cell)) ?? ''
  await ask('doing', `opening the editor of ${column}`)
  await place.locator(`td[data-editable="${column}"]`).dblclick()
  await page.locator(`${editor} input`).first().waitFor()
  return { ...cell, otherThan }
}

const closed = async ({ page }: MeasuredPage) => {
  await page.locator(editor).waitFor({ state: 'detached' })
  await page.waitForTimeout(300)
}

async function choices(measured: MeasuredPage, count: number): Promise<number[]> {
  const { page, ask } = measured
  const times: number[] = []
  await ask('doing', 'opening leads to change them')
  await ask('go', '#/leads', { seen: rowOf('leads'), settled: true })
  for (let at = 0; at < count; at++) {
    const cell = await edit(measured, at % 5, 'status')
    const input = page.locator(`${editor} input[aria-haspopup="listbox"]`).first()
    if ((await input.getAttribute('aria-expanded')) !== 'true') await input.click()
    const option = '[role="listbox"] [role="option"][aria-selected="false"]'
    await page.locator(`${option}:visible`).first().waitFor()
    const place = await page
      .locator(option)
      .evaluateAll((found) => found.findIndex((each) => each.checkVisibility()))
    await ask('doing', `changing the status of lead ${at + 1}`)
    times.push(await ask('click', option, place, { cell }))
    await closed(measured)
  }
  return times
}

async function typed(
  measured: MeasuredPage,
  list: string,
  column: string,
  count: number,
  words: (at: number) => string,
): Promise<number[]> {
  const { page, ask } = measured
  const times: number[] = []
  await ask('doing', `opening ${list} to change them`)
  await ask('go', `#/${list}`, { seen: rowOf(list), settled: true })
  for (let at = 0; at < count; at++) {
    const cell = await edit(measured, at % 5, column)
    await page.locator(`${editor} input`).first().fill(words(at))
    await ask('doing', `changing ${column} of ${list}, ${at + 1}`)
    times.push(await ask('click', `${editor} button[type="submit"]`, 0, { cell }))
    await closed(measured)
  }
  return times
}
