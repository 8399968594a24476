/** What others than administrators see at an administrator's address. */
import { t } from '@lingui/core/macro'
import { IconLock } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { NothingHere } from '../ui/nothing-here.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { usePerson } from '../ui/record/use-access.ts'

export function AdminOnly({ title, children }: { title: string; children: ReactNode }) {
  const person = usePerson()
  if (person.role === 'admin') return children
  return (
    <>
      <PageTitle title={title} />
      <NothingHere
        icon={<IconLock />}
        title={t`Only administrators can do this`}
        description={t`Ask your administrator.`}
      />
    </>
  )
}
