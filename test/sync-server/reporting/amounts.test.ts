/**
 * The same amounts wherever they are computed or shown. SQL is asked on PGlite; the projector's own tests show that
 * a PostgreSQL server holds the same.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { v7 as uuidv7 } from 'uuid'
import { documentOf } from '../../../renderer/features/documents/document-model.ts'
import { csvOf } from '../../../renderer/ui/record/export-csv.ts'
import { exportColumns } from '../../../renderer/ui/record/export-table.ts'
import { sheetCell } from '../../../renderer/ui/record/export-xlsx.ts'
import type { Order } from '../../../shared/entities/order.ts'
import { orderItemsOf } from '../../../shared/entities/order.ts'
import { signedText } from '../../../shared/files/signature.ts'
import { formatMoney, fromDecimal, orderTotals, toDecimal } from '../../../shared/money.ts'
import type { OrderTotals } from '../../../shared/money.ts'
import { project } from '../../../sync-server/reporting/projector.ts'
import { openSql } from '../../../sync-server/reporting/sql-database.ts'
import type { SqlDatabase } from '../../../sync-server/reporting/sql-database.ts'
import { openShop } from '../../support/a-shop.ts'
import type { Shop } from '../../support/a-shop.ts'
import { bareCells } from '../../support/northwind.ts'
import { fc } from '../../support/properties.ts'
import { orderWith, randomPrices } from '../../support/random-orders.ts'
import { importAs } from '../../support/run-northwind.ts'
import { startServer } from '../../support/start-server.ts'

let sql: SqlDatabase
beforeAll(async () => {
  sql = await openSql({})
})
afterAll(() => sql.close())

const rowsOf = async (statement: string) => (await sql.query(statement)).rows

/** What SQL says of every order, in the shape of `orderTotals`. */
async function totalsInSql(): Promise<Map<string, OrderTotals>> {
  const all = new Map<string, OrderTotals>()
  const at = (id: string | null | undefined) => {
    const totals = all.get(id ?? '')
    if (!totals) throw new Error(`SQL knows an amount of the unknown order ${id}`)
    return totals
  }
  for (const [id, currency, ...amounts] of await rowsOf(
    'select order_id, currency, goods, discount, freight, total from order_totals',
  )) {
    const [goods = 0, discount = 0, freight = 0, total = 0] = amounts.map(Number)
    all.set(id ?? '', {
      currency: currency ?? '',
      lines: [],
      goods,
      discount,
      lineDiscounts: [],
      freight,
      taxes: [],
      total,
    })
  }
  for (const [id, amount, discount] of await rowsOf(
    'select order_id, amount, order_discount from order_item_amounts order by order_id, position',
  )) {
    at(id).lines.push(Number(amount))
    at(id).lineDiscounts.push(Number(discount))
  }
  for (const [id, rate, base, tax] of await rowsOf(
    'select order_id, tax_rate, base, tax from order_taxes order by order_id, tax_rate',
  ))
    at(id).taxes.push({ rate: Number(rate), base: Number(base), tax: Number(tax) })
  return all
}

/** The last sums of the paper and the last cell of each of its lines. */
function onPaper(order: Order) {
  const { rows, sums } = documentOf('quote', order, {
    customer: undefined,
    company: { name: 'Northwind' },
    locale: 'en-GB',
  })
  return { lines: rows.map(({ cells }) => cells.at(-1)), sums: sums.map(({ value }) => value) }
}

function expectedOnPaper(totals: OrderTotals) {
  const money = (amount: number) => formatMoney({ amount, currency: totals.currency }, 'en-GB')
  const sums = [totals.goods, totals.freight, ...totals.taxes.map(({ tax }) => tax), totals.total]
  if (totals.discount > 0) sums.splice(1, 0, -totals.discount)
  return { lines: totals.lines.map(money), sums: sums.map(money) }
}

const [totalColumn] = exportColumns('orders', [{ id: 'total', header: 'Total' }])
const [itemColumn] = exportColumns('orderItems', [{ id: 'total', header: 'Total' }])

/** Minor units of the order and of its lines as another program reads them from an export. */
function exported(order: Order) {
  const cells = [
    totalColumn?.cell(order, () => undefined),
    ...orderItemsOf([order]).map((item) => itemColumn?.cell({ ...item }, () => undefined)),
  ]
  const read = (decimal: string) => fromDecimal(decimal, order.currency)?.amount
  return {
    csv: csvOf(
      ['Total'],
      cells.map((cell) => [cell]),
    )
      .trim()
      .split('\r\n')
      .slice(1)
      .map(read),
    xlsx: cells.map((cell) => {
      const written = sheetCell(cell)
      const value = typeof written === 'object' && written && 'value' in written ? written.value : undefined
      return typeof value === 'number' ? read(String(value)) : undefined
    }),
  }
}

describe('random orders', () => {
  let shop: Shop
  beforeAll(async () => {
    shop = await openShop({ stock: [0], takesUpCalls: false })
  })
  afterAll(() => shop.close())

  it('come to the same on the device that wrote them, on the server, on another device, on paper, under a signature, in CSV, in a spreadsheet and in SQL, to the last unit', async () => {
    let held = 0
    await fc.assert(
      fc.asyncProperty(fc.array(randomPrices, { minLength: 80, maxLength: 100 }), async (prices) => {
        const written = prices.map((one) => orderWith({ ...one, id: uuidv7(), customerId: shop.customerId }))
        const results = await shop.rep.push('orders', ...written.map((order) => [order] as const))
        expect(results.filter(({ outcome }) => outcome !== 'accepted')).toEqual([])
        await project({ store: shop.store, sql })
        const inSql = await totalsInSql()
        const pulled = new Map((await shop.admin.holds('orders')).map((order) => [order.id, order]))
        for (const order of written) {
          const totals = orderTotals(order)
          const stored = await shop.store.get({ kind: 'orders', id: order.id })
          const elsewhere = pulled.get(order.id) as unknown as Order
          expect(orderTotals(stored?.body as unknown as Order)).toEqual(totals)
          expect(orderTotals(elsewhere)).toEqual(totals)
          expect(inSql.get(order.id)).toEqual(totals)
          expect(onPaper(elsewhere)).toEqual(expectedOnPaper(totals))
          expect(JSON.parse(signedText(order, undefined))).toMatchObject({ totals })
          const amounts = [totals.total, ...totals.lines]
          expect(exported(elsewhere)).toEqual({ csv: amounts, xlsx: amounts })
        }
        held += written.length
        expect(inSql.size).toBe(held)
      }),
      // Each run is a hundred orders; a smaller counterexample is one order of them, which the message shows.
      { numRuns: 4, endOnFailure: true },
    )
  })
  it('are written as decimals alike', async () => {
    const amounts = [0, 1, -5, 1050, 99_999, 10_000_000_000_000, Number.MAX_SAFE_INTEGER]
    for (const currency of ['JPY', 'USD', 'KWD', 'CLF']) {
      const [row] = await rowsOf(
        `select ${amounts.map((amount) => `decimal_amount(${amount}, '${currency}')`).join(', ')}`,
      )
      expect(row).toEqual(amounts.map((amount) => toDecimal({ amount, currency })))
    }
    await expect(rowsOf(`select decimal_amount(1, 'ZZZ')`)).rejects.toThrow('ZZZ is no known currency')
  })
  it('round half to even, above and below zero', async () => {
    const [row] = await rowsOf(
      'select share_of(5, 5000), share_of(15, 5000), share_of(25, 5000), share_of(-5, 5000), share_of(-15, 5000), share_of(-7, 5001)',
    )
    expect(row).toEqual(['2', '8', '12', '-2', '-8', '-4'])
  })
})

describe('Northwind', () => {
  it('has the published value of every order and of all its lines in SQL', async () => {
    const server = await startServer()
    try {
      const admin = await server.join({ role: 'admin', email: 'chief@test.example' })
      await importAs(admin, { commit: true })
      expect(await project({ store: server.store, sql })).toMatchObject({ rebuilt: true })
      const tenThousandths = (decimal = '0') => BigInt(Math.round(Number(decimal) * 10_000))
      const published = new Map<string, bigint>()
      for (const { orderID = '', unitPrice, quantity = '0', discount } of bareCells('order_details.csv')) {
        const exact =
          (tenThousandths(unitPrice) / 100n) * BigInt(quantity) * (10_000n - tenThousandths(discount))
        const twice = (exact % 10_000n) * 2n
        const down = exact / 10_000n
        const line = twice > 10_000n || (twice === 10_000n && down % 2n === 1n) ? down + 1n : down
        published.set(orderID, (published.get(orderID) ?? 0n) + line)
      }
      const orders = await rowsOf(
        'select number, goods, total - order_totals.freight from orders join order_totals on order_id = id',
      )
      expect(orders).toHaveLength(830)
      for (const [number, goods, withoutFreight] of orders) {
        expect(BigInt(goods ?? '')).toBe(published.get(number ?? ''))
        // The book knows neither taxes nor discounts of a whole order.
        expect(withoutFreight).toBe(goods)
      }
      expect(
        await rowsOf(
          `select sum(goods), decimal_amount(sum(goods)::bigint, 'USD'), sum(freight) from order_totals`,
        ),
      ).toEqual([['126579302', '1265793.02', '6494269']])
      expect(await rowsOf('select count(*), sum(amount) from order_item_amounts')).toEqual([
        ['2155', '126579302'],
      ])
      expect(await rowsOf('select count(*) from awaited_references')).toEqual([['0']])
      expect(await rowsOf('select count(*) from unprojected_documents')).toEqual([['0']])
    } finally {
      await server.close()
    }
  })
})
