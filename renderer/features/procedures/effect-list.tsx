/** What a call would do, before it is made: the sentence, and every record that it makes or changes. */
import { t } from '@lingui/core/macro'
import { Alert, Button, Group, Stack, Table, Text } from '@mantine/core'
import { IconAlertOctagon, IconArrowRight } from '@tabler/icons-react'
import { useState } from 'react'
import { entityOf } from '../../../shared/entities/index.ts'
import type { CodedError } from '../../../shared/errors.ts'
import { EntityIcon } from '../../ui/entity-icon.tsx'
import { formatNumber } from '../../ui/format.ts'
import { ToneBadge } from '../../ui/tone-badge.tsx'
import { messageOf, remedyFor, word } from '../../words/say.ts'
import { countsOf } from './effects.ts'
import type { Effect } from './effects.ts'
import { nameOfOne } from '../../words/entity-words.ts'

const shown = 12

export interface Preview {
  message: string
  effects: readonly Effect[]
  /** The office goes on beyond these: it takes large books in parts. */
  more: boolean
}

export function PreviewRefused({ error }: { error: CodedError }) {
  return (
    <Alert color="amber" icon={<IconAlertOctagon aria-hidden />} title={t`This would be refused`}>
      <Text size="sm">
        {messageOf(error)} {remedyFor(error)}
      </Text>
    </Alert>
  )
}

export function EffectList({ message, effects, more }: Preview) {
  const [all, setAll] = useState(false)
  const visible = all ? effects : effects.slice(0, shown)
  const counts = countsOf(effects)
  return (
    <Stack gap="sm">
      <Text fw={500}>{message}</Text>
      <Group gap="md">
        {counts.map(({ collection, isNew, count }) => {
          const { one, many } = entityOf(collection).label
          return (
            <Group key={`${collection} ${isNew}`} gap={6} c="dimmed">
              <EntityIcon of={collection} size={16} />
              <Text size="sm">
                {isNew ? t`New` : t`Changed`}: {formatNumber(count)} {word(count === 1 ? one : many)}
              </Text>
            </Group>
          )
        })}
        {effects.length === 0 && (
          <Text size="sm" c="dimmed">
            {t`No record changes.`}
          </Text>
        )}
      </Group>
      {more && (
        <Text size="sm" c="dimmed">
          {t`These are the first of more: the office goes on until all is done.`}
        </Text>
      )}
      {effects.length > 0 && (
        <Table.ScrollContainer minWidth={440} type="native">
          <Table aria-label={t`What changes`} verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th fz="xs" fw={500} c="dimmed" w={120}>
                  {t`What`}
                </Table.Th>
                <Table.Th fz="xs" fw={500} c="dimmed">
                  {t`Record`}
                </Table.Th>
                <Table.Th fz="xs" fw={500} c="dimmed">
                  {t`Before and after`}
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {visible.map((effect) => (
                <Table.Tr key={effect.key}>
                  <Table.Td valign="top">
                    <ToneBadge tone={effect.isNew ? 'done' : 'active'}>
                      {effect.isNew ? t`New` : t`Change`}
                    </ToneBadge>
                  </Table.Td>
                  <Table.Td valign="top">
                    <Text size="sm" fw={500}>
                      {effect.title}
                    </Text>
                    <Text size="xs" c="dimmed">
                      {word(nameOfOne(effect.collection))}
                    </Text>
                  </Table.Td>
                  <Table.Td valign="top">
                    {effect.facts.map(({ label, from, to }) => (
                      <Group key={`${label} ${from} ${to}`} gap={4} wrap="wrap">
                        <Text size="sm" c="dimmed">
                          {label}
                        </Text>
                        {from !== '' && (
                          <>
                            <Text size="sm">{from}</Text>
                            <IconArrowRight size={14} stroke={1.75} aria-label={t`becomes`} />
                          </>
                        )}
                        <Text size="sm" fw={500}>
                          {to === '' ? t`empty` : to}
                        </Text>
                      </Group>
                    ))}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {effects.length > shown && (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => setAll(!all)}
          style={{ alignSelf: 'start' }}
        >
          {all ? t`Show fewer` : t`Show all ${formatNumber(effects.length)}`}
        </Button>
      )}
    </Stack>
  )
}
