/**
 * The order that is being typed and where it is kept: on this device, until it is saved or given up, so
 * that a reload, a look at another page or an empty battery loses nothing. What the screen fills in by itself is no draft.
 */
import { useEffect, useRef, useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import type { Order } from '../../../shared/entities/order.ts'
import { dayOf } from '../../ui/format.ts'
import { keptDraft } from '../../ui/record/kept-draft.ts'
import { draftOf, emptyLine, newDraft } from './order-draft.ts'
import type { OrderDraft } from './order-draft.ts'

interface KeptOrder {
  id: string
  draft: OrderDraft
}

/** `customerId` is the customer whose page a new order was begun on; it does not turn up on another's. */
export function useOrderDraft(personId: string, stored: Order | undefined, customerId: string | undefined) {
  const [keeper] = useState(() => keptDraft([personId, 'orders', stored?.id ?? `new ${customerId ?? ''}`]))
  const [kept, setKept] = useState(() => keeper.read() as KeptOrder | undefined)
  const fresh = (): OrderDraft => (stored ? draftOf(stored) : newDraft(dayOf(new Date()), '', uuidv7()))
  const [id] = useState(() => stored?.id ?? kept?.id ?? uuidv7())
  const [draft, setDraft] = useState(() => (kept ? completed(kept.draft) : fresh()))
  const [touched, setTouched] = useState(false)
  const ended = useRef(false)

  useEffect(() => {
    if (touched && !ended.current) keeper.keep({ id, draft })
  }, [draft, id, keeper, touched])
  useEffect(() => () => keeper.flush(), [keeper])

  return {
    /** Of the order, known before it is saved. */
    id,
    draft,
    /** What was typed here before was found again. */
    isRestored: kept !== undefined,
    /** The person changed something. */
    change(update: (before: OrderDraft) => OrderDraft) {
      setTouched(true)
      setDraft(update)
    },
    /** The screen fills something in. */
    fillIn: setDraft,
    startOver() {
      keeper.clear()
      setKept(undefined)
      setTouched(false)
      setDraft(fresh())
    },
    /** Saved or given up: nothing is kept any longer. */
    end() {
      ended.current = true
      keeper.clear()
    },
  }
}

/** A draft that an earlier version of the app kept has not everything yet. */
const completed = (kept: OrderDraft): OrderDraft => ({
  ...newDraft('', '', ''),
  ...kept,
  lines: kept.lines.map((line) => ({ ...emptyLine(line.id), ...line })),
})
