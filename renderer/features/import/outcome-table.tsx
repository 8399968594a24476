/** Row by row, what an import does or did; opening a row shows its changes in full. */
import { t } from '@lingui/core/macro'
import { Drawer, Stack, Table, Text } from '@mantine/core'
import { IconTableImport } from '@tabler/icons-react'
import { useCallback, useMemo, useState } from 'react'
import type { RowOutcome } from '../../../shared/import/run-import.ts'
import { SourceTable } from '../../ui/data-table.tsx'
import { NothingHere } from '../../ui/nothing-here.tsx'
import type { NameOf } from '../../ui/record/field-text.ts'
import { useReferenceNames } from '../../ui/record/use-reference-names.ts'
import type { ChoiceFilter, Column } from '../../ui/table-columns.ts'
import { ToneBadge } from '../../ui/tone-badge.tsx'
import { useOutcomes } from './use-outcomes.ts'
import type { RunSummary } from './worker-messages.ts'
import {
  actionTone,
  actionWord,
  actions,
  placeWords,
  changesOf,
  kindName,
  kindWord,
  outcomeText,
  problemWords,
} from './outcome-words.ts'

interface OutcomeTableProps {
  run: RunSummary
  committed: boolean
}

const rowId = ({ file, row, collection, key }: RowOutcome) => `${file} ${row} ${collection ?? ''} ${key}`

export function OutcomeTable({ run, committed }: OutcomeTableProps) {
  const [opened, setOpened] = useState<RowOutcome>()
  const known = useReferenceNames(['customers', 'salesReps', 'settings'])
  const { source, names } = useOutcomes('import', run, rowId)
  // Records that the same import makes are not on this device yet.
  const nameOf = useCallback<NameOf>((to, id) => names[id] ?? known(to, id), [names, known])

  const columns = useMemo<readonly Column<RowOutcome>[]>(
    () => [
      { id: 'title', header: t`Record`, value: (row) => row.title || row.key, minWidth: 160 },
      {
        id: 'action',
        header: t`Outcome`,
        value: (row) => actions.indexOf(row.action),
        text: (row) => actionWord(row.action, committed),
        cell: (row) => (
          <ToneBadge tone={actionTone(row.action, committed)}>{actionWord(row.action, committed)}</ToneBadge>
        ),
        width: 140,
      },
      { id: 'what', header: t`Change or reason`, value: (row) => outcomeText(row, nameOf), minWidth: 240 },
      { id: 'kind', header: t`Kind`, value: kindWord, width: 170 },
      { id: 'file', header: t`File`, value: (row) => row.file, width: 150, optional: true },
      { id: 'row', header: t`Row`, value: (row) => row.row, width: 72, align: 'end' },
    ],
    [committed, nameOf],
  )
  const filters = useMemo<readonly ChoiceFilter<RowOutcome>[]>(() => {
    return [
      {
        id: 'action',
        label: t`Outcome`,
        options: actions.map((value) => ({ value, label: actionWord(value, committed) })),
      },
      {
        id: 'kind',
        label: t`Kind`,
        options: run.kinds.map((value) => ({
          value,
          label: kindName(value === 'unread' ? undefined : value),
        })),
      },
    ]
  }, [run, committed])

  return (
    <>
      <SourceTable
        label={committed ? t`Imported rows` : t`Rows to import`}
        stateKey="import"
        source={source}
        columns={columns}
        filters={filters}
        rowId={rowId}
        onOpen={setOpened}
        empty={<NothingHere icon={<IconTableImport size={40} stroke={1.5} />} title={t`No rows`} />}
      />
      <Drawer
        opened={opened !== undefined}
        onClose={() => setOpened(undefined)}
        position="right"
        title={opened && (opened.title || opened.key)}
      >
        {opened && <OutcomeDetail outcome={opened} committed={committed} nameOf={nameOf} />}
      </Drawer>
    </>
  )
}

function OutcomeDetail(props: { outcome: RowOutcome; committed: boolean; nameOf: NameOf }) {
  const { outcome, committed, nameOf } = props
  const changes = changesOf(outcome, nameOf)
  return (
    <Stack gap="sm">
      <div>
        <ToneBadge tone={actionTone(outcome.action, committed)}>
          {actionWord(outcome.action, committed)}
        </ToneBadge>
      </div>
      <Text size="sm" c="dimmed">
        {placeWords(outcome)}
      </Text>
      {outcome.problem && <Text>{problemWords(outcome)}</Text>}
      {changes.length > 0 && (
        <Table aria-label={t`Changes`}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t`Field`}</Table.Th>
              <Table.Th>{t`Before`}</Table.Th>
              <Table.Th>{t`After`}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {changes.map(({ label, before, after }) => (
              <Table.Tr key={label}>
                <Table.Td>{label}</Table.Td>
                <Table.Td>{before}</Table.Td>
                <Table.Td>{after}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Stack>
  )
}
