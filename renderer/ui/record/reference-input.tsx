/** Chooses a record of another collection by a word of its name, among those on this device. */
import { t } from '@lingui/core/macro'
import { useCallback, useMemo, useState } from 'react'
import { entityOf } from '../../../shared/entities/index.ts'
import type { AnyDocument, CollectionName } from '../../../shared/entities/index.ts'
import type { ListView } from '../../../shared/lists/list-view.ts'
import { useNameOf, useView } from '../../data/index.ts'
import { fold } from '../../../shared/lists/fold.ts'
import { elsewhere } from './field-text.ts'
import { SearchSelect } from './search-select.tsx'
import type { SearchSelectProps } from './search-select.tsx'

interface ReferenceInputProps extends Omit<
  SearchSelectProps,
  'options' | 'isBehind' | 'isSearching' | 'typed' | 'onTyped' | 'value' | 'onChange'
> {
  collection: CollectionName
  /** The id; empty for none. */
  value: string
  onChange: (id: string) => void
  /** Which records may be chosen; the current one always stays. */
  allows?: ((record: AnyDocument) => boolean) | undefined
}

/** Shown at once; typing narrows them. More are asked for, because some of them may not be chosen. */
const shown = 60
const asked = 200

export function ReferenceInput({
  collection,
  value,
  onChange,
  allows,
  required,
  ...input
}: ReferenceInputProps) {
  const nameOf = useNameOf()
  const [typed, setTyped] = useState('')
  // The chosen record may have left this device: it is kept, and said so.
  const chosen = value === '' ? undefined : (nameOf(collection, value) ?? elsewhere())
  // Who opens the list on a chosen record looks for another one.
  const words = typed === chosen ? '' : fold(typed.trim())
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
  const { rows, loading, isBehind = false } = useView(view, { offset: 0, limit: asked })
  const options = useMemo(() => {
    const { title } = entityOf(collection)
    const list = (rows as readonly unknown[] as readonly AnyDocument[])
      .filter((record) => record.id !== value && isLive(record) && (!allows || allows(record)))
      .slice(0, shown)
      .map((record) => ({ value: record.id, label: title(record as never) }))
    return chosen === undefined ? list : [{ value, label: chosen }, ...list]
  }, [collection, rows, value, chosen, allows])
  const choose = useCallback((id: string | null) => onChange(id ?? ''), [onChange])
  return (
    <SearchSelect
      nothingFoundMessage={loading || isBehind ? undefined : t`Nothing found`}
      {...input}
      options={options}
      isBehind={loading || isBehind}
      isSearching={words !== ''}
      typed={typed}
      onTyped={setTyped}
      value={value === '' ? null : value}
      onChange={choose}
      clearable={!required}
      allowDeselect={!required}
      clearButtonProps={{ 'aria-label': t`Clear` }}
    />
  )
}

/** A colleague who left, or a shared document that is no team, is nobody to choose. */
const isLive = (record: AnyDocument) =>
  record['active'] !== false && (record['kind'] === undefined || record['kind'] === 'team')
