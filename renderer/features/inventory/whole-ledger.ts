/** Every movement of every product for a file: read in pieces, because it can be hundreds of thousands. */
import type { Call } from '../../../shared/entities/call.ts'
import type { Order } from '../../../shared/entities/order.ts'
import type { StockMovement } from '../../../shared/entities/stock-movement.ts'
import type { CollectionName } from '../../../shared/entities/index.ts'
import type { ListView } from '../../../shared/lists/list-view.ts'
import { viewRows } from '../../data/index.ts'
import type { NameOf } from '../../ui/record/field-text.ts'
import { ledgerCsv } from './ledger-csv.ts'
import { sourceText, whoMoved } from './ledger-columns.tsx'
import { ledgerOf, sourcesOf } from './ledger.ts'

const piece = 1_000

/** The rows of a view, and what the records that they name are called. */
async function readAll<Row>(view: ListView, names: Map<string, string>): Promise<Row[]> {
  const rows: Row[] = []
  for await (const part of viewRows(view, piece)) {
    rows.push(...(part.rows as readonly unknown[] as readonly Row[]))
    for (const [collection, known] of Object.entries(part.names))
      for (const [id, name] of Object.entries(known ?? {}))
        if (typeof name === 'string') names.set(`${collection} ${id}`, name)
  }
  return rows
}

export async function wholeLedgerCsv(): Promise<string> {
  const names = new Map<string, string>()
  const movements = await readAll<StockMovement>({ list: 'stockMovements' }, names)
  const orders = await readAll<Order>({ list: 'orders' }, names)
  const calls = await readAll<Call>(
    {
      list: 'calls',
      where: [{ column: 'procedure', is: 'one-of', values: ['receive_stock', 'adjust_stock'] }],
    },
    names,
  )
  const nameOf: NameOf = (collection: CollectionName, id: string) => names.get(`${collection} ${id}`)
  return ledgerCsv(ledgerOf(movements, sourcesOf(orders, calls)), {
    product: (id) => nameOf('products', id) ?? id,
    person: (id) => whoMoved(id, nameOf),
    source: sourceText,
  })
}
