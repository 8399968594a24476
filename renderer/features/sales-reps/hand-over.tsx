/** Handing the whole book of a representative to another one: what goes along is counted before it is asked. */
import { t } from '@lingui/core/macro'
import { Alert, Button, Group, Stack, Table, Text } from '@mantine/core'
import { IconAlertOctagon } from '@tabler/icons-react'
import { useState } from 'react'
import { entityOf } from '../../../shared/entities/index.ts'
import type { SalesRep } from '../../../shared/entities/sales-rep.ts'
import type { Condition, ListView } from '../../../shared/lists/list-view.ts'
import type { Person } from '../../../shared/roles.ts'
import { useRecords, useView } from '../../data/index.ts'
import { EntityIcon } from '../../ui/entity-icon.tsx'
import { formatNumber } from '../../ui/format.ts'
import { CallMade } from '../../ui/record/call-made.tsx'
import { ReferenceInput } from '../../ui/record/reference-input.tsx'
import { useCall, useDecision } from '../../ui/record/use-call.ts'
import { messageOf, word } from '../../words/say.ts'

/** Administrators, and who leads every team of the representative: a part of a book would be a surprise. */
export const mayHandOver = (who: Person, rep: SalesRep): boolean =>
  rep.role === 'sales_rep' &&
  (who.role === 'admin' ||
    (who.role === 'sales_rep' &&
      rep.teamIds.length > 0 &&
      rep.teamIds.every((id) => who.leadsTeamIds.includes(id))))

const open = ['open', 'in-progress']

interface HandOverProps {
  person: Person
  rep: SalesRep
  onClose: () => void
}

const openTasks: Condition[] = [{ column: 'status', is: 'one-of', values: [...open] }]

/** How many records of the person there are. */
function useOwned(list: 'customers' | 'leads' | 'tasks', ownerId: string, where: Condition[] = []): number {
  const view: ListView = { list, where: [{ column: 'ownerId', is: 'equal', value: ownerId }, ...where] }
  return useView(view, { offset: 0, limit: 0 }).total ?? 0
}

export function HandOver({ person, rep, onClose }: HandOverProps) {
  const [toId, setToId] = useState('')
  const call = useCall('reassign_book', person)
  const input = { fromId: rep.id, toId }
  const decision = useDecision('reassign_book', toId === '' ? undefined : input, person)
  const customers = useOwned('customers', rep.id)
  const leads = useOwned('leads', rep.id)
  const tasks = useOwned('tasks', rep.id, openTasks)
  const { records: directory } = useRecords('salesReps')
  const to = directory.find(({ id }) => id === toId)
  const error = call.problem ?? (decision?.ok === false ? decision.error : undefined)
  const all = customers + leads + tasks

  if (call.made) return <CallMade made={call.made} onAgain={call.again} onClose={onClose} />
  const { name } = rep
  return (
    <Stack gap="md">
      <ReferenceInput
        label={t`New owner`}
        placeholder={t`Search colleagues`}
        data-autofocus
        openOnFocus={false}
        collection="salesReps"
        value={toId}
        onChange={(id) => {
          call.again()
          setToId(id)
        }}
        required
        allows={(record) =>
          record.id !== rep.id &&
          record['role'] === 'sales_rep' &&
          (person.role === 'admin' ||
            (record['teamIds'] as string[]).some((id) => person.leadsTeamIds.includes(id)))
        }
      />
      <section aria-label={t`What goes along`}>
        <Text size="sm" fw={500} mb={4}>
          {t`What goes along`}
        </Text>
        <Table verticalSpacing={6}>
          <Table.Tbody>
            {(
              [
                ['customers', customers],
                ['leads', leads],
                ['tasks', tasks],
              ] as const
            ).map(([collection, count]) => (
              <Table.Tr key={collection}>
                <Table.Td>
                  <Group gap="xs">
                    <EntityIcon of={collection} size={16} />
                    <Text size="sm">
                      {collection === 'tasks' ? t`Open tasks` : word(entityOf(collection).label.many)}
                    </Text>
                  </Group>
                </Table.Td>
                <Table.Td ta="end" fw={600}>
                  {formatNumber(count)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
      <Text size="sm" c="dimmed">
        {all === 0
          ? t`As far as this device knows, ${name} has nothing to hand over.`
          : to
            ? t`All of it is ${{ owner: to.name }}’s when the office has carried it out. Orders go with their customers; what is done stays in ${name}’s name.`
            : t`Orders go with their customers; what is done stays in ${name}’s name.`}
      </Text>
      {error && (
        <Alert color="red" icon={<IconAlertOctagon aria-hidden />} title={t`This would be refused`}>
          {messageOf(error)}
        </Alert>
      )}
      <Group>
        <Button
          loading={call.asking}
          disabled={toId === '' || all === 0 || error !== undefined}
          onClick={() => void call.ask(input)}
        >
          {t`Hand over`}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t`Cancel`}
        </Button>
        {toId === '' && all > 0 && (
          <Text size="sm" c="dimmed">
            {t`Choose who takes the book over.`}
          </Text>
        )}
      </Group>
    </Stack>
  )
}
