/** One line of the stock ledger of a product. Never edited, never deleted; written by the server alone. */
import { defineEntity } from './define-entity.ts'
import type { DocumentOf } from './define-entity.ts'
import { choice, instant, integer, reference, text } from './fields.ts'

const signed = (units: number) => `${units > 0 ? '+' : ''}${units}`

export const stockMovement = defineEntity({
  name: 'stockMovements',
  label: { one: 'Stock movement', many: 'Stock movements' },
  title: (document) => signed(document.quantity || (document.reserved ?? 0)),
  fields: {
    productId: reference('Product', 'products', { required: true, setBy: 'server' }),
    /** Signed: what came in is positive, what went out is negative. */
    quantity: integer('Quantity', -1_000_000_000, 1_000_000_000, { required: true, setBy: 'server' }),
    /** Signed: what orders were promised is positive, what was sent or released is negative. */
    reserved: integer('Reserved', -1_000_000_000, 1_000_000_000, { setBy: 'server' }),
    reason: choice(
      'Reason',
      [
        { value: 'opening', label: 'Opening balance', tone: 'neutral' },
        { value: 'received', label: 'Received', tone: 'done' },
        { value: 'reserved', label: 'Reserved', tone: 'neutral' },
        { value: 'released', label: 'Released', tone: 'neutral' },
        { value: 'sold', label: 'Sold', tone: 'active' },
        { value: 'returned', label: 'Returned', tone: 'neutral' },
        { value: 'counted', label: 'Counted', tone: 'attention' },
        { value: 'adjusted', label: 'Adjusted', tone: 'attention' },
      ],
      { required: true, setBy: 'server' },
    ),
    at: instant('When', { required: true, setBy: 'server' }),
    /**
     * What moved the stock: `movementSource` of the order, else of the procedure call. Everybody sees the
     * ledger, so it names neither; who may see the order or the call derives the same id and finds its lines.
     */
    sourceId: text('Source', 36, { setBy: 'server' }),
    note: text('Note', 300, { setBy: 'server' }),
  },
  indexes: [['productId', 'updatedAtInverse']],
})

export type StockMovement = DocumentOf<typeof stockMovement>
