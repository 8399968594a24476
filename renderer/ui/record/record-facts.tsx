/** The facts of a record: those that have a value, the first eight at once. */
import { t } from '@lingui/core/macro'
import { Button, Stack } from '@mantine/core'
import { useState } from 'react'
import { entityOf } from '../../../shared/entities/index.ts'
import type { CollectionName, DocumentIn } from '../../../shared/entities/index.ts'
import { FieldList } from '../field-list.tsx'
import { FieldValue } from './field-value.tsx'
import { referencedBy, useReferenceNames } from './use-reference-names.ts'
import { word } from '../../words/say.ts'

interface RecordFactsProps<C extends CollectionName> {
  collection: C
  record: DocumentIn<C>
  names: readonly (keyof DocumentIn<C> & string)[]
  /** Shown at first. */
  limit?: number
}

export function RecordFacts<C extends CollectionName>(props: RecordFactsProps<C>) {
  const { collection, record, names, limit = 8 } = props
  const entity = entityOf(collection)
  const nameOf = useReferenceNames(referencedBy(entity, names))
  const [all, setAll] = useState(false)
  const values = record as Record<string, unknown>
  const facts = names.flatMap((name) => {
    const field = entity.fields[name]
    const value = values[name]
    if (!field || value === undefined || value === '' || (Array.isArray(value) && value.length === 0))
      return []
    return [
      {
        label: word(field.label),
        value: <FieldValue field={field} value={value} document={values} nameOf={nameOf} />,
      },
    ]
  })
  return (
    <Stack gap="xs" align="flex-start">
      <FieldList facts={all ? facts : facts.slice(0, limit)} />
      {facts.length > limit && (
        <Button variant="subtle" size="compact-sm" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t`Less` : t`More`}
        </Button>
      )}
    </Stack>
  )
}
