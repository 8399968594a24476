/**
 * Sentences with the name of a kind of record in them. Where a language bends words by gender, a sentence put
 * together of parts would be wrong: what stands on every screen is written out for each kind.
 */
import { t } from '@lingui/core/macro'
import { entityOf } from '../../shared/entities/index.ts'
import type { CollectionName } from '../../shared/entities/index.ts'
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

/** On the button that makes one: "New customer". */
export function newRecord(collection: CollectionName): string {
  switch (collection) {
    case 'customers':
      return t`New customer`
    case 'leads':
      return t`New lead`
    case 'orders':
      return t`New order`
    case 'interactions':
      return t`New interaction`
    case 'tasks':
      return t`New task`
    case 'cases':
      return t`New case`
    case 'products':
      return t`New product`
    case 'priceLists':
      return t`New price list`
    case 'salesReps':
      return t`New sales representative`
    default:
      return t`New ${{ one: oneInSentence(collection) }}`
  }
}

/** Where a list is empty, without a full stop: "No customers yet". */
export function noneYet(collection: CollectionName): string {
  switch (collection) {
    case 'customers':
      return t`No customers yet`
    case 'leads':
      return t`No leads yet`
    case 'orders':
      return t`No orders yet`
    case 'interactions':
      return t`No interactions yet`
    case 'tasks':
      return t`No tasks yet`
    case 'cases':
      return t`No cases yet`
    case 'products':
      return t`No products yet`
    case 'priceLists':
      return t`No price lists yet`
    case 'salesReps':
      return t`No sales representatives yet`
    default:
      return t`No ${{ many: manyInSentence(collection) }} yet`
  }
}

/** What kind of change of what kind of record: "Changed customer". */
export function changeWords(kind: 'create' | 'update' | 'delete', collection: CollectionName): string {
  if (kind === 'create') return newRecord(collection)
  const one = oneInSentence(collection)
  return kind === 'update' ? t`Changed ${one}` : t`Deleted ${one}`
}
