/** Above a table: the box that filters it, its choices, what else arranges it, and how many rows are left. */
import { t } from '@lingui/core/macro'
import { CloseButton, Group, Select, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { memo, useRef } from 'react'
import type { ReactNode } from 'react'
import { inSentence } from '../words/entity-words.ts'
import { formatNumber } from './format.ts'
import { usePageKeys } from './page-keys.ts'
import { usePreferences } from './preferences.ts'
import { anyChoice } from './table-columns.ts'
import { isNarrowed, useTables, useTableState } from './table-state.ts'

interface FiltersProps {
  label: string
  stateKey: string
  filters: readonly Choice[] | undefined
  tools: ReactNode
  /** Rows that match. */
  total: number
  /** Rows before anything was filtered. */
  all: number | undefined
}

interface Choice {
  id: string
  label: string
  options: readonly { value: string; label: string }[]
}

/** Mod+F goes to the box. Keep what is handed to it stable: a change of one row does not draw it. */
export const DataTableFilters = memo(function Filters({
  label,
  stateKey,
  filters,
  tools,
  total,
  all,
}: FiltersProps) {
  const state = useTableState(stateKey)
  const change = useTables((tables) => tables.change)
  const density = usePreferences((preferences) => preferences.density)
  const box = useRef<HTMLInputElement>(null)
  usePageKeys([['mod+F', () => box.current?.focus()]])
  const size = density === 'desk' ? 'xs' : 'sm'
  return (
    <Group gap="xs" pb="xs" wrap="wrap" data-print="never">
      <TextInput
        ref={box}
        aria-label={t`Filter ${{ list: inSentence(label) }}`}
        placeholder={t`Filter`}
        size={size}
        w={240}
        value={state.text}
        onChange={(event) => change(stateKey, { text: event.currentTarget.value, scroll: 0 })}
        leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
        rightSection={
          state.text ? (
            <CloseButton
              size="sm"
              aria-label={t`Clear the filter text`}
              onClick={() => change(stateKey, { text: '' })}
            />
          ) : null
        }
      />
      {filters?.map((filter) => (
        <Select
          key={filter.id}
          aria-label={filter.label}
          size={size}
          w={180}
          allowDeselect={false}
          // The options are drawn when they are looked at, not with every list.
          comboboxProps={{ keepMounted: false }}
          value={state.choices[filter.id] ?? anyChoice}
          data={[{ value: anyChoice, label: t`${{ filter: filter.label }}: any` }, ...filter.options]}
          onChange={(value) =>
            change(stateKey, { choices: { ...state.choices, [filter.id]: value ?? anyChoice }, scroll: 0 })
          }
        />
      ))}
      {tools}
      <Text size="sm" c="dimmed" ms="auto" role="status">
        {isNarrowed(state)
          ? t`${{ shown: formatNumber(total) }} of ${{ all: formatNumber(all ?? total) }}`
          : ''}
      </Text>
    </Group>
  )
})
