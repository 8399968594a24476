/** A lead's score; its reasons open on a click. */
import { t } from '@lingui/core/macro'
import { Badge, Group, Popover, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconFlame, IconSnowflake, IconTemperature } from '@tabler/icons-react'
import type { LeadScore, ScoreReason } from './lead-score.ts'

const looks = {
  hot: { color: 'green', Icon: IconFlame },
  warm: { color: 'ink', Icon: IconTemperature },
  cold: { color: 'gray', Icon: IconSnowflake },
} as const

export function LeadScoreBadge({ score, name }: { score: LeadScore; name: string }) {
  const { color, Icon } = looks[score.heat]
  const { points } = score
  return (
    <Popover position="bottom-start" withArrow shadow="md">
      <Popover.Target>
        <UnstyledButton
          data-finger
          aria-label={t`Score of ${name}: ${points}. Show why`}
          style={{ borderRadius: 'var(--mantine-radius-sm)' }}
        >
          <Badge color={color} leftSection={<Icon size={14} stroke={1.75} aria-hidden />}>
            {points}
          </Badge>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap={4}>
          <Text fw={600}>{heatWords(score.heat)}</Text>
          {score.reasons.length === 0 && (
            <Text size="sm" c="dimmed">
              {t`Little is known yet. Add a phone number, an email address or a note of a call.`}
            </Text>
          )}
          {score.reasons.map((one) => (
            <Group key={one.reason} justify="space-between" gap="lg" wrap="nowrap">
              <Text size="sm">{reasonWords(one.reason)}</Text>
              <Text size="sm" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
                {one.points > 0 ? `+${one.points}` : one.points}
              </Text>
            </Group>
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

function heatWords(heat: LeadScore['heat']): string {
  switch (heat) {
    case 'hot':
      return t`Hot`
    case 'warm':
      return t`Warm`
    case 'cold':
      return t`Cold`
    default:
      return heat satisfies never
  }
}

function reasonWords(reason: ScoreReason): string {
  switch (reason) {
    case 'reachable':
      return t`Phone and email are known`
    case 'company':
      return t`The company is known`
    case 'recommended':
      return t`Somebody recommended us`
    case 'asked':
      return t`They came to us`
    case 'value':
      return t`A value is expected`
    case 'closes-soon':
      return t`Should close within 30 days`
    case 'interested':
      return t`Was interested when last asked`
    case 'in-talks':
      return t`Spoken to more than once`
    case 'not-interested':
      return t`Was not interested when last asked`
    case 'overdue':
      return t`Should have closed already`
    case 'stale':
      return t`Nobody has been in touch for long`
    default:
      return reason satisfies never
  }
}
