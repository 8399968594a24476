/**
 * The stock that a new product begins with: it is the sum of the product's movements from the first moment, so the
 * import makes the first movement.
 */
import type { AnyDocument } from '../../shared/entities/index.ts'
import type { ImportRow } from '../../shared/import/import-messages.ts'
import type { ServerWrite } from '../context.ts'
import type { StoredDocument } from '../store/document-store.ts'
import type { ImportKeys } from './import-keys.ts'

/** Of the movement, by the import key of the product. */
export const openingId = (keys: ImportKeys, key: string) => keys.newId('stockMovements', `${key}:opening`)

interface OpeningOptions {
  id: string
  row: ImportRow
  /** The product, which gets its stock here. */
  after: AnyDocument
  /** The movement as it is stored already. */
  made: StoredDocument | undefined
  /** The product as it was before it was deleted. */
  deleted: StoredDocument | undefined
  at: string
}

/** The movement is stored before the product; one that an interrupted import left behind is taken as it is. */
export function openingStock({ id, row, after, made, deleted, at }: OpeningOptions): ServerWrite | undefined {
  after['stockAsOf'] = at
  // Reverted together with its product: it begins once more.
  const isTakenBack = made?.deleted === true
  if (!isTakenBack && (deleted || made)) {
    after['stockOnHand'] = deleted?.body['stockOnHand'] ?? made?.body['quantity'] ?? 0
    return undefined
  }
  after['stockOnHand'] = row.stock ?? 0
  if (!row.stock) return undefined
  return {
    collection: 'stockMovements',
    stored: made,
    document: {
      id,
      productId: after.id,
      quantity: row.stock,
      reason: 'opening',
      at,
      createdAt: at,
      updatedAt: at,
      ...(after.createdBy !== undefined && { createdBy: after.createdBy, updatedBy: after.createdBy }),
    },
  }
}
