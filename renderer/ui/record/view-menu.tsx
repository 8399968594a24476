/**
 * The saved views of a list: a menu beside its title, and the pinned ones as tabs. Views are records like any
 * other: they work without a network, are sent when there is one, and two people's edits are merged or asked about.
 */
import { t } from '@lingui/core/macro'
import { Alert, Badge, Button, Group, Menu, Stack, Text } from '@mantine/core'
import { IconBookmark, IconChevronDown, IconUsers } from '@tabler/icons-react'
import { useState } from 'react'
import type { ListName } from '../../../shared/lists/list-columns.ts'
import type { Condition } from '../../../shared/lists/list-view.ts'
import type { SavedView } from '../../../shared/lists/saved-view.ts'
import type { Person } from '../../../shared/roles.ts'
import { createRecord, newStep, saveRecord, useNameOf } from '../../data/index.ts'
import type { SaveResult } from '../../data/index.ts'
import { whyNot } from '../../words/say.ts'
import { notifyProblem, notifyWithUndo } from '../notify-with-undo.tsx'
import { useTableState } from '../table-state.ts'
import { updatedView, viewToSave } from './arrangement.ts'
import { ChangedByBoth } from './changed-by-both.tsx'
import { removeWithUndo } from './remove-with-undo.ts'
import { SaveViewDialog } from './save-view-dialog.tsx'
import type { ViewNaming } from './save-view-dialog.tsx'
import type { KeptView, OpenedView } from './use-saved-views.ts'
import { viewWords } from './view-words.ts'
import { nameOfMany } from '../../words/entity-words.ts'

interface ViewMenuProps {
  list: ListName
  stateKey: string
  person: Person
  kept: readonly KeptView[]
  opened: OpenedView
  /** What is shown while no view is open; a view that is made then keeps it. */
  start?: readonly Condition[] | undefined
}

const valueOf = (
  saved: Pick<SavedView, 'view' | 'columns'>,
  { share, pinned }: Pick<ViewNaming, 'share' | 'pinned'>,
): Record<string, unknown> => ({ ...saved, ...(pinned && { pinned }), ...(share !== undefined && { share }) })

export function ViewMenu({ list, stateKey, person, kept, opened, start = [] }: ViewMenuProps) {
  const state = useTableState(stateKey)
  const nameOf = useNameOf()
  const [asking, setAsking] = useState<'new' | 'naming' | 'both'>()
  const { view, saved, isChanged } = opened
  const now = () => viewToSave(list, saved ? state : { ...state, where: [...start, ...(state.where ?? [])] })

  async function saveNew(naming: ViewNaming): Promise<SaveResult> {
    const answer = await createRecord('settings', {
      kind: 'view',
      name: naming.name,
      value: valueOf(now(), naming),
    })
    if (answer.ok) opened.open(answer.id)
    return answer
  }
  async function rename(naming: ViewNaming): Promise<SaveResult> {
    if (!view || !saved) return { ok: false, errors: [] }
    return saveRecord('settings', view.id, { name: naming.name, value: valueOf(saved, naming) })
  }
  async function save(value: SavedView) {
    if (!view) return
    const step = newStep()
    const answer = await saveRecord('settings', view.id, { value: { ...value } }, step)
    if (!answer.ok) return notifyProblem(t`The view was not saved`, whyNot(answer))
    opened.follow(value)
    setAsking(undefined)
    notifyWithUndo(t`View ${{ name: view.name }} updated`, step)
  }
  /** Together with what a colleague made of it since it was opened; asks when that cannot be. */
  async function update() {
    if (!saved) return
    const value = updatedView(list, opened.was ?? state, state, saved)
    if (value) await save(value)
    else setAsking('both')
  }
  const replace = () => {
    const { share, pinned } = saved ?? {}
    return save({ ...now(), ...(pinned && { pinned }), ...(share !== undefined && { share }) })
  }
  async function remove() {
    if (!view) return
    if (await removeWithUndo('settings', view.document)) opened.open(undefined)
  }

  const own = kept.filter(({ isOwn }) => isOwn)
  const shared = kept.filter(({ isOwn }) => !isOwn)
  const item = (each: KeptView) => (
    <Menu.Item
      key={each.id}
      aria-current={each.id === view?.id || undefined}
      rightSection={each.read.ok && each.read.saved.share !== undefined && <Shared />}
      onClick={() => opened.open(each.id)}
    >
      {each.name}
    </Menu.Item>
  )
  return (
    <>
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <Button
            variant="subtle"
            size="compact-sm"
            maw={260}
            data-print="never"
            aria-label={view ? t`View: ${{ name: view.name }}` : t`Views`}
            leftSection={<IconBookmark size={16} stroke={1.75} aria-hidden />}
            rightSection={<IconChevronDown size={14} stroke={1.75} aria-hidden />}
          >
            {view?.name ?? t`Views`}
          </Button>
        </Menu.Target>
        <Menu.Dropdown miw={240} mah="70vh" style={{ overflowY: 'auto' }}>
          <Menu.Item onClick={() => opened.open(undefined)}>
            {list === 'orderItems' ? t`All order items` : t`All ${{ records: nameOfMany(list) }}`}
          </Menu.Item>
          {own.length > 0 && <Menu.Label>{t`My views`}</Menu.Label>}
          {own.map(item)}
          {shared.length > 0 && <Menu.Label>{t`Shared with me`}</Menu.Label>}
          {shared.map(item)}
          <Menu.Divider />
          {view && saved && view.mayChange && isChanged && (
            <Menu.Item onClick={() => void update()}>{t`Update ${{ name: view.name }}`}</Menu.Item>
          )}
          {isChanged && <Menu.Item onClick={opened.reset}>{t`Forget what I changed`}</Menu.Item>}
          <Menu.Item onClick={() => setAsking('new')}>{t`Save as view…`}</Menu.Item>
          {view && saved && view.mayChange && (
            <Menu.Item onClick={() => setAsking('naming')}>{t`Rename or share…`}</Menu.Item>
          )}
          {view?.mayDelete && (
            <Menu.Item color="red" onClick={() => void remove()}>
              {t`Delete this view`}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {isChanged && (
        <Badge variant="light" color="gray" tt="none" fw={500}>
          {opened.isOvertaken ? t`changed by you and a colleague` : t`changed`}
        </Badge>
      )}
      {asking === 'both' && view && saved && (
        <ChangedByBoth
          name={view.name}
          mine={viewWords({ ...saved, columns: undefined, ...now() }, nameOf)}
          theirs={viewWords(saved, nameOf)}
          onReplace={() => void replace()}
          onKeepBoth={() => setAsking('new')}
          onTheirs={() => {
            opened.reset()
            setAsking(undefined)
          }}
          onClose={() => setAsking(undefined)}
        />
      )}
      {asking === 'new' && (
        <SaveViewDialog
          title={t`Save as view`}
          person={person}
          initial={{ name: '', share: undefined, pinned: false }}
          onSave={saveNew}
          onClose={() => setAsking(undefined)}
        />
      )}
      {asking === 'naming' && view && saved && (
        <SaveViewDialog
          title={t`Rename or share the view`}
          person={person}
          initial={{ name: view.name, share: saved.share, pinned: saved.pinned === true }}
          onSave={rename}
          onClose={() => setAsking(undefined)}
        />
      )}
    </>
  )
}

const Shared = () => <IconUsers size={14} stroke={1.75} aria-label={t`shared`} />

/** The pinned views above the list, and why the one in the address cannot be shown. */
export function ViewTabs({ kept, opened }: { kept: readonly KeptView[]; opened: OpenedView }) {
  const pinned = kept.filter(({ read }) => read.ok && read.saved.pinned)
  return (
    <>
      {pinned.length > 0 && (
        <Group gap={4} pb="xs" component="nav" aria-label={t`Pinned views`} data-print="never">
          <Tab active={opened.view === undefined} onClick={() => opened.open(undefined)}>
            {t({ message: 'All', context: 'every record of a list' })}
          </Tab>
          {pinned.map(({ id, name }) => (
            <Tab key={id} active={opened.view?.id === id} onClick={() => opened.open(id)}>
              {name}
            </Tab>
          ))}
        </Group>
      )}
      {opened.problem && <ViewProblem opened={opened} />}
    </>
  )
}

interface TabProps {
  active: boolean
  onClick: () => void
  children: string
}

const Tab = ({ active, onClick, children }: TabProps) => (
  <Button
    size="compact-sm"
    maw={220}
    variant={active ? 'light' : 'subtle'}
    color={active ? undefined : 'gray'}
    aria-current={active ? 'page' : undefined}
    onClick={onClick}
  >
    {children}
  </Button>
)

function ViewProblem({ opened }: { opened: OpenedView }) {
  const { view } = opened
  const problems = view && !view.read.ok ? view.read.problems : []
  return (
    <Alert
      color="amber"
      mb="xs"
      title={view ? t`${{ name: view.name }} cannot be shown` : t`This view is not here`}
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          {view
            ? t`It was made by another version of Satchel, or is damaged. The list is shown without it.`
            : t`It was deleted, is not shared with you, or has not arrived on this device yet. The list is shown without it.`}
        </Text>
        {problems.length > 0 && (
          <Text size="xs" c="dimmed">
            {problems.slice(0, 3).join(' · ')}
          </Text>
        )}
        <Button size="compact-sm" variant="default" onClick={() => opened.open(undefined)}>
          {t`Show the whole list`}
        </Button>
      </Stack>
    </Alert>
  )
}
