/** The page around a record's form: new or edit by the address, and the calm answers when neither is possible. */
import { t } from '@lingui/core/macro'
import { Button, Skeleton } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { entityOf } from '../../../shared/entities/index.ts'
import type { DocumentIn } from '../../../shared/entities/index.ts'
import { useRecord } from '../../data/index.ts'
import { NothingHere } from '../nothing-here.tsx'
import { PageTitle } from '../page-title.tsx'
import { useLate } from '../use-late.ts'
import { RecordMissing } from './record-detail.tsx'
import { RecordForm } from './record-form.tsx'
import type { FormPart, OwnInput } from './record-form.tsx'
import { listPath, recordPath } from './record-paths.ts'
import type { PagedCollection } from './record-paths.ts'
import { mayCreate, useAccess, usePerson } from './use-access.ts'
import { useRecordId } from './use-route-values.ts'
import { manyInSentence, nameOfMany, newRecord, oneInSentence } from '../../words/entity-words.ts'

interface RecordFormPageProps<C extends PagedCollection> {
  collection: C
  parts: readonly FormPart<C>[]
  initial?: Partial<DocumentIn<C>>
  /** See `RecordForm`. */
  asks?: (name: string, draft: Readonly<Record<string, unknown>>) => boolean
  /** Said above the inputs; `self` is the id of the record that is changed. */
  note?: (draft: Readonly<Record<string, unknown>>, self: string | undefined) => ReactNode
  /** By the name of the field. Keep it stable. */
  inputs?: Readonly<Record<string, OwnInput>>
  /** Where a new record leads after saving; its own page when absent. */
  afterCreate?: (id: string) => string
}

export function RecordFormPage<C extends PagedCollection>(props: RecordFormPageProps<C>) {
  const id = useRecordId()
  return id === '' ? <NewRecord {...props} /> : <ChangeRecord key={id} {...props} id={id} />
}

function NewRecord<C extends PagedCollection>(props: RecordFormPageProps<C>) {
  const { collection, parts, initial, asks, note, inputs, afterCreate } = props
  const person = usePerson()
  const navigate = useNavigate()
  if (!mayCreate(person, collection)) return <NotAllowed collection={collection} />
  return (
    <>
      <PageTitle title={newRecord(collection)} />
      <RecordForm
        collection={collection}
        parts={parts}
        {...(asks && { asks })}
        {...(note && { note: (draft: Readonly<Record<string, unknown>>) => note(draft, undefined) })}
        {...(inputs && { inputs })}
        {...(initial && { initial })}
        onSaved={(id) =>
          void navigate({ to: afterCreate ? afterCreate(id) : recordPath(collection, id), replace: true })
        }
        onCancel={() => void navigate({ to: listPath(collection) })}
      />
    </>
  )
}

function ChangeRecord<C extends PagedCollection>(props: RecordFormPageProps<C> & { id: string }) {
  const { collection, parts, asks, note, inputs, id } = props
  const { record, loading } = useRecord(collection, id)
  const allowed = useAccess(collection, record)
  const navigate = useNavigate()
  const late = useLate(loading)
  if (loading && !record) return late ? <Skeleton h={320} maw={640} /> : null
  if (!record) return <RecordMissing collection={collection} />
  if (!allowed.update) return <NotAllowed collection={collection} />
  const back = () => void navigate({ to: recordPath(collection, id), replace: true })
  return (
    <>
      <PageTitle title={t`Edit ${{ title: entityOf(collection).title(record) }}`} />
      <RecordForm
        collection={collection}
        record={record}
        parts={parts}
        {...(asks && { asks })}
        {...(inputs && { inputs })}
        {...(note && { note: (draft: Readonly<Record<string, unknown>>) => note(draft, id) })}
        onSaved={back}
        onCancel={back}
      />
    </>
  )
}

function NotAllowed({ collection }: { collection: PagedCollection }) {
  return (
    <>
      <PageTitle title={nameOfMany(collection)} />
      <NothingHere
        icon={<IconLock />}
        title={t`Your role does not allow this change`}
        description={t`Ask the owner of the ${{ one: oneInSentence(collection) }} or your administrator.`}
      >
        <Button component={Link} to={listPath(collection)} variant="default">
          {t`All ${{ many: manyInSentence(collection) }}`}
        </Button>
      </NothingHere>
    </>
  )
}
