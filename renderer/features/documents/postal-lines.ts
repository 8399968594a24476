/** A postal address as lines on paper, without empty ones. */
import type { Order } from '../../../shared/entities/order.ts'

export type PostalAddress = Omit<NonNullable<Order['shipTo']>, 'name'>

export function postalLines(address: PostalAddress | undefined): string[] {
  if (!address) return []
  const { street, city, region, postalCode, country } = address
  const place = [postalCode, city].filter(Boolean).join(' ')
  return [street, place, region, country].map((line) => line?.trim() ?? '').filter((line) => line !== '')
}
