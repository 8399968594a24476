/** Every key of the app on one page, opened with a question mark. */
import { t } from '@lingui/core/macro'
import { Group, Kbd, Modal, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { Fragment } from 'react'
import { usePreferences } from '../ui/preferences.ts'
import { goKeys } from './go-keys.ts'
import { adminItems, workItems } from './nav-items.ts'
import type { Role } from '../../shared/roles.ts'

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent)
/** The key that commands begin with on this machine. */
const mod = isApple ? '⌘' : 'Ctrl'

interface Entry {
  /** Pressed together, unless `how` says otherwise. */
  keys: readonly string[]
  how?: 'then' | 'or'
  does: string
}

export function CheatSheet({ role, onClose }: { role: Role; onClose: () => void }) {
  const letterKeys = usePreferences((preferences) => preferences.letterKeys)
  return (
    <Modal opened onClose={onClose} title={t`Keyboard shortcuts`} size="xl">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
        <Part title={t`Everywhere`} entries={everywhere()} />
        <Part title={t`In lists`} entries={inLists()} />
        <Part title={t`Go to`} entries={goTo(role)} />
        <Part title={t`On boards and pages`} entries={onPages()} />
      </SimpleGrid>
      {!letterKeys && (
        <Text mt="md" c="dimmed">
          {t`Single-letter shortcuts are switched off in your profile’s menu.`}
        </Text>
      )}
    </Modal>
  )
}

const between = (how: Entry['how']) => {
  if (how === 'then') return t({ message: 'then', context: 'one key after another' })
  return how === 'or' ? t({ message: 'or', context: 'one key or another' }) : '+'
}

function Part({ title, entries }: { title: string; entries: readonly Entry[] }) {
  return (
    <Stack component="section" gap={6}>
      <Title order={3} size="sm">
        {title}
      </Title>
      {entries.map(({ keys, how, does }) => (
        <Group key={does} justify="space-between" wrap="nowrap">
          <Text size="sm">{does}</Text>
          <Text component="span" size="sm" style={{ whiteSpace: 'nowrap' }}>
            {keys.map((key, index) => (
              <Fragment key={key}>
                {index > 0 && ` ${between(how)} `}
                <Kbd size="xs">{key}</Kbd>
              </Fragment>
            ))}
          </Text>
        </Group>
      ))}
    </Stack>
  )
}

const everywhere = (): Entry[] => [
  { keys: [mod, 'K'], does: t`Search, jump, start something` },
  { keys: [mod, 'Z'], does: t`Undo the last change` },
  { keys: [mod, t`Shift`, 'Z'], does: t`Do it again` },
  { keys: ['?'], does: t`Show these shortcuts` },
  { keys: [mod, 'Enter'], does: t`Save a form, log an interaction` },
  { keys: ['Esc'], does: t`Close or cancel` },
]

const inLists = (): Entry[] => [
  { keys: ['↑', '↓'], how: 'or', does: t`Move through the rows` },
  { keys: [t`Home`, t`End`], how: 'or', does: t`First and last row` },
  { keys: ['Enter'], does: t`Open the row` },
  { keys: [t`Space`], does: t`Look at the row beside the list` },
  { keys: ['X'], does: t`Select the row` },
  { keys: [t`Shift`, 'X'], does: t`Select all rows up to this one` },
  { keys: ['F2'], does: t`Change the row’s cells where they stand` },
  { keys: ['A'], does: t`Assign the row to somebody` },
  { keys: ['D'], does: t`Change the row’s due date` },
  { keys: ['M'], does: t`Move the row to another status` },
  { keys: ['E'], does: t`Edit the row’s record` },
  { keys: ['F'], does: t`Arrange the list: columns, conditions, groups` },
  { keys: [mod, 'F'], does: t`Search in the list` },
  { keys: ['J', 'K'], how: 'or', does: t`Next and previous row` },
  { keys: ['N'], does: t`Start a new record` },
]

const onPages = (): Entry[] => [
  { keys: ['E'], does: t`Edit the record` },
  { keys: ['L', 'C'], how: 'then', does: t`Log a call` },
  { keys: ['L', 'V'], how: 'then', does: t`Log a visit` },
  { keys: ['L', 'E'], how: 'then', does: t`Log an email` },
  { keys: ['L', 'M'], how: 'then', does: t`Log a meeting` },
  { keys: ['L', 'N'], how: 'then', does: t`Add a note` },
  { keys: ['Alt', '← →'], does: t`Move a card to another column` },
]

const goTo = (role: Role): Entry[] => {
  const pages = [...workItems(role), ...adminItems(role), { path: '/sync', label: t`Sync` }]
  return Object.entries(goKeys).flatMap(([key, path]) => {
    const page = pages.find((one) => one.path === path)
    return page ? [{ keys: ['G', key], how: 'then' as const, does: page.label }] : []
  })
}
