/**
 * The frame around every page: navigation, header, sync indicator, profile. A wide window has labels and
 * keeps sync and profile at the navigation's foot; a tablet has a rail and keeps them in the header; below
 * 768 px the navigation is a drawer.
 */
import { t } from '@lingui/core/macro'
import { AppShell, Burger, Group, ScrollArea, Text } from '@mantine/core'
import { useDisclosure, useMediaQuery } from '@mantine/hooks'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { Suspense, useEffect, useRef } from 'react'
import { useSession } from '../data/index.ts'
import { ProfileMenu } from '../features/session/profile-menu.tsx'
import { SessionNotices } from '../features/session/session-notices.tsx'
import { SignOutDialog } from '../features/session/sign-out-dialog.tsx'
import { usePendingChanges } from '../features/sync/use-pending-changes.ts'
import { SyncIndicator } from '../features/sync/sync-indicator.tsx'
import { TaskReminders } from '../features/tasks/task-reminders.tsx'
import { AppKeys } from './app-keys.tsx'
import { Navigation } from './navigation.tsx'
import classes from './navigation.module.css'
import { RecordPreviews } from '../ui/record/use-record-preview.ts'
import { previewOf } from './preview-of.tsx'
import { SearchButton } from './search-button.tsx'

const drawerBelow = 'sm'

export function Shell() {
  const session = useSession()
  const [opened, { toggle, close }] = useDisclosure(false)
  const [leaving, { open: askToLeave, close: stay }] = useDisclosure(false)
  const wide = useMediaQuery('(min-width: 75em)', true, { getInitialValueInEffect: false })
  const drawer = useMediaQuery('(max-width: 47.99em)', false, { getInitialValueInEffect: false })
  const main = useRef<HTMLElement>(null)
  useFocusOnNavigation(main)

  if (session.phase !== 'signed-in') return null
  const { person } = session
  const labelled = wide || drawer
  return (
    <AppShell
      layout="alt"
      header={{ height: { base: 56, lg: 48 } }}
      navbar={{
        width: { base: '100%', sm: 96, lg: 224 },
        breakpoint: drawerBelow,
        collapsed: { mobile: !opened },
      }}
      padding={{ base: 'md', lg: 'lg' }}
    >
      <AppShell.Navbar p="xs" component="aside" aria-label={t`Navigation and sync`}>
        <Group justify="space-between" wrap="nowrap">
          {labelled && <Text className={classes['brand']}>{t`Satchel`}</Text>}
          {drawer && <Burger opened onClick={close} size="sm" aria-label={t`Close the navigation`} />}
        </Group>
        <AppShell.Section grow component={ScrollArea} type="hover" scrollbarSize={6} scrollbars="y">
          <Navigation role={person.role} rail={!labelled} onNavigate={close} />
        </AppShell.Section>
        {labelled && (
          <AppShell.Section>
            <SyncIndicator stacked />
            <ProfileMenu person={person} compact={false} onSignOut={askToLeave} />
          </AppShell.Section>
        )}
      </AppShell.Navbar>
      <AppShell.Header px={{ base: 'md', lg: 'lg' }}>
        <Group h="100%" justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap" flex={1} miw={0}>
            {drawer && (
              <Burger opened={opened} onClick={toggle} size="sm" aria-label={t`Open the navigation`} />
            )}
            <SearchButton role={person.role} />
          </Group>
          {!wide && (
            <Group gap="xs" wrap="nowrap">
              <SyncIndicator stacked={false} />
              {!drawer && <ProfileMenu person={person} compact onSignOut={askToLeave} />}
            </Group>
          )}
        </Group>
      </AppShell.Header>
      <AppShell.Main ref={main} tabIndex={-1} style={{ outline: 'none' }}>
        <SessionNotices person={person} />
        <TaskReminders person={person} />
        <AppKeys role={person.role} />
        <Suspense fallback={null}>
          <RecordPreviews value={previewOf}>
            <Outlet />
          </RecordPreviews>
        </Suspense>
      </AppShell.Main>
      {leaving && <LeavingDialog onClose={stay} />}
    </AppShell>
  )
}

/** Mounted only while it is asked, so that what is unsent is looked up then. */
function LeavingDialog({ onClose }: { onClose: () => void }) {
  return <SignOutDialog opened onClose={onClose} pending={usePendingChanges()} />
}

/** After a change of page a screen reader starts at its top, unless the page itself took the focus. */
function useFocusOnNavigation(main: { current: HTMLElement | null }) {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname })
  const shown = useRef(path)
  useEffect(() => {
    if (shown.current === path) return
    shown.current = path
    window.scrollTo(0, 0)
    if (!main.current?.contains(document.activeElement)) main.current?.focus({ preventScroll: true })
  }, [path, main])
}
