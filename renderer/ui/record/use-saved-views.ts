/**
 * The saved views of a list on this device, and the one that the address names (`?view=<id>`): it arranges the
 * list when it is opened, and again when a colleague changed it meanwhile, unless the person has arranged the list
 * anew since. Without a view in the address the list is as it was left before any was opened.
 */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo } from 'react'
import { mayWrite } from '../../../shared/access.ts'
import type { Setting } from '../../../shared/entities/setting.ts'
import type { ListName } from '../../../shared/lists/list-columns.ts'
import { listOfView, readSavedView } from '../../../shared/lists/saved-view.ts'
import type { ReadView, SavedView } from '../../../shared/lists/saved-view.ts'
import type { Person } from '../../../shared/roles.ts'
import { useRecords } from '../../data/index.ts'
import { compareNames } from '../format.ts'
import { untouched, useTables, useTableState } from '../table-state.ts'
import { arrangementIn, arrangementText } from './arrangement.ts'
import type { Arrangement } from './arrangement.ts'
import type { PagedCollection } from './record-paths.ts'
import { listPath } from './record-paths.ts'

export interface KeptView {
  id: string
  name: string
  document: Setting
  read: ReadView
  isOwn: boolean
  mayChange: boolean
  mayDelete: boolean
}

const views = { selector: { kind: 'view' } }

export function useSavedViews(
  list: ListName,
  person: Person,
): { kept: readonly KeptView[]; loading: boolean } {
  const { records, loading } = useRecords('settings', views)
  const kept = useMemo(() => {
    const around = { teamsOf: () => person.teamIds, now: 0 }
    return records
      .filter((document) => listOfView(document) === list)
      .map((document): KeptView => ({
        id: document.id,
        name: document.name,
        document,
        read: readSavedView(document),
        isOwn: document.ownerId === person.id,
        mayChange: mayWrite(person, 'settings', document, document, around).allowed,
        mayDelete: mayWrite(person, 'settings', document, undefined, around).allowed,
      }))
      .sort((a, b) => compareNames(a.name, b.name))
  }, [records, list, person])
  return { kept, loading }
}

export interface OpenedView {
  /** What the address names, when it is on this device. */
  view: KeptView | undefined
  saved: SavedView | undefined
  /** The person has arranged the list in another way since. */
  isChanged: boolean
  /** A colleague has saved it in another way meanwhile. */
  isOvertaken: boolean
  /** Why the view in the address cannot be shown. */
  problem: 'missing' | 'broken' | undefined
  /** Opens a view, or the plain list. */
  open: (id: string | undefined) => void
  /** What the view held when it was opened here, or followed last. */
  was: Arrangement | undefined
  /** Arranges the list as the view was just saved, which may hold more than this person arranged. */
  follow: (saved: SavedView) => void
  /** Arranges the list as the view says again. */
  reset: () => void
}

/** Lists that have a page of their own, where their views are shown. */
export type ViewedList = PagedCollection | 'orderItems'

/** The orders' page shows their items, too; its address said so with `view=items` before there were views. */
const linkTo = (list: ViewedList): { to: string; search: Record<string, string> } =>
  list === 'orderItems'
    ? { to: listPath('orders'), search: { show: 'items' } }
    : { to: listPath(list), search: {} }

/** Addresses that name no view of their own. */
const isNoView = (asked: unknown) => asked === '' || asked === 'items'

/** `choiceIds`: the columns that have a choice above the list. */
export function useOpenedView(
  list: ViewedList,
  stateKey: string,
  choiceIds: readonly string[],
  { kept, loading }: ReturnType<typeof useSavedViews>,
): OpenedView {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const navigate = useNavigate()
  const state = useTableState(stateKey)
  const replace = useTables((tables) => tables.replace)
  const change = useTables((tables) => tables.change)
  const asked = typeof search['view'] === 'string' && !isNoView(search['view']) ? search['view'] : undefined
  const view = asked === undefined ? undefined : kept.find(({ id }) => id === asked)
  const saved = view?.read.ok ? view.read.saved : undefined
  const choices = choiceIds.join(' ')
  const arrangement = useMemo(() => saved && arrangementIn(saved, choices.split(' ')), [saved, choices])
  const wanted = arrangement && arrangementText(arrangement)
  const now = arrangementText(state)
  const { opened } = state

  const reset = useCallback(() => {
    if (arrangement && asked !== undefined)
      replace(stateKey, {
        ...untouched,
        ...arrangement,
        opened: { id: asked, arrangement: arrangementText(arrangement) },
      })
  }, [arrangement, asked, replace, stateKey])

  useEffect(() => {
    if (asked === undefined) {
      if (opened) replace(stateKey, untouched)
      return
    }
    if (wanted === undefined) {
      // What cannot be shown must not look like the view that was open before.
      if (opened && opened.id !== asked && !loading) replace(stateKey, untouched)
      return
    }
    const isAnother = opened?.id !== asked
    const isUpdated = !isAnother && opened.arrangement !== wanted && opened.arrangement === now
    if (isAnother || isUpdated) reset()
    // Saved here, or a colleague came to the same: from now on the two go together again.
    else if (opened.arrangement !== wanted && wanted === now)
      change(stateKey, { opened: { id: asked, arrangement: wanted } })
  }, [asked, wanted, now, opened, loading, reset, replace, change, stateKey])

  const was = useMemo(
    () => (opened && opened.id === asked ? (JSON.parse(opened.arrangement) as Arrangement) : undefined),
    [opened, asked],
  )
  const follow = useCallback(
    (next: SavedView) => {
      const shown = arrangementIn(next, choices.split(' '))
      if (asked !== undefined && wanted !== undefined && arrangementText(shown) !== now)
        replace(stateKey, { ...untouched, ...shown, opened: { id: asked, arrangement: wanted } })
    },
    [asked, wanted, now, choices, replace, stateKey],
  )
  const open = useCallback(
    (id: string | undefined) => {
      const { to, search: plain } = linkTo(list)
      void navigate({ to, search: () => (id === undefined ? plain : { ...plain, view: id }) })
    },
    [navigate, list],
  )
  const isOpened = wanted !== undefined && opened?.id === asked
  const isChanged = isOpened && wanted !== now
  const isOvertaken = isChanged && opened?.arrangement !== wanted
  const problem = problemOf()
  return useMemo(
    () => ({ view, saved, isChanged, isOvertaken, problem, was, open, follow, reset }),
    [view, saved, isChanged, isOvertaken, problem, was, open, follow, reset],
  )

  function problemOf(): OpenedView['problem'] {
    if (asked === undefined || (loading && !view)) return undefined
    if (!view) return 'missing'
    return saved ? undefined : 'broken'
  }
}
