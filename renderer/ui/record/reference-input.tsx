/** Chooses a record of another collection by a word of its name, among those on this device. */
import { t } from '@lingui/core/macro'
import { Select } from '@mantine/core'
import type { SelectProps } from '@mantine/core'
import { useMemo } from 'react'
import { entityOf } from '../../../shared/entities/index.ts'
import type { AnyDocument, CollectionName } from '../../../shared/entities/index.ts'
import { useRecords } from '../../data/index.ts'
import { fold } from '../../../shared/lists/fold.ts'
import { elsewhere } from './field-text.ts'
import { compareNames } from '../format.ts'

interface ReferenceInputProps extends Omit<
  SelectProps,
  'data' | 'value' | 'onChange' | 'filter' | 'searchable'
> {
  collection: CollectionName
  /** The id; empty for none. */
  value: string
  onChange: (id: string) => void
  /** Which records may be chosen; the current one always stays. */
  allows?: ((record: AnyDocument) => boolean) | undefined
}

/** Shown at once; typing narrows them. */
const shown = 60

export function ReferenceInput({
  collection,
  value,
  onChange,
  allows,
  required,
  ...input
}: ReferenceInputProps) {
  const { records } = useRecords(collection)
  const options = useMemo(() => {
    const { title } = entityOf(collection)
    const list = (records as readonly AnyDocument[])
      .filter((record) => record.id === value || (isLive(record) && (!allows || allows(record))))
      .map((record) => ({ value: record.id, label: title(record) }))
      .sort((a, b) => compareNames(a.label, b.label))
    // The chosen record may have left this device: it is kept, and said so.
    if (value !== '' && !list.some((option) => option.value === value))
      list.unshift({ value, label: elsewhere() })
    return list
  }, [collection, records, value, allows])
  return (
    <Select
      {...input}
      data={options}
      value={value === '' ? null : value}
      onChange={(id) => onChange(id ?? '')}
      searchable
      limit={shown}
      clearable={!required}
      allowDeselect={!required}
      clearButtonProps={{ 'aria-label': t`Clear` }}
      nothingFoundMessage={t`Nothing found`}
      filter={({ options: all, search, limit }) => {
        const words = fold(search).split(/\s+/).filter(Boolean)
        return all
          .filter((option) => 'label' in option && words.every((word) => fold(option.label).includes(word)))
          .slice(0, limit)
      }}
    />
  )
}

/** A colleague who left, or a shared document that is no team, is nobody to choose. */
const isLive = (record: AnyDocument) =>
  record['active'] !== false && (record['kind'] === undefined || record['kind'] === 'team')
