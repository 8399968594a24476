/**
 * A field's value in words, and as what it is sorted by. Driven by the field's kind alone, so that a new
 * field of any entity reads well everywhere at once.
 */
import { t } from '@lingui/core/macro'
import type { Field } from '../../../shared/entities/fields.ts'
import type { CollectionName } from '../../../shared/entities/index.ts'
import type { Money } from '../../../shared/money.ts'
import { locationFields, placeOf } from '../../../shared/location.ts'
import type { Place } from '../../../shared/location.ts'
import { plainWords } from './plain-words.ts'
import {
  formatDate,
  formatInstant,
  formatMoney,
  formatNumber,
  formatPlace,
  formatShare,
  formatTime,
} from '../format.ts'
import { word } from '../../words/say.ts'

/** The name of a record on this device; undefined when the device does not have it. */
export type NameOf = (collection: CollectionName, id: string) => string | undefined

/** A record that is referred to, but is not on this device. */
export const elsewhere = () => t`Not in your book`

const noNames: NameOf = () => undefined

/** Empty for an absent value. `document` gives a currency to amounts that have none of their own. */
export function fieldText(
  field: Field,
  value: unknown,
  document: Readonly<Record<string, unknown>> = {},
  nameOf: NameOf = noNames,
): string {
  if (value === undefined || value === null) return ''
  switch (field.kind) {
    case 'choice':
      return optionText(field, value)
    case 'reference':
      return nameOf(field.to as CollectionName, plainWords(value)) ?? elsewhere()
    case 'date':
      return formatDate(plainWords(value))
    case 'time':
      return formatTime(plainWords(value))
    case 'instant':
      return formatInstant(plainWords(value))
    case 'integer':
      return formatNumber(Number(value))
    case 'basisPoints':
      return formatShare(Number(value))
    case 'money':
      return formatMoney(value as Money)
    case 'minorUnits':
      return formatMoney({ amount: Number(value), currency: plainWords(document['currency']) || 'USD' })
    case 'boolean':
      return value === true ? t`Yes` : t`No`
    case 'tags':
      return (value as string[]).join(', ')
    case 'object':
      return isPlace(field, value)
        ? formatPlace(placeOf(value))
        : objectText(field, value as Record<string, unknown>)
    case 'list':
      return formatNumber((value as unknown[]).length)
    case 'value':
      return Array.isArray(value)
        ? value.map((id) => nameOf('settings', String(id)) ?? elsewhere()).join(', ')
        : typeof value === 'object' && 'view' in value
          ? t`How the list is arranged`
          : ''
    case 'text':
    case 'multiline':
    case 'email':
    case 'phone':
    case 'url':
    case 'currency':
      return plainWords(value)
    default:
      return field.kind satisfies never
  }
}

function optionText(field: Field, value: unknown): string {
  const option = field.options?.find((one) => one.value === value)
  return option ? word(option.label) : plainWords(value)
}

/** Where something is on a map, whole. */
export const isPlace = (field: Field, value: unknown): value is Place =>
  field.kind === 'object' &&
  field.fields === locationFields &&
  Number.isFinite((value as Partial<Place> | undefined)?.latitude) &&
  Number.isFinite((value as Partial<Place>).longitude)

/** The parts one under the other, as on an envelope; city and postal code share a line. */
function objectText(field: Field, value: Record<string, unknown>): string {
  const parts = Object.keys(field.fields ?? {}).filter(
    (name) => value[name] !== undefined && value[name] !== '',
  )
  const lines: string[] = []
  for (const name of parts) {
    const part = String(value[name])
    if ((name === 'region' || name === 'postalCode') && lines.length > 0 && parts.includes('city'))
      lines.push(`${lines.pop()}, ${part}`)
    else lines.push(part)
  }
  return lines.join('\n')
}

export function sortValue(
  field: Field,
  value: unknown,
  nameOf: NameOf = noNames,
): string | number | boolean | undefined {
  if (value === undefined || value === null) return undefined
  switch (field.kind) {
    case 'money':
      return (value as Money).amount
    case 'integer':
    case 'minorUnits':
    case 'basisPoints':
      return Number(value)
    case 'boolean':
      return value === true
    case 'date':
    case 'instant':
      return plainWords(value)
    case 'list':
      return (value as unknown[]).length
    case 'choice':
      // In the order of the options: a lead's stages are no alphabet.
      return field.options?.findIndex((option) => option.value === value) ?? 0
    default:
      return fieldText(field, value, {}, nameOf)
  }
}
