/** Where the units of an order's item are, in words: "3 confirmed · 2 waiting for stock". */
import { t } from '@lingui/core/macro'
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
  // One word is enough where it holds for all of them.
  const parts: [units: number, all: string, some: (number: string) => string][] = [
    [confirmed, t`Confirmed`, (number) => t`${number} confirmed`],
    [backordered, t`Waiting for stock`, (number) => t`${number} waiting for stock`],
    [fulfilled - returned, t`Sent`, (number) => t`${number} sent`],
    [returned, t`Returned`, (number) => t`${number} returned`],
    [cancelled, t`Cancelled`, (number) => t`${number} cancelled`],
  ]
  const known = parts.filter(([units]) => units > 0)
  const [only] = known
  const text =
    known.length === 1 && only && only[0] === line.quantity
      ? only[1]
      : known.map(([units, , some]) => some(formatNumber(units, locale))).join(' · ')
  return { text, short: backordered > 0 }
}
