/** A representative's work at a glance: what is open, the pipeline by stage, and the quarter against its target. */
import { plural, t } from '@lingui/core/macro'
import { Button, Group, Stack, Table, Text, Title } from '@mantine/core'
import { IconTargetArrow } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { lead } from '../../../shared/entities/lead.ts'
import type { SalesRep } from '../../../shared/entities/sales-rep.ts'
import type { ListView } from '../../../shared/lists/list-view.ts'
import { quarterOf } from '../../../shared/quarters.ts'
import type { Person } from '../../../shared/roles.ts'
import { useView } from '../../data/index.ts'
import { dayOf, formatNumber, formatQuarter } from '../../ui/format.ts'
import { FieldValue } from '../../ui/record/field-value.tsx'
import { Stats } from '../../ui/stats.tsx'
import { sumsInWords } from '../../ui/sums.ts'
import { useNow } from '../../ui/use-now.ts'
import { TargetForm, maySetTarget } from './target-form.tsx'
import { TargetProgress, targetOf } from './target-progress.tsx'
import { openLeads, useWorkload } from './use-workload.ts'

/** Who holds the whole book of a representative: figures of a part of it would mislead. */
export const seesWholeBook = (who: Person, rep: SalesRep): boolean =>
  rep.role === 'sales_rep' &&
  (who.role === 'admin' || who.id === rep.id || rep.teamIds.some((id) => who.leadsTeamIds.includes(id)))

export function RepHead({ rep, person }: { rep: SalesRep; person: Person }) {
  const now = useNow(60_000)
  const today = dayOf(new Date(now))
  const quarter = quarterOf(today)
  const { of, loading } = useWorkload(today, rep.id)
  const work = of(rep.id)
  const [setting, setSetting] = useState(false)
  const figure = (count: number) => (loading ? '…' : formatNumber(count))
  return (
    <Stack gap="lg">
      <Stats
        label={t`Workload`}
        stats={[
          { label: t`Open leads`, value: figure(work.leads), detail: sumsInWords(work.pipeline) },
          {
            label: t`Open tasks`,
            value: figure(work.tasks),
            detail: work.overdue > 0 && (
              <Text inherit c="var(--mantine-color-red-text)">
                {plural(work.overdue, { one: '# overdue', other: '# overdue' })}
              </Text>
            ),
          },
          { label: t`Customers`, value: figure(work.customers) },
          { label: t`Sold this month`, value: sumsInWords(work.month) || t`Nothing` },
          { label: t`Sold this quarter`, value: sumsInWords(work.quarter) || t`Nothing` },
        ]}
      />
      <section>
        <Group justify="space-between" mb="xs">
          <Title order={2} size="h4">
            {t`Target for ${{ quarter: formatQuarter(quarter) }}`}
          </Title>
          {maySetTarget(person, rep, now) && (
            <Button
              variant="default"
              size="xs"
              leftSection={<IconTargetArrow size={16} stroke={1.75} aria-hidden />}
              onClick={() => setSetting(true)}
            >
              {t`Set a target`}
            </Button>
          )}
        </Group>
        <TargetProgress target={targetOf(rep, quarter)} sold={work.quarter} />
      </section>
      <Pipeline repId={rep.id} />
      <TargetForm rep={setting ? rep : undefined} today={today} onClose={() => setSetting(false)} />
    </Stack>
  )
}

function Pipeline({ repId }: { repId: string }) {
  const view = useMemo<ListView>(
    () => ({
      list: 'leads',
      where: [
        { column: 'ownerId', is: 'equal', value: repId },
        openLeads,
        { column: 'mergedInto', is: 'empty' },
      ],
      groupBy: 'status',
      sum: 'value',
    }),
    [repId],
  )
  const { groups = [] } = useView(view, { offset: 0, limit: 0 })
  if (groups.length === 0) return null
  const options = lead.fields.status.options ?? []
  const place = (key: unknown) => options.findIndex(({ value }) => value === key)
  const stages = groups.toSorted((a, b) => place(a.key) - place(b.key))
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {t`Pipeline`}
      </Title>
      <Table aria-label={t`Open leads by stage`} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th fz="xs" fw={500}>{t`Stage`}</Table.Th>
            <Table.Th fz="xs" fw={500} ta="end">{t`Leads`}</Table.Th>
            <Table.Th fz="xs" fw={500} ta="end">{t`Expected value`}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {stages.map(({ key, count, sums }) => (
            <Table.Tr key={String(key)}>
              <Table.Td>
                <FieldValue field={lead.fields.status} value={key} />
              </Table.Td>
              <Table.Td ta="end" style={{ fontVariantNumeric: 'tabular-nums' }}>
                {formatNumber(count)}
              </Table.Td>
              <Table.Td ta="end" style={{ fontVariantNumeric: 'tabular-nums' }}>
                {sumsInWords(sums)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}
