/** Two people arranged one view anew in different ways: who saves last decides, with both in words before them. */
import { t } from '@lingui/core/macro'
import { Button, Group, Modal, SimpleGrid, Stack, Text, Title } from '@mantine/core'

interface ChangedByBothProps {
  name: string
  /** Both in words, a line for each part. */
  mine: string
  theirs: string
  onReplace: () => void
  onKeepBoth: () => void
  onTheirs: () => void
  onClose: () => void
}

export function ChangedByBoth({ name, mine, theirs, ...on }: ChangedByBothProps) {
  return (
    <Modal
      opened
      onClose={on.onClose}
      size="lg"
      title={t`${name} was changed meanwhile`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <Stack>
        <Text size="sm">
          {t`Since you opened this view a colleague has changed the same part of it. Nothing is lost until you choose.`}
        </Text>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <Side title={t`Yours`} words={mine} />
          <Side title={t`Theirs`} words={theirs} />
        </SimpleGrid>
        <Group>
          <Button onClick={on.onKeepBoth}>{t`Save mine as another view…`}</Button>
          <Button variant="default" onClick={on.onReplace}>{t`Replace theirs`}</Button>
          <Button variant="default" onClick={on.onTheirs}>{t`Take theirs`}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}

const Side = ({ title, words }: { title: string; words: string }) => (
  <section>
    <Title order={3} size="h5" mb={4}>
      {title}
    </Title>
    <Text size="sm" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
      {words}
    </Text>
  </section>
)
