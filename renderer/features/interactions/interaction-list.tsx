/** Every interaction of the book, the newest first: with whom, what came of it, by whom. */
import { t } from '@lingui/core/macro'
import { Group, Text } from '@mantine/core'
import { useMemo } from 'react'
import type { Interaction } from '../../../shared/entities/interaction.ts'
import { formatInstant } from '../../ui/format.ts'
import type { NameOf } from '../../ui/record/field-text.ts'
import { choiceFilter, fieldColumn } from '../../ui/record/record-columns.tsx'
import { RecordList } from '../../ui/record/record-list.tsx'
import { useReferenceNames } from '../../ui/record/use-reference-names.ts'
import type { Column } from '../../ui/table-columns.ts'
import { typeWord } from './interaction-words.tsx'
import { InteractionIcon } from '../../ui/interaction-icon.tsx'
import { perLanguage } from '../../words/per-language.ts'

const filters = perLanguage(() => [
  choiceFilter('interactions', 'type'),
  choiceFilter('interactions', 'outcome'),
])

/** The name of the customer or lead it was with; empty when this device does not hold them. */
export const counterpartName = (interaction: Interaction, nameOf: NameOf): string =>
  (interaction.customerId && nameOf('customers', interaction.customerId)) ??
  (interaction.leadId && nameOf('leads', interaction.leadId)) ??
  ''

export function InteractionList() {
  const nameOf = useReferenceNames(['customers', 'leads', 'salesReps'])
  const columns = useMemo<readonly Column<Interaction>[]>(
    () => [
      {
        id: 'type',
        header: t`What`,
        value: (record) => typeWord(record.type),
        cell: (record) => (
          <Group gap={6} wrap="nowrap">
            <InteractionIcon type={record.type} />
            <Text inherit span>
              {typeWord(record.type)}
            </Text>
          </Group>
        ),
        width: 112,
      },
      { id: 'with', header: t`With`, value: (record) => counterpartName(record, nameOf), minWidth: 180 },
      {
        id: 'at',
        header: t`When`,
        value: (record) => record.at,
        text: (record) => formatInstant(record.at),
        width: 196,
      },
      fieldColumn('interactions', 'outcome'),
      { id: 'notes', header: t`Notes`, value: (record) => record.notes, minWidth: 160, optional: true },
      fieldColumn('interactions', 'ownerId', nameOf, { header: t`By`, minWidth: 140, optional: true }),
    ],
    [nameOf],
  )
  return (
    <RecordList
      collection="interactions"
      columns={columns}
      filters={filters()}
      initialSorting={{ id: 'at', desc: true }}
      emptyHint={t`Log a call, a visit or a note on the page of a customer or lead.`}
    />
  )
}
