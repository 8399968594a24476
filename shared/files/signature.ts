/**
 * What a customer signs, as one exact text: the order's own content (customer, lines, prices, taxes, freight,
 * delivery) and its totals. The text is the same on every device; its SHA-256 is what a signature is bound to.
 * What the office adds later (number, state, stock) is not part of it; any change of the content is.
 */
import type { Customer } from '../entities/customer.ts'
import type { Fields } from '../entities/fields.ts'
import { order as entity } from '../entities/order.ts'
import type { Order } from '../entities/order.ts'
import { commonFields } from '../entities/define-entity.ts'
import { orderTotals } from '../money.ts'

/** Fields of an order that are for colleagues, or say where it stands. */
const notSigned = new Set([
  ...Object.keys(commonFields),
  'status',
  'notes',
  'cancelReason',
  'provisionalNumber',
])

/** The canonical JSON of what is signed: keys sorted, nothing absent, no white space. */
export function signedText(order: Order, customer: Pick<Customer, 'id' | 'name'> | undefined): string {
  return canonical({
    order: order.id,
    customer: { id: order.customerId, name: customer?.name },
    content: signedPart(entity.fields, order, notSigned),
    totals: orderTotals(order),
  })
}

/** What people set; ids of lines, which mean nothing to them, are left out. */
function signedPart(
  fields: Fields,
  value: Record<string, unknown>,
  without: ReadonlySet<string>,
): Record<string, unknown> {
  const part: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(fields)) {
    const own = value[name]
    if (own === undefined || without.has(name) || field.setBy !== 'person') continue
    const { fields: inside } = field
    if (field.kind === 'list' && inside)
      part[name] = (own as Record<string, unknown>[]).map((item) => signedPart(inside, item, lineIds))
    else if (field.kind === 'object' && inside)
      part[name] = signedPart(inside, own as Record<string, unknown>, nothing)
    else part[name] = own
  }
  return part
}

const lineIds = new Set(['id'])
const nothing = new Set<string>()

/** JSON of a value with sorted keys; absent fields are left out. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value)
    .filter(([, inside]) => inside !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inside]) => `${JSON.stringify(key)}:${canonical(inside)}`)
  return `{${entries.join(',')}}`
}
