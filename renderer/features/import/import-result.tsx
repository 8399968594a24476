/** The second step, what would happen, and the third, what happened; both row by row. */
import { plural, t } from '@lingui/core/macro'
import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconDownload, IconInfoCircle, IconKey } from '@tabler/icons-react'
import { signInSheet } from '../../../shared/import/import-reports.ts'
import { CodedAlert } from '../../ui/coded-alert.tsx'
import { formatNumber } from '../../ui/format.ts'
import { PageTitle } from '../../ui/page-title.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { ToneBadge } from '../../ui/tone-badge.tsx'
import {
  backToFiles,
  cancelImport,
  runWholeImport,
  readErrorFile,
  startOver,
  useImport,
} from './import-state.ts'
import type { RunSummary } from './worker-messages.ts'
import { OutcomeTable } from './outcome-table.tsx'
import { actionTone, actionWord, actions } from './outcome-words.ts'
import { messageOf, remedyFor } from '../../words/say.ts'
import { inSentence, nameOfMany } from '../../words/entity-words.ts'

export function ImportUnderWay() {
  const { phase, progress } = useImport()
  const importing = phase === 'importing'
  const share = progress && progress.total > 0 ? (100 * progress.done) / progress.total : 0
  return (
    <>
      <PageTitle title={importing ? t`Importing` : t`Checking`} />
      <Stack maw={640} gap="sm">
        <Progress value={share} aria-label={importing ? t`Rows imported` : t`Rows checked`} />
        <Text size="sm" aria-live="polite">
          {progress
            ? t`${{ done: formatNumber(progress.done) }} of ${{ all: formatNumber(progress.total) }} rows · ${{ kind: progress.collection === 'settings' ? t`Teams` : nameOfMany(progress.collection) }}`
            : t`Reading the files`}
        </Text>
        {importing && (
          <Text size="sm" c="dimmed">
            {t`You can look at something else meanwhile. What has been imported stays when you stop here; importing the same files again goes on where this ended.`}
          </Text>
        )}
        <Group>
          <Button variant="default" onClick={cancelImport}>
            {t`Stop`}
          </Button>
        </Group>
      </Stack>
    </>
  )
}

export function ImportChecked({ run }: { run: RunSummary }) {
  const { counts } = run
  const todo = counts.create + counts.update
  return (
    <>
      <PageTitle
        title={t`What would happen`}
        beside={<Counts run={run} committed={false} />}
        actions={
          <>
            {counts.refused > 0 && <ErrorFileButton />}
            <Button variant="default" onClick={backToFiles}>
              {t`Back to files`}
            </Button>
            {todo > 0 && !run.stopped && (
              <Button onClick={() => void runWholeImport()}>
                {plural(todo, { one: 'Import # row', other: 'Import # rows' })}
              </Button>
            )}
          </>
        }
      />
      <Remarks run={run} />
      <OutcomeTable run={run} committed={false} />
    </>
  )
}

export function ImportDone({ run }: { run: RunSummary }) {
  const { signIns, counts } = run
  const { refused } = counts
  return (
    <>
      <PageTitle
        title={run.stopped ? t`Import stopped` : t`Imported`}
        beside={<Counts run={run} committed />}
        actions={
          <>
            {refused > 0 && <ErrorFileButton />}
            <Button variant="default" onClick={backToFiles}>
              {t`Back to files`}
            </Button>
            <Button variant="default" onClick={() => startOver()}>
              {t`Import other files`}
            </Button>
          </>
        }
      />
      {signIns.length > 0 && (
        <Alert
          color="amber"
          icon={<IconKey aria-hidden />}
          title={plural(signIns.length, {
            one: '# new person can sign in now',
            other: '# new people can sign in now',
          })}
          mb="sm"
        >
          <Group justify="space-between">
            <Text size="sm">
              {t`Their first passwords are shown nowhere else and are gone when you leave this import.`}
            </Text>
            <Button
              leftSection={<IconDownload size={16} stroke={1.75} aria-hidden />}
              onClick={() => save('sign-ins.csv', signInSheet(signIns))}
            >
              {t`Save sign-ins`}
            </Button>
          </Group>
        </Alert>
      )}
      <Remarks run={run} />
      <OutcomeTable run={run} committed />
    </>
  )
}

function Counts({ run, committed }: { run: RunSummary; committed: boolean }) {
  const { counts } = run
  return (
    <Group gap="xs" role="status">
      {actions
        .filter((action) => counts[action] > 0)
        .map((action) => (
          <ToneBadge key={action} tone={actionTone(action, committed)}>
            {`${formatNumber(counts[action])} ${inSentence(actionWord(action, committed))}`}
          </ToneBadge>
        ))}
    </Group>
  )
}

const ErrorFileButton = () => (
  <Button
    variant="default"
    leftSection={<IconDownload size={16} stroke={1.75} aria-hidden />}
    onClick={() => void readErrorFile().then((text) => text !== undefined && save('import-errors.csv', text))}
  >
    {t`Save error file`}
  </Button>
)

function save(name: string, text: string) {
  void saveFile(name, text).then((error) => {
    if (error)
      notifications.show({
        color: 'red',
        title: messageOf(error),
        message: remedyFor(error),
        autoClose: false,
      })
  })
}

const shownNotes = 3

/** Why it ended early, and what is worth knowing about the files. */
function Remarks({ run }: { run: RunSummary }) {
  const { notes, noteCount } = useImport()
  return (
    <Stack gap="sm" mb={run.stopped || notes.length > 0 ? 'sm' : 0}>
      {run.stopped === 'cancelled' && (
        <Alert color="amber" icon={<IconAlertTriangle aria-hidden />} title={t`Stopped before the end`}>
          {t`The rows below were looked at; the others were not. Importing the same files again goes on from here.`}
        </Alert>
      )}
      {run.stopped !== undefined && run.stopped !== 'cancelled' && <CodedAlert error={run.stopped} />}
      {notes.length > 0 && (
        <Alert
          color="gray"
          icon={<IconInfoCircle aria-hidden />}
          title={plural(noteCount, { one: '# note', other: '# notes' })}
        >
          {notes.slice(0, shownNotes).map(({ file, row, message, phrase }) => (
            <Text size="sm" key={`${file} ${row} ${message}`}>
              {row === undefined ? file : t`${file}, row ${row}`}: {messageOf({ message, phrase })}
            </Text>
          ))}
          {noteCount > shownNotes && (
            <Text size="sm">{t`and ${{ more: formatNumber(noteCount - shownNotes) }} more`}</Text>
          )}
        </Alert>
      )}
    </Stack>
  )
}
