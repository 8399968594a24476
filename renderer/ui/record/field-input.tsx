/** The input of a field, chosen by the field's kind. Names and errors come from the form, by path. */
import { t } from '@lingui/core/macro'
import { Checkbox, NumberInput, Select, TagsInput, TextInput, Textarea } from '@mantine/core'
import { TimeInput } from '@mantine/dates'
import type { Field } from '../../../shared/entities/fields.ts'
import type { AnyDocument, CollectionName } from '../../../shared/entities/index.ts'
import { DayInput, MomentInput } from '../date-input.tsx'
import { separators } from '../format.ts'
import { OptionalLabel } from '../optional-label.tsx'
import { ListInput } from './list-input.tsx'
import { MoneyFieldInput } from './money-field-input.tsx'
import { ObjectInput } from './object-input.tsx'
import { plainWords } from './plain-words.ts'
import { ReferenceInput } from './reference-input.tsx'
import { inSentence } from '../../words/entity-words.ts'
import { word } from '../../words/say.ts'

export interface FieldInputProps {
  field: Field
  /** Where it lies in the form: `contacts.0.email`. */
  path: string
  value: unknown
  onChange: (value: unknown) => void
  onBlur: (path: string) => void
  /** The problem at a path of the form. */
  problemAt: (path: string) => string | undefined
  /** Says "optional" beside the label; not inside a group where everything is. */
  marked?: boolean
  /** Which records may be chosen for a reference. */
  allows?: ((record: AnyDocument) => boolean) | undefined
  /** The currency of amounts that name none. */
  currency: string
}

export function FieldInput(props: FieldInputProps) {
  const { field, path, value, onChange, onBlur, problemAt } = props
  const label = word(field.label)
  const isMarked = (props.marked ?? true) && !field.required && field.kind !== 'boolean'
  const common = {
    name: path,
    label: isMarked ? <OptionalLabel label={label} /> : label,
    description: field.help && word(field.help),
    error: problemAt(path),
    onBlur: () => onBlur(path),
    'aria-required': field.required || undefined,
  }
  const text = plainWords(value)
  const typed = { ...common, value: text, autoComplete: 'off', 'data-1p-ignore': true }
  switch (field.kind) {
    case 'multiline':
      return (
        <Textarea
          {...typed}
          autosize
          minRows={3}
          maxRows={14}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    case 'text':
    case 'currency':
      return <TextInput {...typed} onChange={(event) => onChange(event.currentTarget.value)} />
    case 'email':
      return (
        <TextInput
          {...typed}
          type="email"
          inputMode="email"
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    case 'phone':
      return <TextInput {...typed} type="tel" onChange={(event) => onChange(event.currentTarget.value)} />
    case 'url':
      return (
        <TextInput {...typed} inputMode="url" onChange={(event) => onChange(event.currentTarget.value)} />
      )
    case 'integer':
      return (
        <NumberInput
          {...common}
          hideControls
          allowDecimal={false}
          thousandSeparator={separators().group}
          decimalSeparator={separators().decimal}
          value={value === '' ? '' : Number(value)}
          onChange={(next) => onChange(next === '' ? '' : Number(next))}
        />
      )
    case 'basisPoints':
      return (
        <NumberInput
          {...common}
          hideControls
          decimalScale={2}
          suffix=" %"
          decimalSeparator={separators().decimal}
          value={value === '' ? '' : Number(value) / 100}
          onChange={(next) => onChange(next === '' ? '' : Math.round(Number(next) * 100))}
        />
      )
    case 'money':
    case 'minorUnits':
      return <MoneyFieldInput {...props} common={common} />
    case 'choice':
      return (
        <Select
          {...common}
          data={(field.options ?? []).map((option) => ({ value: option.value, label: word(option.label) }))}
          value={text === '' ? null : text}
          allowDeselect={!field.required}
          clearable={!field.required}
          clearButtonProps={{ 'aria-label': t`Clear ${{ field: inSentence(label) }}` }}
          onChange={(next) => onChange(next ?? '')}
        />
      )
    case 'date':
      return <DayInput {...common} value={text || undefined} onChange={(day) => onChange(day ?? '')} />
    case 'time':
      return <TimeInput {...common} value={text} onChange={(event) => onChange(event.currentTarget.value)} />
    case 'instant':
      return (
        <MomentInput {...common} value={text || undefined} onChange={(moment) => onChange(moment ?? '')} />
      )
    case 'reference':
      return (
        <ReferenceInput
          {...common}
          collection={field.to as CollectionName}
          value={text}
          onChange={onChange}
          required={field.required}
          allows={props.allows}
        />
      )
    case 'boolean':
      return (
        <Checkbox
          {...common}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      )
    case 'tags':
      return <TagsInput {...common} value={value as string[]} onChange={onChange} maxTags={30} />
    case 'object':
      return <ObjectInput {...props} />
    case 'list':
      return <ListInput {...props} />
    case 'value':
      return null
    default:
      return field.kind satisfies never
  }
}
