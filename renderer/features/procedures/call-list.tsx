/** The audit: every call with who made it, when, on which device, what was asked and what came of it. */
import { t } from '@lingui/core/macro'
import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { call as entity } from '../../../shared/entities/call.ts'
import type { Call } from '../../../shared/entities/call.ts'
import { procedures } from '../../../shared/procedures/index.ts'
import { useWaitingIds } from '../../data/index.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { formatInstant } from '../../ui/format.ts'
import { answerOf, procedureLabel } from '../../ui/record/call-receipt.tsx'
import { FieldValue } from '../../ui/record/field-value.tsx'
import { choiceFilter } from '../../ui/record/record-columns.tsx'
import { useReferenceNames } from '../../ui/record/use-reference-names.ts'
import { WaitingMark } from '../../ui/record/waiting-mark.tsx'
import type { ChoiceFilter, Column } from '../../ui/table-columns.ts'
import { word } from '../../words/say.ts'
import type { DeviceNames } from './use-device-names.ts'

interface CallListProps {
  /** Under which the list keeps its filters. */
  stateKey: string
  calls: readonly Call[]
  loading: boolean
  error: Error | undefined
  deviceNames: DeviceNames
  onOpen: (call: Call) => void
  empty: ReactNode
}

const procedureFilter = (): ChoiceFilter<Call> => ({
  id: 'procedure',
  label: t`Procedure`,
  options: procedures.map(({ name, label }) => ({ value: name, label: word(label) })),
  value: ({ procedure }) => procedure,
})

export function CallList({ stateKey, calls, loading, error, deviceNames, onOpen, empty }: CallListProps) {
  const nameOf = useReferenceNames(['salesReps'])
  const waiting = useWaitingIds('calls')
  const columns = useMemo<Column<Call>[]>(
    () => [
      {
        id: 'procedure',
        header: t`Procedure`,
        value: ({ procedure }) => procedureLabel(procedure),
        minWidth: 140,
      },
      {
        id: 'status',
        header: t`State`,
        value: ({ status }) => entity.fields.status.options?.findIndex(({ value }) => value === status) ?? 0,
        text: ({ status }) =>
          word(entity.fields.status.options?.find(({ value }) => value === status)?.label ?? ''),
        cell: ({ status }) => <FieldValue field={entity.fields.status} value={status} />,
        width: 200,
      },
      { id: 'answer', header: t`Result or reason`, value: answerOf, minWidth: 200 },
      { id: 'who', header: t`Who`, value: (call) => whoOf(call, nameOf), minWidth: 120, optional: true },
      {
        id: 'when',
        header: t`When`,
        value: ({ createdAt }) => createdAt,
        text: ({ createdAt }) => formatInstant(createdAt),
        width: 204,
      },
      { id: 'device', header: t`Device`, value: deviceNames, minWidth: 120, optional: true },
    ],
    [nameOf, deviceNames],
  )
  const filters = useMemo<ChoiceFilter<Call>[]>(() => {
    const people = new Map(calls.map((call) => [whoOf(call, nameOf), whoOf(call, nameOf)]))
    return [
      procedureFilter(),
      choiceFilter('calls', 'status'),
      {
        id: 'who',
        label: t`Who`,
        options: [...people.keys()].sort().map((name) => ({ value: name, label: name })),
        value: (call) => whoOf(call, nameOf),
      },
    ]
  }, [calls, nameOf])
  return (
    <DataTable
      label={t`Calls`}
      stateKey={stateKey}
      rows={calls}
      loading={loading}
      error={error}
      columns={columns}
      filters={filters}
      rowId={({ id }) => id}
      onOpen={onOpen}
      mark={({ id }) => <WaitingMark waiting={waiting.has(id)} />}
      initialSorting={{ id: 'when', desc: true }}
      empty={empty}
    />
  )
}

export const whoOf = (
  { ownerId, createdBy }: Call,
  nameOf: (collection: 'salesReps', id: string) => string | undefined,
): string => {
  const id = ownerId ?? createdBy
  return id === undefined ? t`The office` : (nameOf('salesReps', id) ?? t`Unknown`)
}
