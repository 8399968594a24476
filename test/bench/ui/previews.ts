/** Running down a list with the preview beside it: from the key to the frame that shows the next record. */
import { percentile, result } from '../sync/report.ts'
import type { Result } from '../sync/report.ts'
import { attempt, rowOf, spread } from './measured-page.ts'
import type { MeasuredPage } from './measured-page.ts'

const open = 'main button[aria-pressed="false"]'
const close = 'main button[aria-pressed="true"]'
const panel = 'main aside article'

export async function previews({ page, ask }: MeasuredPage, rounds: number): Promise<Result> {
  const followed: number[] = []
  await attempt('previewing', async () => {
    for (const list of ['customers', 'leads', 'orders']) {
      await ask('doing', `opening ${list} to preview it`)
      await ask('go', `#/${list}`, { seen: rowOf(list), settled: true })
      await ask('click', open, 0, { seen: panel })
      await page.locator('main tbody [data-row-main]').first().focus()
      for (let round = 0; round < 2 * rounds; round++) {
        await ask('doing', `previewing ${list}, row ${round + 2}`)
        followed.push(await ask('press', 'ArrowDown', { previewOtherThan: await ask('preview') }))
      }
      await ask('click', close, 0, {})
    }
  })
  return result('preview-follows', percentile(followed, 95), 'ms', {
    target: 100,
    better: 'lower',
    note: `${spread(followed)}, customers, leads and orders`,
  })
}
