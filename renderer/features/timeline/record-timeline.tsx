/**
 * Everything that happened with a customer or lead in one list by day, with who, when and on which device. What
 * kinds are shown is chosen above it; older entries come on demand.
 */
import { t } from '@lingui/core/macro'
import { Anchor, Button, Chip, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconFile, IconHistory } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { entityOf } from '../../../shared/entities/index.ts'
import type { AnyDocument } from '../../../shared/entities/index.ts'
import { orderTotals } from '../../../shared/money.ts'
import { useNameOf } from '../../data/index.ts'
import { EntityIcon } from '../../ui/entity-icon.tsx'
import { formatBytes, formatClock, formatDate, formatMinutes, formatMoney } from '../../ui/format.ts'
import { InteractionIcon } from '../../ui/interaction-icon.tsx'
import type { NameOf } from '../../ui/record/field-text.ts'
import { FieldValue } from '../../ui/record/field-value.tsx'
import { recordPath } from '../../ui/record/record-paths.ts'
import { useLate } from '../../ui/use-late.ts'
import { nameOfMany, nameOfOne } from '../../words/entity-words.ts'
import { word } from '../../words/say.ts'
import { fieldChangeWords } from './change-words.ts'
import { byDay, timelineKinds } from './timeline-items.ts'
import type { TimelineItem, TimelineKind } from './timeline-items.ts'
import { useTimeline } from './use-timeline.ts'

interface RecordTimelineProps {
  collection: 'customers' | 'leads'
  record: AnyDocument
  /** Only the newest few of everything, without choices. */
  brief?: boolean
}

const step = 30
const few = 5

const kindWords = (kind: TimelineKind) =>
  kind === 'changes' ? t`Changes` : kind === 'files' ? t`Files` : nameOfMany(kind)

export function RecordTimeline({ collection, record, brief = false }: RecordTimelineProps) {
  const offered = timelineKinds.filter(
    (kind) => collection === 'customers' || (kind !== 'orders' && kind !== 'cases'),
  )
  const [kinds, setKinds] = useState<ReadonlySet<TimelineKind>>(() => new Set(offered))
  const [limit, setLimit] = useState(brief ? few : step)
  const { items, more, loading } = useTimeline({ collection, record, kinds, limit })
  const late = useLate(loading)
  const nameOf = useNameOf()
  return (
    <Stack gap="lg">
      {!brief && (
        <Chip.Group
          multiple
          value={[...kinds]}
          onChange={(chosen) => setKinds(new Set(offered.filter((kind) => chosen.includes(kind))))}
        >
          <Group gap="xs" role="group" aria-label={t`What is shown`}>
            {offered.map((kind) => (
              <Chip key={kind} value={kind} size="xs" variant="outline">
                {kindWords(kind)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      )}
      {loading && items.length === 0 && late && <Skeleton h={120} aria-busy aria-label={t`Loading`} />}
      {!loading && items.length === 0 && (
        <Text c="dimmed">
          {kinds.size === 0 ? t`Choose what to show.` : t`Nothing has happened here yet.`}
        </Text>
      )}
      {byDay(items).map(({ day, items: ofDay }) => (
        <section key={day}>
          <Title order={2} fz="xs" c="dimmed" fw={500} mb="xs">
            {formatDate(day)}
          </Title>
          <Stack gap="sm" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
            {ofDay.map((item) => (
              <Entry key={item.key} item={item} of={record} nameOf={nameOf} />
            ))}
          </Stack>
        </section>
      ))}
      {more && !brief && (
        <Group>
          <Button variant="default" size="xs" loading={loading} onClick={() => setLimit(limit + step)}>
            {t`Show older`}
          </Button>
        </Group>
      )}
    </Stack>
  )
}

interface EntryProps {
  item: TimelineItem
  /** Whose timeline it is. */
  of: AnyDocument
  nameOf: NameOf
}

function Entry({ item, of, nameOf }: EntryProps) {
  const rep = (id: string | undefined) => (id === undefined ? undefined : nameOf('salesReps', id))
  switch (item.kind) {
    case 'interactions': {
      const { record } = item
      const { type, outcome, durationMinutes, notes } = record
      const { fields } = entityOf('interactions')
      const option = fields['type']?.options?.find(({ value }) => value === type)
      return (
        <Line
          icon={<InteractionIcon type={type} />}
          title={word(option?.label ?? type)}
          path={recordPath('interactions', record.id)}
          state={fields['outcome'] && <FieldValue field={fields['outcome']} value={outcome} />}
          by={[
            item.at && formatClock(item.at),
            durationMinutes !== undefined && formatMinutes(durationMinutes),
            rep(record.ownerId),
          ]}
          text={notes}
        />
      )
    }
    case 'orders': {
      const { record } = item
      const amount = formatMoney({ amount: orderTotals(record).total, currency: record.currency })
      return (
        <Line
          icon={<EntityIcon of="orders" size={16} />}
          title={t`Order ${{ number: entityOf('orders').title(record) }}`}
          path={recordPath('orders', record.id)}
          state={<Status collection="orders" record={record} />}
          by={[amount, item.at && formatClock(item.at), rep(record.ownerId)]}
        />
      )
    }
    case 'tasks': {
      const { record } = item
      return (
        <Line
          icon={<EntityIcon of="tasks" size={16} />}
          title={record.title}
          path={recordPath('tasks', record.id)}
          state={<Status collection="tasks" record={record} />}
          by={[
            record.dueDate && t`Due ${{ day: formatDate(record.dueDate) }}`,
            item.at && formatClock(item.at),
            rep(record.ownerId),
          ]}
        />
      )
    }
    case 'cases': {
      const { record } = item
      return (
        <Line
          icon={<EntityIcon of="cases" size={16} />}
          title={record.subject}
          path={recordPath('cases', record.id)}
          state={<Status collection="cases" record={record} />}
          by={[item.at && formatClock(item.at), rep(record.createdBy)]}
        />
      )
    }
    case 'changes': {
      const { collection, record, change } = item
      const isItself = record.id === of.id
      return (
        <Line
          icon={<IconHistory size={16} stroke={1.75} aria-hidden />}
          title={
            isItself
              ? t`${{ kind: nameOfOne(collection) }} changed`
              : t`${{ name: entityOf(collection).title(record) }} changed`
          }
          path={isItself ? undefined : recordPath(collection, record.id)}
          by={[formatClock(change.at), rep(change.by) ?? t`The office`, change.device]}
          text={change.fields.map((field) => fieldChangeWords(collection, field, nameOf)).join('\n')}
        />
      )
    }
    case 'files': {
      const { file } = item
      return (
        <Line
          icon={<IconFile size={16} stroke={1.75} aria-hidden />}
          title={file.name}
          by={[formatBytes(file.size), item.at && formatClock(item.at), rep(file.createdBy)]}
        />
      )
    }
    default:
      return item satisfies never
  }
}

function Status({
  collection,
  record,
}: {
  collection: 'orders' | 'tasks' | 'cases'
  record: { status: string }
}) {
  const field = entityOf(collection).fields['status']
  return field ? <FieldValue field={field} value={record.status} /> : null
}

interface LineProps {
  icon: ReactNode
  title: string
  path?: string | undefined
  state?: ReactNode
  /** When, who, where: what there is of it. */
  by: readonly (string | false | undefined)[]
  text?: string | undefined
}

const Line = ({ icon, title, path, state, by, text }: LineProps) => (
  <Group component="li" align="flex-start" wrap="nowrap" gap="sm" data-finger-row>
    <Group h={26} align="center" c="dimmed">
      {icon}
    </Group>
    <Stack gap={2} flex={1} miw={0}>
      <Group gap="xs" mih={26}>
        {path ? (
          <Anchor component={Link} to={path} c="inherit" fw={500} style={{ overflowWrap: 'anywhere' }}>
            {title}
          </Anchor>
        ) : (
          <Text span fw={500} style={{ overflowWrap: 'anywhere' }}>
            {title}
          </Text>
        )}
        {state}
        <Text fz="xs" c="dimmed">
          {by.filter(Boolean).join(' · ')}
        </Text>
      </Group>
      {text && <Text style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>{text}</Text>}
    </Stack>
  </Group>
)
