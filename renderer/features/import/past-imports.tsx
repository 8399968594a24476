/** The imports there were, with who made them and what they did; each can be taken back from here. */
import { plural, t } from '@lingui/core/macro'
import { Button, Stack, Text, Title } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useEffect, useMemo } from 'react'
import { useSync } from '../../data/index.ts'
import { CodedAlert } from '../../ui/coded-alert.tsx'
import { CompactTable } from '../../ui/compact-table.tsx'
import { formatInstant, formatList, formatNumber } from '../../ui/format.ts'
import type { Column } from '../../ui/table-columns.ts'
import { ToneBadge } from '../../ui/tone-badge.tsx'
import { inSentence } from '../../words/entity-words.ts'
import { actionWord, actions } from './outcome-words.ts'
import { readImports, revertImport, useRevert } from './revert-state.ts'
import type { ListedImport } from './revert-state.ts'
import { stateTone, stateWord } from './revert-words.ts'

export function PastImports() {
  const { imports, error } = useRevert()
  const online = useSync().connection === 'online'
  useEffect(() => {
    void readImports()
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- asked again when the network comes back
  }, [online])
  const columns = useMemo<Column<ListedImport>[]>(
    () => [
      { id: 'at', header: t`When`, value: ({ at }) => at, text: ({ at }) => formatInstant(at), width: 172 },
      { id: 'by', header: t`Who`, value: ({ userName }) => userName, minWidth: 120, optional: true },
      { id: 'files', header: t`Files`, value: ({ files }) => formatList(files), minWidth: 160 },
      { id: 'rows', header: t`Rows`, value: countsOf, minWidth: 140 },
      {
        id: 'state',
        header: t`State`,
        value: ({ state }) => stateWord(state),
        cell: ({ state }) => <ToneBadge tone={stateTone(state)}>{stateWord(state)}</ToneBadge>,
        width: 144,
      },
      {
        id: 'actions',
        header: t`Take back`,
        value: () => undefined,
        cell: (past) => <RevertButton past={past} />,
        width: 120,
        align: 'end',
      },
    ],
    [],
  )
  if (imports?.length === 0) return null
  return (
    <Stack component="section" gap="xs" aria-labelledby="past-imports">
      <Title order={2} size="h4" id="past-imports">
        {t`Past imports`}
      </Title>
      {imports ? (
        <CompactTable
          label={t`Past imports`}
          rows={imports}
          columns={columns}
          rowId={({ id }) => id}
          limit={5}
        />
      ) : (
        error && <CodedAlert error={error} />
      )}
    </Stack>
  )
}

const countsOf = ({ counts }: ListedImport) =>
  formatList(
    actions
      .filter((action) => counts[action] > 0)
      .map((action) => `${formatNumber(counts[action])} ${inSentence(actionWord(action, true))}`),
  )

function RevertButton({ past }: { past: ListedImport }) {
  const { state, parts, counts } = past
  if (parts === 0) return null
  const when = formatInstant(past.at)
  if (state !== 'imported')
    return (
      <Button
        variant="subtle"
        size="compact-sm"
        aria-label={
          state === 'reverted'
            ? t`Show how the import of ${when} was reverted`
            : t`Go on reverting the import of ${when}`
        }
        onClick={() => void revertImport(past)}
      >
        {state === 'reverted' ? t`Show` : t`Go on`}
      </Button>
    )
  const changed = counts.create + counts.update
  return (
    <Button
      variant="subtle"
      color="red"
      size="compact-sm"
      aria-label={t`Revert the import of ${when}`}
      onClick={() =>
        modals.openConfirmModal({
          title: t`Revert the import of ${when}?`,
          children: (
            <Text size="sm">
              {plural(changed, {
                one: 'What the import made is removed, and what it changed gets its former values: # record. What somebody changed or used since stays and is listed. People are not removed; they can no longer sign in.',
                other:
                  'What the import made is removed, and what it changed gets its former values: # records. What somebody changed or used since stays and is listed. People are not removed; they can no longer sign in.',
              })}
            </Text>
          ),
          labels: { confirm: t`Revert import`, cancel: t`Cancel` },
          confirmProps: { color: 'red' },
          onConfirm: () => void revertImport(past),
        })
      }
    >
      {t`Revert`}
    </Button>
  )
}
