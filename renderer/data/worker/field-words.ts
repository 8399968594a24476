/** Says in the words of a form what the schema found wrong with a field. */
import type { FieldError } from '../../../shared/entities/define-entity.ts'
import type { Field, FieldKind, Fields } from '../../../shared/entities/fields.ts'
import { entityOf } from '../../../shared/entities/index.ts'
import type { CollectionName } from '../../../shared/entities/index.ts'
import { said, sentence } from '../../../shared/phrase.ts'

export function inWords(collection: CollectionName, errors: readonly FieldError[]): FieldError[] {
  const { fields } = entityOf(collection)
  return errors.map((error) => ({ field: error.field, ...inSentence(fieldAt(fields, error.field), error) }))
}

/** `lines.2.quantity` is the field `quantity` of the list `lines`. */
function fieldAt(fields: Fields | undefined, path: string): Field | undefined {
  const [name = '', ...rest] = path.split('.').filter((part) => !/^\d+$/.test(part))
  const field = fields?.[name]
  return rest.length > 0 && field?.fields ? fieldAt(field.fields, rest.join('.')) : field
}

const shapes: Partial<Record<FieldKind, string>> = {
  email: sentence('Enter an email address, such as name@example.com'),
  date: sentence('Enter a day'),
  time: sentence('Enter a time, such as 14:30'),
  instant: sentence('Enter a day and a time'),
  integer: sentence('Enter a whole number'),
  basisPoints: sentence('Enter a share between 0 and 100 %'),
  money: sentence('Enter an amount'),
  minorUnits: sentence('Enter an amount'),
  currency: sentence('Enter a currency of three letters, such as USD'),
  choice: sentence('Choose one of the list'),
  reference: sentence('Choose one of the list'),
}

/** Sentences that rules wrote already are kept; what a schema says starts with `must`. */
function inSentence(field: Field | undefined, { message, phrase }: FieldError): Omit<FieldError, 'field'> {
  if (message === 'is required') return isRequired(field)
  if (message === 'is not a day of the calendar') return { message: sentence('This day does not exist') }
  if (!message.startsWith('must')) return { message, ...(phrase && { phrase }) }
  const most = /must not have more than (\d+) characters/.exec(message)
  if (most) return said('Use at most {most} characters', { most: Number(most[1]) })
  if (/must not have fewer than 1 characters/.test(message)) return isRequired(field)
  const many = /must not have more than (\d+) items/.exec(message)
  if (many) return said('At most {many} are possible', { many: Number(many[1]) })
  const bound = /must be (>=|<=) (-?[\d.]+)/.exec(message)
  if (bound)
    return bound[1] === '>='
      ? said('Enter at least {least}', { least: Number(bound[2]) })
      : said('Enter at most {most}', { most: Number(bound[2]) })
  const shape = field && shapes[field.kind]
  return shape ? { message: shape } : said('Check this field: it {problem}', { problem: message })
}

const isRequired = (field: Field | undefined) =>
  field
    ? said('{field} is required', { field: { text: field.label } })
    : { message: sentence('This is required') }
