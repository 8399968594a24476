/** Says in the words of a form what the schema found wrong with a field. */
import type { FieldError } from '../../../shared/entities/define-entity.ts'
import type { Field, FieldKind, Fields } from '../../../shared/entities/fields.ts'
import { entityOf } from '../../../shared/entities/index.ts'
import type { CollectionName } from '../../../shared/entities/index.ts'

export function inWords(collection: CollectionName, errors: readonly FieldError[]): FieldError[] {
  const { fields } = entityOf(collection)
  return errors.map(({ field, message }) => ({ field, message: sentence(fieldAt(fields, field), message) }))
}

/** `lines.2.quantity` is the field `quantity` of the list `lines`. */
function fieldAt(fields: Fields | undefined, path: string): Field | undefined {
  const [name = '', ...rest] = path.split('.').filter((part) => !/^\d+$/.test(part))
  const field = fields?.[name]
  return rest.length > 0 && field?.fields ? fieldAt(field.fields, rest.join('.')) : field
}

const shapes: Partial<Record<FieldKind, string>> = {
  email: 'Enter an email address, such as name@example.com',
  date: 'Enter a day',
  time: 'Enter a time, such as 14:30',
  instant: 'Enter a day and a time',
  integer: 'Enter a whole number',
  basisPoints: 'Enter a share between 0 and 100 %',
  money: 'Enter an amount',
  minorUnits: 'Enter an amount',
  currency: 'Enter a currency of three letters, such as USD',
  choice: 'Choose one of the list',
  reference: 'Choose one of the list',
}

/** Sentences that rules wrote already are kept; what a schema says starts with `must`. */
function sentence(field: Field | undefined, message: string): string {
  if (message === 'is required') return field ? `${field.label} is required` : 'This is required'
  if (message === 'is not a day of the calendar') return 'This day does not exist'
  if (!message.startsWith('must')) return message
  const most = /must not have more than (\d+) characters/.exec(message)
  if (most) return `Use at most ${most[1]} characters`
  if (/must not have fewer than 1 characters/.test(message)) return `${field?.label ?? 'This'} is required`
  const many = /must not have more than (\d+) items/.exec(message)
  if (many) return `At most ${many[1]} are possible`
  if (/must be (>=|<=)/.test(message))
    return message.replace('must be >=', 'Enter at least').replace('must be <=', 'Enter at most')
  return (field && shapes[field.kind]) ?? `Check this field: it ${message}`
}
