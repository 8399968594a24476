/** Taking in a company's own files: choose and map, see what would happen, import, see what happened. */
import { t } from '@lingui/core/macro'
import { IconLock } from '@tabler/icons-react'
import { useEffect } from 'react'
import { ImportFiles } from '../../features/import/import-files.tsx'
import { ImportChecked, ImportDone, ImportUnderWay } from '../../features/import/import-result.tsx'
import { beginImport, useImport } from '../../features/import/import-state.ts'
import { Reverting } from '../../features/import/revert-result.tsx'
import { useRevert } from '../../features/import/revert-state.ts'
import { FullHeight } from '../../ui/full-height.tsx'
import { NothingHere } from '../../ui/nothing-here.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { usePerson } from '../../ui/record/use-access.ts'

export function ImportPage() {
  const person = usePerson()
  const personId = useImport((state) => state.personId)
  useEffect(() => {
    if (person.role === 'admin') beginImport(person.id)
  }, [person.id, person.role])
  if (person.role !== 'admin')
    return (
      <>
        <PageTitle title={t`Import`} />
        <NothingHere
          icon={<IconLock size={40} stroke={1.5} />}
          title={t`Only administrators import files`}
          description={t`Ask your administrator, and give them the files.`}
        />
      </>
    )
  return <FullHeight>{personId === person.id && <Step />}</FullHeight>
}

function Step() {
  const { phase, run } = useImport()
  const past = useRevert((state) => state.past)
  if (past) return <Reverting past={past} />
  if (phase === 'checking' || phase === 'importing') return <ImportUnderWay />
  if (run && phase === 'checked') return <ImportChecked run={run} />
  if (run && phase === 'done') return <ImportDone run={run} />
  return <ImportFiles />
}
