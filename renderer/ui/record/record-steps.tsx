/** To the previous and next record of the list the person came from, in the order and filter they left it. */
import { t } from '@lingui/core/macro'
import { ActionIcon, Group, Text } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { formatNumber } from '../format.ts'
import { useOrder } from '../table-state.ts'
import { recordPath } from './record-paths.ts'
import type { PagedCollection } from './record-paths.ts'
import { oneInSentence } from '../../words/entity-words.ts'

export function RecordSteps({ collection, id }: { collection: PagedCollection; id: string }) {
  const order = useOrder(collection)
  const place = order.indexOf(id)
  if (place < 0) return null
  const one = oneInSentence(collection)
  const step = (target: string | undefined, label: string, icon: typeof IconChevronUp) => {
    const Icon = icon
    return target === undefined ? null : (
      <ActionIcon component={Link} to={recordPath(collection, target)} aria-label={label} size={24}>
        <Icon size={16} stroke={1.75} aria-hidden />
      </ActionIcon>
    )
  }
  return (
    <Group gap={4}>
      <Text size="xs" c="dimmed">
        {t`${{ shown: formatNumber(place + 1) }} of ${{ all: formatNumber(order.length) }}`}
      </Text>
      {step(order[place - 1], t`Previous ${one}`, IconChevronUp)}
      {step(order[place + 1], t`Next ${one}`, IconChevronDown)}
    </Group>
  )
}
