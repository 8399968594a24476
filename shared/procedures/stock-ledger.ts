/**
 * The stock of the products that one procedure call touches, while it is being decided. Every change is a
 * movement; a product's figures are what its movements add up to, and neither what is in stock nor what is
 * available ever falls below zero: whoever takes, asks before.
 */
import { derivedId, movementSource } from '../derived-id.ts'
import { availableOf } from '../entities/product.ts'
import type { Product } from '../entities/product.ts'
import type { StockMovement } from '../entities/stock-movement.ts'
import { authorOf } from './define-procedure.ts'
import type { ProcedureContext, ProcedureState, Write } from './define-procedure.ts'

interface Movement {
  productId: string
  /** Change of what is in stock. */
  quantity: number
  /** Change of what is promised. */
  reserved: number
  reason: StockMovement['reason']
  orderId?: string | undefined
  /** Everybody who sees the ledger reads it: nothing about a customer belongs here. */
  note?: string | undefined
}

export interface StockLedger {
  product(id: string): Product | undefined
  /** 0 for a product that is gone. */
  available(productId: string): number
  onHand(productId: string): number
  /** Movements of a product that is gone are left out. Throws when it would make a figure negative. */
  move(movement: Movement): void
  writes(): Write[]
}

export function openStockLedger(state: ProcedureState, context: ProcedureContext): StockLedger {
  const figures = new Map<string, { stockOnHand: number; stockReserved: number }>()
  const movements: Write[] = []

  function figuresOf(id: string) {
    const product = state.get('products', id)
    if (!product) return undefined
    const known = figures.get(id)
    if (known) return known
    return { stockOnHand: product.stockOnHand, stockReserved: product.stockReserved ?? 0 }
  }

  return {
    product: (id) => state.get('products', id),
    available(id) {
      const found = figuresOf(id)
      return found ? availableOf(found) : 0
    },
    onHand: (id) => figuresOf(id)?.stockOnHand ?? 0,
    move({ productId, quantity, reserved, reason, orderId, note }) {
      const before = figuresOf(productId)
      if (!before || (quantity === 0 && reserved === 0)) return
      const after = {
        stockOnHand: before.stockOnHand + quantity,
        stockReserved: before.stockReserved + reserved,
      }
      if (after.stockOnHand < 0 || after.stockReserved < 0 || availableOf(after) < 0)
        throw new Error(`the stock of ${productId} would become ${JSON.stringify(after)}`)
      figures.set(productId, after)
      const document = {
        id: derivedId('movement', context.callId, movements.length),
        productId,
        quantity,
        ...(reserved !== 0 && { reserved }),
        reason,
        at: context.at,
        sourceId: movementSource(orderId ?? context.callId),
        ...(note && { note }),
        createdAt: context.at,
        updatedAt: context.at,
        ...authorOf(context),
      }
      movements.push({ kind: 'create', collection: 'stockMovements', document })
    },
    writes: () => [
      ...movements,
      ...[...figures].map(([id, after]): Write => ({
        kind: 'change',
        collection: 'products',
        id,
        set: { ...after, stockAsOf: context.at },
      })),
    ],
  }
}
