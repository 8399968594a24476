import { order } from '../../../shared/entities/order.ts'
import type { Order } from '../../../shared/entities/order.ts'
import { ToneBadge } from '../../ui/tone-badge.tsx'

export function OrderStatus({ status }: { status: Order['status'] }) {
  const option = order.fields.status.options?.find((candidate) => candidate.value === status)
  return <ToneBadge tone={option?.tone ?? 'neutral'}>{option?.label ?? status}</ToneBadge>
}
