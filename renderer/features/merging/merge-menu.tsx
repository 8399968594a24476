/** Where merging is begun: in the menu of a record, with a drawer beside the record to choose and compare in. */
import { t } from '@lingui/core/macro'
import { Drawer } from '@mantine/core'
import { IconGitMerge } from '@tabler/icons-react'
import type { DocumentIn } from '../../../shared/entities/index.ts'
import type { Mergeable } from '../../../shared/merged-records.ts'
import type { Person } from '../../../shared/roles.ts'
import type { RecordAction } from '../../ui/record/record-action.tsx'
import { MergeRecords } from './merge-records.tsx'

/** For who `mayMergeRecord`. */
export const merge = (does: () => void): RecordAction => ({
  label: t`Merge with another…`,
  icon: IconGitMerge,
  does,
})

interface MergeDrawerProps<C extends Mergeable> {
  collection: C
  record: DocumentIn<C>
  person: Person
  opened: boolean
  onClose: () => void
}

/** Begins anew each time it is opened. */
export function MergeDrawer<C extends Mergeable>({ opened, onClose, ...merge }: MergeDrawerProps<C>) {
  return (
    <Drawer opened={opened} onClose={onClose} position="right" size={640} title={t`Merge with another`}>
      {opened && <MergeRecords {...merge} onClose={onClose} />}
    </Drawer>
  )
}
