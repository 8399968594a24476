/** Units that orders wait for, by product. Only the orders that wait are read, and few do. */
import { useMemo } from 'react'
import type { Order } from '../../../shared/entities/order.ts'
import type { ListView } from '../../../shared/lists/list-view.ts'
import { useView } from '../../data/index.ts'
import { waitingUnits } from './reorder.ts'

const waitingOrders: ListView = {
  list: 'orders',
  where: [{ column: 'waiting', is: 'after', value: 0 }],
  sort: [{ by: 'orderDate' }],
}
/** The longest waiting ones; more of them cannot be looked through by anybody. */
const most = { offset: 0, limit: 2_000 }

export function useWaitingUnits(): ReadonlyMap<string, number> {
  const { rows } = useView(waitingOrders, most)
  return useMemo(() => waitingUnits(rows as readonly unknown[] as readonly Order[]), [rows])
}
