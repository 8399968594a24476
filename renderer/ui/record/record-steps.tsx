/** To the previous and next record of the list the person came from, in the order and filter they left it. */
import { t } from '@lingui/core/macro'
import { ActionIcon, Group, Text } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { formatNumber } from '../format.ts'
import type { ListView } from '../../../shared/lists/list-view.ts'
import { usePlaceInView } from '../../data/index.ts'
import { useQuestion } from '../table-state.ts'
import { recordPath } from './record-paths.ts'
import type { PagedCollection } from './record-paths.ts'
import { oneInSentence } from '../../words/entity-words.ts'

export function RecordSteps({ collection, id }: { collection: PagedCollection; id: string }) {
  const question = useQuestion(collection)
  const view = useMemo(() => question && (JSON.parse(question) as ListView), [question])
  const place = usePlaceInView(view || undefined, id)
  if (!place) return null
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
        {t`${{ shown: formatNumber(place.index + 1) }} of ${{ all: formatNumber(place.total) }}`}
      </Text>
      {step(place.previous, t`Previous ${one}`, IconChevronUp)}
      {step(place.next, t`Next ${one}`, IconChevronDown)}
    </Group>
  )
}
