/** For the sync page: the files that the office does not have yet, and what files take up on this device. */
import { t } from '@lingui/core/macro'
import { Anchor, Button, Group, Paper, Progress, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { freeFileSpace, retryTransfer, stopTransfer, useFileSummary } from '../../data/index.ts'
import type { WaitingFile } from '../../data/index.ts'
import { recordOfFile } from '../../../shared/files/file-document.ts'
import { CalmNote } from '../../ui/calm-note.tsx'
import { formatBytes } from '../../ui/format.ts'
import { recordPath } from '../../ui/record/record-paths.ts'
import { oneInSentence } from '../../words/entity-words.ts'
import { removeWithUndo, saveCopy } from './file-actions.ts'
import { progressOf, transferWords } from './file-words.ts'

export function WaitingFiles() {
  const summary = useFileSummary()
  if (!summary) return null
  const { waiting, kept } = summary
  return (
    <Stack gap="sm">
      {waiting.length === 0 && <CalmNote>{t`Every file has been sent.`}</CalmNote>}
      {waiting.map((file) => (
        <Waiting key={file.id} file={file} />
      ))}
      {kept > 0 && (
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            {t`Files take ${{ size: formatBytes(kept) }} on this device.`}
          </Text>
          <Button size="compact-sm" variant="subtle" onClick={() => void freeFileSpace()}>
            {t`Free the space of files the office has`}
          </Button>
        </Group>
      )}
    </Stack>
  )
}

function Waiting({ file }: { file: WaitingFile }) {
  const { id, collection, name, size, kind, transfer } = file
  const record = recordOfFile(id)
  const progress = progressOf(transfer, size)
  const state = kind === 'delete' ? t`Deletion waits to be sent` : transferWords(transfer, size)
  const isStill = transfer.state === 'stopped' || transfer.state === 'refused'
  return (
    <Paper withBorder p="sm" component="article" aria-label={name}>
      <Stack gap="xs">
        <Group gap="xs">
          <Text size="sm" fw={500} style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Text>
          <Text size="sm" c={transfer.state === 'refused' ? 'red' : 'dimmed'}>
            {state}
          </Text>
          {record && (
            <Anchor component={Link} to={recordPath(record.collection, record.id)} size="sm">
              {t`Show the ${{ record: oneInSentence(collection) }}`}
            </Anchor>
          )}
          {kind === 'create' && (
            <Button
              size="compact-sm"
              variant="subtle"
              ms="auto"
              aria-label={isStill ? t`Send ${name} again` : t`Stop sending ${name}`}
              onClick={() => void (isStill ? retryTransfer(id) : stopTransfer(id))}
            >
              {isStill ? t`Send again` : t`Stop`}
            </Button>
          )}
          {transfer.state === 'refused' && (
            <>
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={t`Save a copy of ${name}`}
                onClick={() => void saveCopy(file)}
              >
                {t`Save a copy`}
              </Button>
              <Button
                size="compact-sm"
                variant="subtle"
                color="red"
                aria-label={t`Delete ${name}`}
                onClick={() => void removeWithUndo(file)}
              >
                {t`Delete`}
              </Button>
            </>
          )}
        </Group>
        {progress !== undefined && <Progress value={progress} aria-label={state} />}
      </Stack>
    </Paper>
  )
}
