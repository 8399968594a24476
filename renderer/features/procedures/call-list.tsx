/** The audit: every call with who made it, when, on which device, what was asked and what came of it. */
import { t } from '@lingui/core/macro'
import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { call as entity } from '../../../shared/entities/call.ts'
import type { Call } from '../../../shared/entities/call.ts'
import type { Condition } from '../../../shared/lists/list-view.ts'
import { procedures } from '../../../shared/procedures/index.ts'
import { useWaitingIds } from '../../data/index.ts'
import { SourceTable } from '../../ui/data-table.tsx'
import { compareNames, formatInstant } from '../../ui/format.ts'
import { answerOf, procedureLabel } from '../../ui/record/call-receipt.tsx'
import { FieldValue } from '../../ui/record/field-value.tsx'
import { choiceFilter } from '../../ui/record/record-columns.tsx'
import { useGroups } from '../../ui/record/use-groups.ts'
import { useReferenceNames } from '../../ui/record/use-reference-names.ts'
import { useTableView } from '../../ui/record/use-table-view.ts'
import { WaitingMark } from '../../ui/record/waiting-mark.tsx'
import type { ChoiceFilter, Column } from '../../ui/table-columns.ts'
import { word } from '../../words/say.ts'
import type { DeviceNames } from './use-device-names.ts'

interface CallListProps {
  /** Under which the list keeps its filters. */
  stateKey: string
  /** Of this procedure alone. */
  procedure?: string | undefined
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

const initialSorting = { id: 'createdAt', desc: true }

export function CallList({ stateKey, procedure, deviceNames, onOpen, empty }: CallListProps) {
  const nameOf = useReferenceNames(['salesReps'])
  const waiting = useWaitingIds('calls')
  const columns = useMemo<Column<Call>[]>(
    () => [
      {
        id: 'procedure',
        header: t`Procedure`,
        value: (call) => procedureLabel(call.procedure),
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
      { id: 'ownerId', header: t`Who`, value: (call) => whoOf(call, nameOf), minWidth: 120, optional: true },
      {
        id: 'createdAt',
        header: t`When`,
        value: ({ createdAt }) => createdAt,
        text: ({ createdAt }) => formatInstant(createdAt),
        width: 204,
      },
      { id: 'deviceId', header: t`Device`, value: deviceNames, minWidth: 120, optional: true },
    ],
    [nameOf, deviceNames],
  )
  const people = useGroups('calls', 'ownerId')
  const filters = useMemo<ChoiceFilter<Call>[]>(
    () => [
      ...(procedure === undefined ? [procedureFilter()] : []),
      choiceFilter('calls', 'status'),
      {
        id: 'ownerId',
        label: t`Who`,
        options: people
          .map((id) => ({ value: id, label: nameOf('salesReps', id) ?? t`Unknown` }))
          .sort((a, b) => compareNames(a.label, b.label)),
      },
    ],
    [people, nameOf, procedure],
  )
  const where = useMemo<Condition[]>(
    () => (procedure === undefined ? [] : [{ column: 'procedure', is: 'equal', value: procedure }]),
    [procedure],
  )
  const { source } = useTableView<Call>({ list: 'calls', stateKey, columns, filters, where, initialSorting })
  return (
    <SourceTable
      label={t`Calls`}
      stateKey={stateKey}
      source={source}
      columns={columns}
      filters={filters}
      rowId={({ id }) => id}
      onOpen={onOpen}
      mark={({ id }) => <WaitingMark waiting={waiting.has(id)} />}
      initialSorting={initialSorting}
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
