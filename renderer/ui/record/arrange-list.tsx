/**
 * Everything that arranges a list, in a drawer beside it: conditions, order, groups and columns. Each choice
 * shows in the list at once; what is worth keeping is saved as a view.
 */
import { t } from '@lingui/core/macro'
import { ActionIcon, Button, Checkbox, Drawer, Group, Select, Stack, Text, Title } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react'
import { columnOf } from '../../../shared/lists/list-columns.ts'
import type { ListName } from '../../../shared/lists/list-columns.ts'
import { dayOf } from '../format.ts'
import { sortingOf, useTables, useTableState } from '../table-state.ts'
import type { Sorting } from '../table-state.ts'
import { ConditionInput } from './condition-input.tsx'
import { columnLabel, offeredColumns } from './view-columns.ts'
import { askedOf, testFor } from './view-conditions.ts'

interface ArrangeListProps {
  list: ListName
  stateKey: string
  initialSorting: Sorting | undefined
  /** Of the columns that are shown now, the name first. */
  shown: readonly { id: string; header: string }[]
  onClose: () => void
}

export function ArrangeList({ list, stateKey, initialSorting, shown, onClose }: ArrangeListProps) {
  const state = useTableState(stateKey)
  const change = useTables((tables) => tables.change)
  const offered = offeredColumns(list).map((column) => ({
    value: column.name,
    label: columnLabel(list, column),
  }))
  const where = state.where ?? []
  const sorting = sortingOf(state, initialSorting)
  const labelOf = (id: string) =>
    shown.find((column) => column.id === id)?.header ?? offered.find(({ value }) => value === id)?.label ?? id
  const setSorting = (next: readonly Sorting[]) => change(stateKey, { sorting: [...next], scroll: 0 })
  const setColumns = (ids: readonly string[]) => change(stateKey, { columns: ids })
  const [title, ...chosen] = shown.map(({ id }) => id)
  const withTitle = (ids: readonly string[]) => (title === undefined ? ids : [title, ...ids])
  /** An amount is hardly ever twice the same. */
  const isAmount = (name: string) => columnOf(list, name)?.kind === 'amount'
  const addCondition = () => {
    const column = columnOf(list, 'status') ?? offeredColumns(list)[0]
    const asked = column && askedOf(column)[0]
    if (column && asked)
      change(stateKey, { where: [...where, testFor(column, asked, dayOf(new Date()))], scroll: 0 })
  }
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={480}
      title={t`Arrange the list`}
      overlayProps={{ backgroundOpacity: 0.1 }}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <Stack gap="lg">
        <section>
          <Title order={3} size="h5" mb="xs">{t`Conditions`}</Title>
          <Stack gap="sm">
            {where.map((condition, place) => (
              <ConditionInput
                // oxlint-disable-next-line react/no-array-index-key -- a condition is its place
                key={place}
                list={list}
                condition={condition}
                onChange={(next) => change(stateKey, { where: where.with(place, next), scroll: 0 })}
                onRemove={() => change(stateKey, { where: where.toSpliced(place, 1), scroll: 0 })}
              />
            ))}
            {where.length === 0 && (
              <Text size="sm" c="dimmed">{t`Every record is shown. All conditions have to hold.`}</Text>
            )}
            <Group>
              <Button
                size="compact-sm"
                variant="default"
                disabled={where.length >= 30}
                leftSection={<IconPlus size={14} stroke={2} aria-hidden />}
                onClick={addCondition}
              >
                {t`Add a condition`}
              </Button>
            </Group>
          </Stack>
        </section>
        <section>
          <Title order={3} size="h5" mb="xs">{t`Order`}</Title>
          <Stack gap="xs">
            {sorting.map(({ id, desc }, place) => (
              <Group key={id} gap="xs" wrap="nowrap">
                <Text size="sm" flex={1} truncate>
                  {labelOf(id)}
                </Text>
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={t`Order of ${{ column: labelOf(id) }}: ${desc ? t`descending` : t`ascending`}`}
                  onClick={() => setSorting(sorting.with(place, { id, desc: !desc }))}
                >
                  {desc ? t`descending` : t`ascending`}
                </Button>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t`Do not order by ${{ column: labelOf(id) }}`}
                  disabled={state.sorting.length === 0}
                  onClick={() => setSorting(sorting.toSpliced(place, 1))}
                >
                  <IconX size={16} stroke={1.75} aria-hidden />
                </ActionIcon>
              </Group>
            ))}
            {sorting.length < 5 && (
              <Select
                aria-label={t`Then order by`}
                placeholder={t`Then by…`}
                searchable
                value={null}
                data={offered.filter(({ value }) => sorting.every(({ id }) => id !== value))}
                onChange={(id) => id && setSorting([...sorting, { id, desc: false }])}
              />
            )}
          </Stack>
        </section>
        <section>
          <Title order={3} size="h5" mb="xs">{t`Groups`}</Title>
          <Select
            aria-label={t`Group by`}
            placeholder={t`Not grouped`}
            searchable
            clearable
            clearButtonProps={{ 'aria-label': t`Do not group` }}
            value={state.groupBy ?? null}
            data={offered.filter(({ value }) => value !== title && !isAmount(value))}
            onChange={(groupBy) => change(stateKey, { groupBy: groupBy ?? undefined, scroll: 0 })}
          />
        </section>
        <section>
          <Title order={3} size="h5" mb="xs">{t`Columns`}</Title>
          <Stack gap={4}>
            {title !== undefined && (
              <Checkbox size="xs" checked disabled label={labelOf(title)} description={t`Always first`} />
            )}
            {chosen.map((id, place) => (
              <Group key={id} gap={4} wrap="nowrap">
                <Checkbox
                  size="xs"
                  flex={1}
                  checked
                  label={labelOf(id)}
                  onChange={() => setColumns(withTitle(chosen.toSpliced(place, 1)))}
                />
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  disabled={place === 0}
                  aria-label={t`Move ${{ column: labelOf(id) }} forward`}
                  onClick={() => setColumns(withTitle(swapped(chosen, place, place - 1)))}
                >
                  <IconArrowUp size={16} stroke={1.75} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  disabled={place === chosen.length - 1}
                  aria-label={t`Move ${{ column: labelOf(id) }} back`}
                  onClick={() => setColumns(withTitle(swapped(chosen, place, place + 1)))}
                >
                  <IconArrowDown size={16} stroke={1.75} aria-hidden />
                </ActionIcon>
              </Group>
            ))}
            <Select
              aria-label={t`Add a column`}
              placeholder={t`Add a column…`}
              searchable
              mt="xs"
              value={null}
              data={offered.filter(({ value }) => value !== title && !chosen.includes(value))}
              onChange={(id) => id && setColumns(withTitle([...chosen, id]))}
            />
            {state.columns && (
              <Group>
                <Button
                  size="compact-sm"
                  variant="subtle"
                  onClick={() => change(stateKey, { columns: undefined })}
                >
                  {t`The usual columns`}
                </Button>
              </Group>
            )}
          </Stack>
        </section>
      </Stack>
    </Drawer>
  )
}

const swapped = (ids: readonly string[], one: number, other: number): readonly string[] =>
  ids.with(one, ids[other] ?? '').with(other, ids[one] ?? '')
