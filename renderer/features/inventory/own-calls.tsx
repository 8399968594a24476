/**
 * What this person asked of the stock and the office has not answered well yet: deliveries and counts that
 * wait, and those that were refused, with the reason and what can be done.
 */
import { t } from '@lingui/core/macro'
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertOctagon, IconClock } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Call } from '../../../shared/entities/call.ts'
import type { Person } from '../../../shared/roles.ts'
import { useRecords } from '../../data/index.ts'
import type { Query } from '../../data/index.ts'
import { formatInstant, formatNumber } from '../../ui/format.ts'
import { answerOf, procedureLabel } from '../../ui/record/call-receipt.tsx'
import type { NameOf } from '../../ui/record/field-text.ts'
import { useReferenceNames } from '../../ui/record/use-reference-names.ts'
import { useDismissed } from '../../ui/record/dismissed.ts'

const stockCalls: Query = {
  selector: {
    procedure: { $in: ['receive_stock', 'adjust_stock'] },
    status: { $in: ['pending', 'rejected'] },
  },
}
const icon = { size: 18, stroke: 1.75, 'aria-hidden': true } as const

export function OwnStockCalls({ person }: { person: Person }) {
  const { records } = useRecords('calls', stockCalls)
  const { ids: dismissed, dismiss } = useDismissed()
  const nameOf = useReferenceNames(['products'])
  const own = useMemo(
    () =>
      records.filter(
        (call) =>
          (call.ownerId ?? call.createdBy) === person.id &&
          (call.status === 'pending' || !dismissed.includes(call.id)),
      ),
    [records, person.id, dismissed],
  )
  if (own.length === 0) return null
  const waiting = own.filter(({ status }) => status === 'pending')
  return (
    <Stack gap="xs" mb="md">
      {waiting.length > 0 && (
        <Alert color="gray" role="status" icon={<IconClock {...icon} />} title={t`Waiting for the office`}>
          {waiting.map((call) => (
            <Text key={call.id} size="sm">
              {about(call, nameOf)}
            </Text>
          ))}
        </Alert>
      )}
      {own
        .filter(({ status }) => status === 'rejected')
        .map((call) => (
          <Alert
            key={call.id}
            color="red"
            role="alert"
            icon={<IconAlertOctagon {...icon} />}
            title={t`The office refused: ${about(call, nameOf)}`}
          >
            <Text size="sm">{answerOf(call)}</Text>
            <Group gap="xs" mt="xs">
              <Button
                component={Link}
                to={`/admin/procedures/${call.procedure}`}
                search={{ again: call.id } as never}
                size="compact-sm"
                variant="default"
              >
                {t`Change it and ask again`}
              </Button>
              <Button size="compact-sm" variant="subtle" onClick={() => dismiss(call.id)}>
                {t`Leave it`}
              </Button>
            </Group>
          </Alert>
        ))}
    </Stack>
  )
}

/** "Receive stock, Chai +40 and 2 more, 3 May 2026, 10:42" */
function about(call: Call, nameOf: NameOf): string {
  const label = procedureLabel(call.procedure)
  const at = formatInstant(call.createdAt)
  const items = itemsOf(call)
  const [first] = items
  if (!first) return `${label}, ${at}`
  const name = nameOf('products', first.productId) ?? t`a product that is gone`
  const what = `${name} ${first.units}`
  const more = items.length - 1
  return more > 0 ? t`${label}: ${what} and ${formatNumber(more)} more, ${at}` : t`${label}: ${what}, ${at}`
}

interface Asked {
  items?: { productId: string; quantity: number }[]
  productId?: string
  counted?: number
  difference?: number
}

function itemsOf({ input }: Call): { productId: string; units: string }[] {
  const { items, productId, counted, difference } = input as Asked
  if (items)
    return items.map((item) => ({ productId: item.productId, units: `+${formatNumber(item.quantity)}` }))
  if (productId === undefined) return []
  return [{ productId, units: formatNumber(counted ?? difference ?? 0) }]
}
