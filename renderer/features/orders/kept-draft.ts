/**
 * The order that is being written, kept in this window until it is saved or given up, so that a reload or a
 * look at another page loses nothing. One per person and starting point: the order begun on a customer's
 * page does not turn up on another customer's.
 */
import type { OrderDraft } from './order-draft.ts'

export interface KeptDraft {
  id: string
  draft: OrderDraft
}

export interface DraftKeeper {
  read: () => KeptDraft | undefined
  keep: (kept: KeptDraft) => void
  clear: () => void
}

/** `customerId` is the customer whose page the order was begun on, if any. */
export function draftKeeper(storage: Storage, personId: string, customerId: string | undefined): DraftKeeper {
  const key = `satchel.order-draft.${personId}.${customerId ?? ''}`
  return {
    read() {
      const text = storage.getItem(key)
      return text === null ? undefined : (JSON.parse(text) as KeptDraft)
    },
    keep: (kept) => storage.setItem(key, JSON.stringify(kept)),
    clear: () => storage.removeItem(key),
  }
}
