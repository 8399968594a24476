/** The selected records deleted, as one step to undo. */
import { plural, t } from '@lingui/core/macro'
import { Button, Group, Stack, Text } from '@mantine/core'
import { removeRecord } from '../../data/index.ts'
import { manyInSentence } from '../../words/entity-words.ts'
import { formatNumber } from '../format.ts'
import { BulkDialogFrame, useBulk } from './bulk-work.tsx'
import type { BulkDialogProps } from './bulk-work.tsx'

export function BulkDelete(dialog: BulkDialogProps) {
  const { collection, ids, onClose } = dialog
  const work = useBulk(dialog)
  const records = manyInSentence(collection)
  const remove = () =>
    work.run({
      changesFor: () => ({}),
      write: (id, _, step) => removeRecord(collection, id, step),
      doneWords: (count) => plural(count, { one: '# record deleted', other: '# records deleted' }),
    })
  return (
    <BulkDialogFrame
      collection={collection}
      ids={ids}
      work={work}
      onClose={onClose}
      title={t`Delete ${{ count: formatNumber(ids.length) }} ${{ records }}?`}
    >
      <Stack>
        <Text>{t`They go from all devices. You can undo it while this window is open.`}</Text>
        <Group>
          <Button data-autofocus color="red" onClick={() => void remove()}>
            {t`Delete ${formatNumber(ids.length)}`}
          </Button>
          <Button variant="default" onClick={onClose}>{t`Cancel`}</Button>
        </Group>
      </Stack>
    </BulkDialogFrame>
  )
}
