/** What others changed on the person's own records since they were last here, the latest first. */
import { t } from '@lingui/core/macro'
import { IconHistory } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import { entityOf } from '../../../shared/entities/index.ts'
import type { AnyDocument } from '../../../shared/entities/index.ts'
import type { ListView } from '../../../shared/lists/list-view.ts'
import type { Person } from '../../../shared/roles.ts'
import { useNameOf, useView } from '../../data/index.ts'
import { EntityIcon } from '../../ui/entity-icon.tsx'
import { formatAgo, formatInstant, formatList } from '../../ui/format.ts'
import { NothingHere } from '../../ui/nothing-here.tsx'
import { recordPath } from '../../ui/record/record-paths.ts'
import { SummaryList } from '../../ui/summary-list.tsx'
import { useNow } from '../../ui/use-now.ts'
import { nameOfOne } from '../../words/entity-words.ts'
import { word } from '../../words/say.ts'
import { noteVisit } from './last-visit.ts'

const most = 8
const watched = ['orders', 'customers', 'leads', 'tasks', 'cases'] as const
type Watched = (typeof watched)[number]

/** Own records that somebody else changed, by the office's clock: a device may have been wrong, or offline. */
const newsOf = (list: Watched, since: string, personId: string): ListView => ({
  list,
  where: [
    { column: 'ownerId', is: 'mine' },
    { column: 'acceptedAt', is: 'after', value: since },
    { column: 'updatedBy', is: 'unequal', value: personId },
  ],
  sort: [{ by: 'acceptedAt', desc: true }],
})

export function NewsSection({ person }: { person: Person }) {
  const since = useSince(person.id)
  const now = useNow(60_000)
  const nameOf = useNameOf()
  const asked = { since, personId: person.id }
  const news = [
    useNews('orders', asked),
    useNews('customers', asked),
    useNews('leads', asked),
    useNews('tasks', asked),
    useNews('cases', asked),
  ]
  if (since !== undefined && news.some(({ loading }) => loading)) return null
  const records = news
    .flatMap(({ collection, records: changed }) => changed.map((record) => ({ collection, record })))
    .toSorted((a, b) => (b.record.acceptedAt ?? '').localeCompare(a.record.acceptedAt ?? ''))
  if (records.length === 0)
    return (
      <NothingHere
        size="sm"
        icon={<IconHistory />}
        title={t`Nothing new`}
        description={
          since === undefined
            ? t`What others change on your records stands here when you come back.`
            : t`Nobody changed your records since ${{ moment: formatInstant(since) }}.`
        }
      />
    )
  return (
    <SummaryList
      limit={most}
      total={Math.min(records.length, most)}
      all={{ path: '/', words: '' }}
      entries={records.slice(0, most).map(({ collection, record }) => {
        const by = record.updatedBy === undefined ? undefined : nameOf('salesReps', record.updatedBy)
        return {
          id: record.id,
          title: entityOf(collection).title(record),
          path: recordPath(collection, record.id),
          before: <EntityIcon of={collection} size={16} />,
          detail: [
            by ?? t`The office`,
            whatChanged(collection, record, since),
            formatAgo(record.acceptedAt ?? record.updatedAt, now),
          ]
            .filter(Boolean)
            .join(' · '),
        }
      })}
    />
  )
}

/** "Status, Due": the fields that others changed since then; else that it is new. */
function whatChanged(collection: Watched, record: AnyDocument, since = ''): string {
  if (record.createdAt > since) return t`New ${{ kind: nameOfOne(collection) }}`
  const changes = (record.history ?? []).filter(({ at }) => at > since)
  const names = new Set(changes.flatMap(({ fields }) => fields.map(({ name }) => name)))
  const { fields } = entityOf(collection)
  return formatList([...names].slice(0, 4).map((name) => word(fields[name]?.label ?? name)))
}

function useNews(collection: Watched, { since, personId }: { since: string | undefined; personId: string }) {
  const view = useMemo(
    () => (since === undefined ? undefined : newsOf(collection, since, personId)),
    [collection, since, personId],
  )
  const { rows, loading } = useView(view, { offset: 0, limit: most })
  return { collection, records: view ? (rows as unknown as readonly AnyDocument[]) : [], loading }
}

/** The end of the last visit; noted again while the person is here. */
function useSince(personId: string): string | undefined {
  const [since] = useState(() => noteVisit(localStorage, personId, Date.now()).since)
  useEffect(() => {
    const note = () => void noteVisit(localStorage, personId, Date.now())
    const timer = setInterval(note, 60_000)
    document.addEventListener('visibilitychange', note)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', note)
    }
  }, [personId])
  return since
}
