/** A company that sells: a real server, a product range with stock, customers, and reps on their devices. */
import { v7 as uuidv7 } from 'uuid'
import type { DocumentStore } from '../../sync-server/store/document-store.ts'
import { createEmbeddedStore } from '../../sync-server/store/embedded.ts'
import { aDocument } from './a-document.ts'
import { startServer } from './start-server.ts'
import type { TestDevice, TestServer } from './start-server.ts'

export interface Shop {
  server: TestServer
  store: DocumentStore
  admin: TestDevice
  rep: TestDevice
  teamId: string
  customerId: string
  productIds: string[]
  close(): Promise<void>
}

export async function openShop(options: {
  /** Units in stock of each product. */
  stock: readonly number[]
  store?: DocumentStore
  takesUpCalls?: boolean
}): Promise<Shop> {
  const store = options.store ?? createEmbeddedStore({ folder: ':memory:' })
  const server = await startServer({
    store,
    ...(options.takesUpCalls !== undefined && { takesUpCalls: options.takesUpCalls }),
  })
  const teamId = await server.createTeam('North')
  const admin = await server.join({ role: 'admin' })
  const rep = await server.join({ role: 'sales_rep', teamIds: [teamId] })
  const productIds = options.stock.map(() => uuidv7())
  await admin.push(
    'products',
    ...productIds.map((id, index) => [aDocument('products', { id, name: `Product ${index}` })] as const),
  )
  const items = options.stock.flatMap((quantity, index) =>
    quantity > 0 ? [{ productId: productIds[index] ?? '', quantity }] : [],
  )
  if (items.length > 0) await callOf(admin, 'receive_stock', { items })
  const customerId = uuidv7()
  await rep.save('customers', aDocument('customers', { id: customerId, ownerId: rep.user.id, teamId }))
  return {
    server,
    store,
    admin,
    rep,
    teamId,
    customerId,
    productIds,
    async close() {
      await server.close()
      if (!options.store) await store.close()
    },
  }
}

export interface CallAnswer {
  id: string
  status: string
  result?: Record<string, unknown> & { message: string }
  error?: { code: string; message: string; field?: string }
}

/** Calls a procedure over HTTP. */
export async function callOf(
  device: TestDevice,
  name: string,
  input: Record<string, unknown>,
  id?: string,
): Promise<CallAnswer> {
  const answer = await device.call<CallAnswer>('POST', `/procedures/${name}`, { ...(id && { id }), input })
  if (answer.status !== 200) throw new Error(`${name} answered ${answer.status}: ${answer.text}`)
  return answer.body
}

/** An order of these quantities, not yet pushed. */
export function orderOf(
  shop: Pick<Shop, 'customerId'>,
  items: readonly (readonly [productId: string, quantity: number])[],
  changes: Record<string, unknown> = {},
) {
  return aDocument('orders', {
    id: uuidv7(),
    customerId: shop.customerId,
    status: 'submitted',
    lines: items.map(([productId, quantity]) => ({
      id: uuidv7(),
      productId,
      description: 'Chai',
      quantity,
      unitPrice: 1800,
      discount: 0,
      taxRate: 0,
    })),
    ...changes,
  })
}
