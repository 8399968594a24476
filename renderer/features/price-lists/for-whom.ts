/** Whom a price list is for, in words. */
import { plural, t } from '@lingui/core/macro'
import type { PriceList } from '../../../shared/entities/price-list.ts'

export function forWhom({ customerIds = [], customerTags = [] }: PriceList): string {
  const some = plural(customerIds.length, { one: '# customer', other: '# customers' })
  const tagged = customerTags.join(', ')
  if (customerIds.length > 0) return tagged === '' ? some : t`${some}, and with the tag ${tagged}`
  return tagged === '' ? t`Everybody` : t`With the tag ${tagged}`
}
