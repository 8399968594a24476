/** The palette: jump to a page, start a new record, or find one by a word in its name. */
import { t } from '@lingui/core/macro'
import '@mantine/spotlight/styles.css'
import { Kbd, VisuallyHidden, useMantineColorScheme } from '@mantine/core'
import type { MantineColorScheme } from '@mantine/core'
import { Spotlight, spotlight } from '@mantine/spotlight'
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBolt,
  IconKeyboard,
  IconMoon,
  IconPlus,
  IconRefresh,
  IconSearch,
  IconSun,
} from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { CollectionName } from '../../shared/entities/index.ts'
import { fold } from '../../shared/lists/fold.ts'
import type { Role } from '../../shared/roles.ts'
import { searchRecords, syncNow } from '../data/index.ts'
import type { Found } from '../data/index.ts'
import { EntityIcon } from '../ui/entity-icon.tsx'
import { redoAndTell, undoAndTell } from '../ui/notify-with-undo.tsx'
import { pageActions } from '../ui/page-actions.ts'
import { newPath, recordPath } from '../ui/record/record-paths.ts'
import type { PagedCollection } from '../ui/record/record-paths.ts'
import { showCheatSheet } from './app-keys.tsx'
import { goKeys } from './go-keys.ts'
import classes from './palette.module.css'
import { usePerson } from '../ui/record/use-access.ts'
import { mayLead } from '../features/teams/may-lead.ts'
import { adminItems, workItems } from './nav-items.ts'
import { nameOfMany, newRecord } from '../words/entity-words.ts'

const startable: readonly PagedCollection[] = [
  'customers',
  'leads',
  'orders',
  'interactions',
  'tasks',
  'cases',
]
/** Interactions have no name that one could tell them by. */
const findable: readonly PagedCollection[] = [
  'customers',
  'leads',
  'orders',
  'products',
  'tasks',
  'cases',
  'salesReps',
]
const perKind = 6
/** The list scrolls, so the keyboard must reach it. Its types do not name the viewport it hands this on to. */
const reachable = { viewportProps: { tabIndex: 0 } }

interface PaletteProps {
  /** Another number opens it again. */
  asked: number
  role: Role
  query: string
  onQuery: (query: string) => void
}

/** Opens it when it is drawn: with the key of a request, once for each. */
function Opened() {
  useEffect(() => spotlight.open(), [])
  return null
}

export function Palette({ asked, role, query, onQuery }: PaletteProps) {
  const leadsTeam = mayLead(usePerson())
  const navigate = useNavigate()
  const { setColorScheme } = useMantineColorScheme()

  const go = (to: string) => () => void navigate({ to })
  const words = fold(query).split(/\s+/).filter(Boolean)
  const matches = (text: string) => words.every((word) => fold(text).includes(word))
  const pages = [...workItems(role, leadsTeam), ...adminItems(role)].filter(({ label }) => matches(label))
  const keyOf = (path: string) => Object.entries(goKeys).find(([, target]) => target === path)?.[0]
  const starts = startable.filter(
    (collection) =>
      !(
        role === 'support' &&
        (collection === 'leads' || collection === 'orders' || collection === 'customers')
      ) && matches(newRecord(collection)),
  )
  const here = pageActions().filter(({ label }) => matches(label))
  const actions = doable({ setColorScheme }).filter(({ label }) => matches(label))
  const searched = query.trim().length > 1
  const found = useFound(query, role)

  return (
    <>
      <Spotlight.Root
        centered={false}
        overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
        query={query}
        onQueryChange={onQuery}
        shortcut={null}
        scrollable
        maxHeight={420}
        title={<VisuallyHidden>{t`Search or jump to`}</VisuallyHidden>}
        classNames={{ header: classes['header'], actionsGroup: classes['group'] }}
      >
        <Spotlight.Search
          aria-label={t`Search or jump to`}
          placeholder={t`Search or jump to`}
          onKeyDown={takeFirst}
          leftSection={<IconSearch size={20} stroke={1.75} aria-hidden />}
        />
        <Spotlight.ActionsList {...reachable}>
          {searched && (
            <>
              {found.map(({ collection, records }) => (
                <Spotlight.ActionsGroup key={collection} label={nameOfMany(collection)}>
                  {records.map(({ id, title }) => (
                    <Spotlight.Action
                      key={id}
                      label={title}
                      onClick={go(recordPath(collection, id))}
                      leftSection={<EntityIcon of={collection} />}
                    />
                  ))}
                </Spotlight.ActionsGroup>
              ))}
            </>
          )}
          {here.length > 0 && (
            <Spotlight.ActionsGroup label={t`On this page`}>
              {here.map(({ label, run }) => (
                <Spotlight.Action
                  key={label}
                  label={label}
                  onClick={run}
                  leftSection={<IconBolt size={20} stroke={1.75} aria-hidden />}
                />
              ))}
            </Spotlight.ActionsGroup>
          )}
          {pages.length > 0 && (
            <Spotlight.ActionsGroup label={t`Go to`}>
              {pages.map(({ path, label, icon: Icon }) => (
                <Spotlight.Action
                  key={path}
                  label={label}
                  onClick={go(path)}
                  leftSection={
                    typeof Icon === 'string' ? (
                      <EntityIcon of={Icon} />
                    ) : (
                      <Icon size={20} stroke={1.75} aria-hidden />
                    )
                  }
                  rightSection={keyOf(path) && <Kbd size="xs">G {keyOf(path)}</Kbd>}
                />
              ))}
            </Spotlight.ActionsGroup>
          )}
          {starts.length > 0 && (
            <Spotlight.ActionsGroup label={t`Start`}>
              {starts.map((collection) => (
                <Spotlight.Action
                  key={collection}
                  label={newRecord(collection)}
                  onClick={go(newPath(collection))}
                  leftSection={<IconPlus size={20} stroke={1.75} aria-hidden />}
                />
              ))}
            </Spotlight.ActionsGroup>
          )}
          {actions.length > 0 && (
            <Spotlight.ActionsGroup label={t`Do`}>
              {actions.map(({ label, keys, icon: Icon, run }) => (
                <Spotlight.Action
                  key={label}
                  label={label}
                  onClick={run}
                  leftSection={<Icon size={20} stroke={1.75} aria-hidden />}
                  rightSection={keys && <Kbd size="xs">{keys}</Kbd>}
                />
              ))}
            </Spotlight.ActionsGroup>
          )}
          {[here, pages, starts, actions].every(({ length }) => length === 0) && !searched && (
            <Spotlight.Empty>{t`Nothing found`}</Spotlight.Empty>
          )}
        </Spotlight.ActionsList>
      </Spotlight.Root>
      <Opened key={asked} />
    </>
  )
}

const doable = ({ setColorScheme }: { setColorScheme: (scheme: MantineColorScheme) => void }) => [
  { label: t`Undo the last change`, keys: undefined, icon: IconArrowBackUp, run: () => void undoAndTell() },
  { label: t`Do it again`, keys: undefined, icon: IconArrowForwardUp, run: () => void redoAndTell() },
  { label: t`Sync now`, keys: undefined, icon: IconRefresh, run: () => void syncNow() },
  { label: t`Light colours`, keys: undefined, icon: IconSun, run: () => setColorScheme('light') },
  { label: t`Dark colours`, keys: undefined, icon: IconMoon, run: () => setColorScheme('dark') },
  { label: t`Keyboard shortcuts`, keys: '?', icon: IconKeyboard, run: showCheatSheet },
]

/** Enter takes the first answer, also when the answers came after the last letter and none is selected yet. */
function takeFirst(event: KeyboardEvent<HTMLInputElement>) {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
  const palette = event.currentTarget.closest('[role="dialog"]')
  if (palette?.querySelector('[data-action][data-selected]')) return
  event.preventDefault()
  palette?.querySelector<HTMLElement>('[data-action]')?.click()
}

const nothing: readonly FoundKind[] = []

interface FoundKind {
  collection: PagedCollection
  records: readonly Found[]
}

/** The kinds of record one finds, the kind with the best match first, and the best few of each. */
function useFound(query: string, role: Role): readonly FoundKind[] {
  const [found, setFound] = useState<readonly FoundKind[]>([])
  const isAsked = query.trim().length > 1
  useEffect(() => {
    if (!isAsked) return undefined
    let isLate = false
    const collections: readonly CollectionName[] = findable.filter(
      (each) => role !== 'support' || each !== 'leads',
    )
    void searchRecords(query, { collections, limit: perKind }).then((records) => {
      if (isLate) return
      const kinds = [...new Set(records.map(({ collection }) => collection))]
      setFound(
        kinds.map((collection) => ({
          collection: collection as PagedCollection,
          records: records.filter((record) => record.collection === collection),
        })),
      )
    })
    return () => {
      isLate = true
    }
  }, [query, isAsked, role])
  return isAsked ? found : nothing
}
