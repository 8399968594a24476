/** What happened with one customer or lead: the composer first, then day by day, the newest on top. */
import { t } from '@lingui/core/macro'
import { Anchor, Group, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { useRecords, useWaitingIds } from '../../data/index.ts'
import { formatDate } from '../../ui/format.ts'
import { recordPath } from '../../ui/record/record-paths.ts'
import { useReferenceNames } from '../../ui/record/use-reference-names.ts'
import { WaitingMark } from '../../ui/record/waiting-mark.tsx'
import { ToneBadge } from '../../ui/tone-badge.tsx'
import { groupByDay } from './day-groups.ts'
import { counterpartIds } from './interaction-composer.tsx'
import type { Counterpart } from './interaction-composer.tsx'
import { outcomeOption, typeWord } from './interaction-words.tsx'
import { InteractionIcon } from '../../ui/interaction-icon.tsx'
import { word } from '../../words/say.ts'

interface InteractionTimelineProps {
  with: Counterpart
  /** Logs another one; stands on top. */
  composer: ReactNode
}

export function InteractionTimeline({ with: counterpart, composer }: InteractionTimelineProps) {
  const { records, loading } = useRecords('interactions', { selector: counterpartIds(counterpart) })
  const waiting = useWaitingIds('interactions')
  const nameOf = useReferenceNames(['salesReps'])
  const groups = useMemo(() => groupByDay(records), [records])
  return (
    <Stack gap="lg">
      {composer}
      {!loading && records.length === 0 && <Text c="dimmed">{t`Nothing has been logged yet.`}</Text>}
      {groups.map(({ day, items }) => (
        <section key={day}>
          <Title order={2} fz="xs" c="dimmed" fw={500} mb="xs">
            {formatDate(day)}
          </Title>
          <Stack gap="sm">
            {items.map((item) => {
              const outcome = item.outcome && outcomeOption(item.outcome)
              return (
                <Group key={item.id} align="flex-start" wrap="nowrap" gap="sm" data-finger-row>
                  <Group h={26} align="center">
                    <InteractionIcon type={item.type} />
                  </Group>
                  <Stack gap={2} flex={1} miw={0}>
                    <Group gap="xs" mih={26}>
                      <Anchor component={Link} to={recordPath('interactions', item.id)} c="inherit" fw={500}>
                        {typeWord(item.type)}
                      </Anchor>
                      {outcome && <ToneBadge tone={outcome.tone}>{word(outcome.label)}</ToneBadge>}
                      <Text fz="xs" c="dimmed">
                        {byline(item.at, item.ownerId && nameOf('salesReps', item.ownerId))}
                      </Text>
                      <WaitingMark waiting={waiting.has(item.id)} />
                    </Group>
                    {item.notes && (
                      <Text style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>{item.notes}</Text>
                    )}
                  </Stack>
                </Group>
              )
            })}
          </Stack>
        </section>
      ))}
    </Stack>
  )
}

/** "10:42 · Anna Bauer" */
function byline(at: string, who: string | undefined): string {
  const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' }).format(new Date(at))
  return [time, who].filter(Boolean).join(' · ')
}
