/** What a call asked for, in words: the names of records instead of their ids. */
import { t } from '@lingui/core/macro'
import type { Call } from '../../../shared/entities/call.ts'
import { procedureNamed } from '../../../shared/procedures/index.ts'
import type { Fact } from '../../ui/field-list.tsx'
import { elsewhere } from '../../ui/record/field-text.ts'
import type { NameOf } from '../../ui/record/field-text.ts'
import { formatDate, formatInstant, formatNumber } from '../../ui/format.ts'
import { word } from '../../words/say.ts'
import { inputFields, labelOf } from './input-fields.ts'
import type { InputField } from './input-fields.ts'

const mostNamed = 20

/** One fact for each part of the input; of a procedure that this version does not know, as it was sent. */
export function inputWords({ procedure, input }: Pick<Call, 'procedure' | 'input'>, nameOf: NameOf): Fact[] {
  const known = procedureNamed(procedure)
  const fields = known ? inputFields(known.input) : []
  return Object.entries(input).map(([name, value]) => {
    const field = fields.find((one) => one.name === name)
    return {
      label: word(field?.label ?? labelOf(name)),
      value: field ? wordsOf(field, value, nameOf) : plain(value),
    }
  })
}

function wordsOf(field: InputField, value: unknown, nameOf: NameOf): string {
  if (value === undefined || value === null) return ''
  switch (field.kind) {
    case 'record':
      return named(field, value, nameOf)
    case 'records': {
      const ids = Array.isArray(value) ? (value as unknown[]) : []
      const names = ids.slice(0, mostNamed).map((id) => named(field, id, nameOf))
      const more = ids.length - names.length
      const list = names.join(', ')
      return more > 0 ? t`${list}, and ${formatNumber(more)} more` : list
    }
    case 'choice':
      return word(field.options?.find((option) => option.value === value)?.label ?? plain(value))
    case 'boolean':
      return value === true ? t`Yes` : t`No`
    case 'integer':
      return formatNumber(Number(value))
    case 'date':
      return formatDate(plain(value))
    case 'instant':
      return formatInstant(plain(value))
    case 'object':
      return partsOf(field, value, nameOf)
    case 'list':
      return (Array.isArray(value) ? value : []).map((item) => partsOf(field, item, nameOf)).join('\n')
    default:
      return plain(value)
  }
}

const partsOf = (field: InputField, value: unknown, nameOf: NameOf): string =>
  (field.fields ?? [])
    .flatMap((part) => {
      const words = wordsOf(part, (value as Record<string, unknown>)[part.name], nameOf)
      return words === '' ? [] : [part.kind === 'record' ? words : `${word(part.label)} ${words}`]
    })
    .join(', ')

const named = (field: InputField, id: unknown, nameOf: NameOf) =>
  (field.collection && nameOf(field.collection, plain(id))) ?? elsewhere()

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
