/**
 * Sentences with the name of a kind of record in them. Where a language bends words by gender, a sentence put
 * together of parts would be wrong: what stands on every screen is written out for each kind.
 */
import { t } from '@lingui/core/macro'
import { entityOf } from '../../shared/entities/index.ts'
import type { CollectionName } from '../../shared/entities/index.ts'
import { perLanguage } from './per-language.ts'
import { word } from './say.ts'

/** "Customer" */
export const nameOfOne = (collection: CollectionName): string => word(entityOf(collection).label.one)

/** "Customers" */
export const nameOfMany = (collection: CollectionName): string => word(entityOf(collection).label.many)

/**
 * A noun as it stands inside a sentence: small, or with its capital where the language keeps it. The translator
 * decides: the words of this message are `lower` or `kept`.
 */
export function inSentence(noun: string): string {
  const nouns = t({
    message: 'lower',
    context: 'nouns inside a sentence',
    comment: 'Not shown. Translate as "kept" where nouns keep their capital (German), else as "lower".',
  })
  // SKU stays SKU.
  const isAcronym = /^\p{Lu}\p{Lu}/u.test(noun)
  return nouns === 'kept' || isAcronym ? noun : noun.charAt(0).toLowerCase() + noun.slice(1)
}

export const oneInSentence = (collection: CollectionName): string => inSentence(nameOfOne(collection))
export const manyInSentence = (collection: CollectionName): string => inSentence(nameOfMany(collection))

/** What stands on every screen, by kind; other kinds are put together of parts. */
const written = perLanguage((): Partial<Record<CollectionName, { newOne: string; noneYet: string }>> => ({
  customers: { newOne: t`New customer`, noneYet: t`No customers yet` },
  leads: { newOne: t`New lead`, noneYet: t`No leads yet` },
  orders: { newOne: t`New order`, noneYet: t`No orders yet` },
  interactions: { newOne: t`New interaction`, noneYet: t`No interactions yet` },
  tasks: { newOne: t`New task`, noneYet: t`No tasks yet` },
  cases: { newOne: t`New case`, noneYet: t`No cases yet` },
  products: { newOne: t`New product`, noneYet: t`No products yet` },
  priceLists: { newOne: t`New price list`, noneYet: t`No price lists yet` },
  salesReps: { newOne: t`New sales representative`, noneYet: t`No sales representatives yet` },
}))

/** On the button that makes one: "New customer". */
export const newRecord = (collection: CollectionName): string =>
  written()[collection]?.newOne ?? t`New ${{ one: oneInSentence(collection) }}`

/** Where a list is empty, without a full stop: "No customers yet". */
export const noneYet = (collection: CollectionName): string =>
  written()[collection]?.noneYet ?? t`No ${{ many: manyInSentence(collection) }} yet`

/** What kind of change of what kind of record: "Changed customer". */
export function changeWords(kind: 'create' | 'update' | 'delete', collection: CollectionName): string {
  if (kind === 'create') return newRecord(collection)
  const one = oneInSentence(collection)
  return kind === 'update' ? t`Changed ${one}` : t`Deleted ${one}`
}
