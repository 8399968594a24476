/** A revert under way, and record by record what became of the import. */
import { t } from '@lingui/core/macro'
import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconArrowBackUp } from '@tabler/icons-react'
import { useMemo } from 'react'
import { revertOutcomes } from '../../../shared/import/import-log.ts'
import type { RevertResult } from '../../../shared/import/import-log.ts'
import type { RevertRun } from '../../../shared/import/run-revert.ts'
import { CodedAlert } from '../../ui/coded-alert.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { formatInstant, formatNumber } from '../../ui/format.ts'
import { NothingHere } from '../../ui/nothing-here.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import type { ChoiceFilter, Column } from '../../ui/table-columns.ts'
import { ToneBadge } from '../../ui/tone-badge.tsx'
import { inSentence, nameOfOne } from '../../words/entity-words.ts'
import { cancelRevert, closeRevert, revertImport, useRevert } from './revert-state.ts'
import type { ListedImport } from './revert-state.ts'
import { outcomeTone, outcomeWord, reasonWords } from './revert-words.ts'

export function Reverting({ past }: { past: ListedImport }) {
  const { run, share } = useRevert()
  return run ? <Reverted run={run} past={past} /> : <UnderWay share={share} />
}

const UnderWay = ({ share }: { share: number }) => (
  <>
    <PageTitle title={t`Reverting the import`} />
    <Stack maw={640} gap="sm">
      <Progress value={100 * share} aria-label={t`Records reverted`} />
      <Text size="sm" c="dimmed">
        {t`You can look at something else meanwhile. When you stop here, the rest can be reverted later.`}
      </Text>
      <Group>
        <Button variant="default" onClick={cancelRevert}>
          {t`Stop`}
        </Button>
      </Group>
    </Stack>
  </>
)

const kindOf = ({ collection }: RevertResult) => (collection === 'settings' ? t`Team` : nameOfOne(collection))
const rowId = ({ collection, id }: RevertResult) => `${collection} ${id}`

function Reverted({ run, past }: { run: RevertRun; past: ListedImport }) {
  // What stays comes first.
  const rows = useMemo(
    () =>
      run.results.toSorted((a, b) => revertOutcomes.indexOf(a.outcome) - revertOutcomes.indexOf(b.outcome)),
    [run],
  )
  const columns = useMemo<readonly Column<RevertResult>[]>(
    () => [
      { id: 'title', header: t`Record`, value: ({ title, key }) => title || key, minWidth: 160 },
      {
        id: 'outcome',
        header: t`Outcome`,
        value: ({ outcome }) => revertOutcomes.indexOf(outcome),
        text: ({ outcome }) => outcomeWord(outcome),
        cell: ({ outcome }) => <ToneBadge tone={outcomeTone(outcome)}>{outcomeWord(outcome)}</ToneBadge>,
        width: 160,
      },
      { id: 'why', header: t`Reason`, value: reasonWords, minWidth: 240 },
      { id: 'kind', header: t`Kind`, value: kindOf, width: 170 },
      { id: 'key', header: t`Key`, value: ({ key }) => key, width: 140, optional: true },
    ],
    [],
  )
  const filters = useMemo<readonly ChoiceFilter<RevertResult>[]>(
    () => [
      {
        id: 'outcome',
        label: t`Outcome`,
        options: revertOutcomes.map((value) => ({ value, label: outcomeWord(value) })),
        value: ({ outcome }) => outcome,
      },
    ],
    [],
  )
  const counts = revertOutcomes
    .map((outcome) => [outcome, rows.filter((row) => row.outcome === outcome).length] as const)
    .filter(([, count]) => count > 0)
  return (
    <>
      <PageTitle
        title={run.stopped ? t`Revert stopped` : t`Import reverted`}
        beside={
          <Group gap="xs" role="status">
            {counts.map(([outcome, count]) => (
              <ToneBadge key={outcome} tone={outcomeTone(outcome)}>
                {`${formatNumber(count)} ${inSentence(outcomeWord(outcome))}`}
              </ToneBadge>
            ))}
          </Group>
        }
        actions={
          <>
            {run.stopped && <Button onClick={() => void revertImport(past)}>{t`Go on`}</Button>}
            <Button variant="default" onClick={closeRevert}>
              {t`Back to import`}
            </Button>
          </>
        }
      />
      <Stack gap="sm" mb="sm">
        <Text size="sm" c="dimmed">
          {t`Import of ${{ when: formatInstant(past.at) }}`}
        </Text>
        {run.stopped === 'cancelled' && (
          <Alert color="amber" icon={<IconAlertTriangle aria-hidden />} title={t`Stopped before the end`}>
            {t`What is listed was reverted; the rest stands as it was imported.`}
          </Alert>
        )}
        {run.stopped !== undefined && run.stopped !== 'cancelled' && <CodedAlert error={run.stopped} />}
      </Stack>
      <DataTable
        label={t`Reverted records`}
        stateKey="import-revert"
        rows={rows}
        columns={columns}
        filters={filters}
        rowId={rowId}
        empty={<NothingHere icon={<IconArrowBackUp size={40} stroke={1.5} />} title={t`Nothing to revert`} />}
      />
    </>
  )
}
