/** Chooses several records of a collection by a word of their names, among those on this device. */
import { t } from '@lingui/core/macro'
import { MultiSelect } from '@mantine/core'
import type { MultiSelectProps } from '@mantine/core'
import { useMemo, useState } from 'react'
import { entityOf } from '../../../shared/entities/index.ts'
import type { AnyDocument, CollectionName } from '../../../shared/entities/index.ts'
import { fold } from '../../../shared/lists/fold.ts'
import type { ListView } from '../../../shared/lists/list-view.ts'
import { useNameOf, useView } from '../../data/index.ts'
import { elsewhere } from './field-text.ts'

interface RecordsSelectProps extends Omit<
  MultiSelectProps,
  'data' | 'filter' | 'searchable' | 'searchValue' | 'onSearchChange'
> {
  collection: CollectionName
  value: string[]
}

/** Shown at once; typing narrows them. */
const shown = { offset: 0, limit: 60 }

export function RecordsSelect({ collection, value, ...input }: RecordsSelectProps) {
  const nameOf = useNameOf()
  const [typed, setTyped] = useState('')
  const words = fold(typed.trim())
  const view = useMemo<ListView>(
    () => ({
      list: collection,
      ...(words !== '' && {
        where: words
          .split(/\s+/)
          .map((word) => ({ column: 'title', is: 'containing' as const, value: word })),
      }),
      sort: [{ by: 'title' }],
    }),
    [collection, words],
  )
  const { rows, loading } = useView(view, shown)
  const { title } = entityOf(collection)
  const found = (rows as readonly unknown[] as readonly AnyDocument[])
    .filter((record) => record['active'] !== false && !value.includes(record.id))
    .map((record) => ({ value: record.id, label: title(record as never) }))
  // What was chosen may have left this device: it is kept, and said so.
  const chosen = value.map((id) => ({ value: id, label: nameOf(collection, id) ?? elsewhere() }))
  return (
    <MultiSelect
      {...input}
      data={[...chosen, ...found]}
      value={value}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      hidePickedOptions
      filter={({ options }) => options}
      nothingFoundMessage={loading ? undefined : t`Nothing found`}
    />
  )
}
