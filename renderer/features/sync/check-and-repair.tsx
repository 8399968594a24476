/** Compares everything on this device with the office and heals what differs; says what it found. */
import { t } from '@lingui/core/macro'
import { Button, Group, Progress, Stack, Table, Text } from '@mantine/core'
import { IconStethoscope } from '@tabler/icons-react'
import { collectionNames } from '../../../shared/entities/index.ts'
import { checkAndRepair, useSync } from '../../data/index.ts'
import { formatInstant } from '../../ui/format.ts'
import { notifyProblem } from '../../ui/notify-with-undo.tsx'
import { outcomeWords, repairSummary } from './repair-words.ts'
import { manyInSentence, nameOfMany } from '../../words/entity-words.ts'

export function CheckAndRepair() {
  const { repair, connection, firstSync } = useSync()
  const running = repair?.current !== undefined
  const outcomes = repair?.outcomes ?? {}
  const done = collectionNames.filter((name) => outcomes[name])
  const reason = firstSync
    ? t`Your records are still arriving. You can check them when all are here.`
    : connection === 'online'
      ? undefined
      : t`You are offline. Check again when you are connected.`
  const start = () =>
    void checkAndRepair().catch((error: unknown) => notifyProblem(t`The check has stopped`, String(error)))
  return (
    <Stack gap="sm">
      <Text size="sm">
        {t`Compares the records on this device with the office, fetches what is missing and removes what should not be here. What you have not sent stays.`}
      </Text>
      <Group gap="sm">
        <Button
          variant="default"
          loading={running}
          disabled={reason !== undefined && !running}
          onClick={start}
          leftSection={<IconStethoscope size={16} stroke={1.75} aria-hidden />}
        >
          {t`Check and repair`}
        </Button>
        <Text size="sm" c="dimmed" role="status">
          {repair?.current
            ? t`Checking ${{ many: manyInSentence(repair.current) }}`
            : (reason ??
              (repair ? `${repairSummary(Object.values(outcomes)) ?? ''} ${formatInstant(repair.at)}` : ''))}
        </Text>
      </Group>
      {running && (
        <Progress
          value={(100 * done.length) / collectionNames.length}
          aria-label={t`Progress of the check`}
        />
      )}
      {done.length > 0 && (
        <Table aria-label={t`What the check found`} verticalSpacing={6} highlightOnHover={false}>
          <Table.Tbody>
            {done.map((name) => {
              const outcome = outcomes[name]
              return (
                <Table.Tr key={name} style={{ verticalAlign: 'top' }}>
                  <Table.Td w={192}>{nameOfMany(name)}</Table.Td>
                  <Table.Td {...(outcome?.ok === false && { c: 'var(--mantine-color-red-text)' })}>
                    {outcome && outcomeWords(outcome)}
                  </Table.Td>
                </Table.Tr>
              )
            })}
          </Table.Tbody>
        </Table>
      )}
    </Stack>
  )
}
