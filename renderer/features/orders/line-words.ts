/** Where the units of an order's item are, in words: "3 confirmed · 2 waiting for stock". */
import type { Order, OrderLine } from '../../../shared/entities/order.ts'
import { isOpenToEdits, lineState } from '../../../shared/order-lifecycle.ts'
import { formatNumber } from '../../ui/format.ts'

export interface LineWords {
  text: string
  /** Something of it is not to be had at present. */
  short: boolean
}

/** Undefined while there is nothing to say: the order was not placed, or it was written down elsewhere. */
export function lineWords(
  { status }: Pick<Order, 'status'>,
  line: OrderLine,
  locale?: string,
): LineWords | undefined {
  const { confirmed, backordered, fulfilled, returned, cancelled } = lineState(status, line)
  if (isOpenToEdits(status) || line.confirmed === undefined) return undefined
  const parts: [number, string][] = [
    [confirmed, 'confirmed'],
    [backordered, 'waiting for stock'],
    [fulfilled - returned, 'sent'],
    [returned, 'returned'],
    [cancelled, 'cancelled'],
  ]
  const said = parts.filter(([units]) => units > 0)
  // One word is enough where it holds for all of them.
  const [only] = said
  const text =
    said.length === 1 && only && only[0] === line.quantity
      ? only[1].replace(/^./, (letter) => letter.toUpperCase())
      : said.map(([units, word]) => `${formatNumber(units, locale)} ${word}`).join(' · ')
  return { text, short: backordered > 0 }
}
