/** The inputs of an object inside a record, such as an address: a group with its own heading. */
import { Fieldset, SimpleGrid } from '@mantine/core'
import type { Draft } from './draft-values.ts'
import { FieldInput } from './field-input.tsx'
import type { FieldInputProps } from './field-input.tsx'
import { word } from '../../words/say.ts'

export function ObjectInput(props: FieldInputProps) {
  const { field, path, value, onChange } = props
  const draft = value as Draft
  return (
    <Fieldset legend={word(field.label)}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="sm">
        {Object.entries(field.fields ?? {}).map(([name, part]) => (
          <FieldInput
            {...props}
            key={name}
            field={part}
            marked={false}
            path={`${path}.${name}`}
            value={draft[name]}
            onChange={(next) => onChange({ ...draft, [name]: next })}
          />
        ))}
      </SimpleGrid>
    </Fieldset>
  )
}
