import { expect, it } from 'vitest'
import { runStock } from '../../support/stock-world.ts'

it('of 50 offline devices that order the last unit one is confirmed and 49 wait', async () => {
  for (const seed of [1, 2, 3]) {
    const run = await runStock({
      seed,
      devices: 50,
      stock: [1],
      orders: 50,
      mostUnits: 1,
      mostItems: 1,
      deaths: 0.05,
      overHttp: true,
    })
    expect(run.findings).toEqual([])
    const of = (status: string) => run.orders.filter((order) => order.status === status)
    expect([of('confirmed').length, of('backordered').length], `seed ${seed}`).toEqual([1, 49])
    const numbers = run.orders.map(({ number }) => Number(number)).sort((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: 50 }, (_, index) => index + 1))
    expect(run.deaths).toBeGreaterThan(0)
  }
}, 60_000)
