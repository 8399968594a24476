/**
 * The app inside its providers. What is shown depends on one thing only, the session: starting, signed out
 * (sign-in or the first-run page), or signed in (the routes). A lost network changes nothing here.
 */
import { MantineProvider } from '@mantine/core'
import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import { RouterProvider } from '@tanstack/react-router'
import { Suspense, lazy, useEffect, useLayoutEffect, useState } from 'react'
import { useSession } from '../data/index.ts'
import { forgetAttachments } from '../features/files/waiting-attachments.ts'
import { forgetDrafts } from '../ui/record/kept-draft.ts'
import { usePreferences } from '../ui/preferences.ts'
import { forgetTables } from '../ui/table-state.ts'
import { ErrorBoundary, StartFailed } from './error-boundary.tsx'
import { Language, useSpokenLanguage } from './language.tsx'
import { loadPreview } from './preview-of.tsx'
import { loadAllPages, router } from './routes.tsx'
import { loadPalette } from './search-button.tsx'
import { Starting } from './starting.tsx'
import { cssVariables, themes } from './theme.ts'

const SignedOut = lazy(async () => ({ default: (await import('./pages/signed-out.tsx')).SignedOutPage }))

export function App({ started }: { started: Promise<void> }) {
  const density = usePreferences((preferences) => preferences.density)
  useSpokenLanguage()
  // For `touch.css`.
  useLayoutEffect(() => void (document.documentElement.dataset['density'] = density), [density])
  return (
    <MantineProvider theme={themes()[density]} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <Language>
        <ModalsProvider>
          <Notifications position="bottom-center" limit={3} pauseResetOnHover="notification" />
          <ErrorBoundary>
            <Started started={started} />
          </ErrorBoundary>
        </ModalsProvider>
      </Language>
    </MantineProvider>
  )
}

function Started({ started }: { started: Promise<void> }) {
  const [failure, setFailure] = useState<unknown>()
  useEffect(() => {
    started.catch((reason: unknown) => setFailure(reason ?? new Error('The data worker did not start')))
  }, [started])
  return failure === undefined ? <BySession /> : <StartFailed reason={failure} />
}

function BySession() {
  const session = useSession()
  const signedOut = session.phase === 'signed-out'
  useEffect(() => {
    if (!signedOut) return
    forgetTables()
    forgetDrafts()
    forgetAttachments()
  }, [signedOut])
  const signedIn = session.phase === 'signed-in'
  useEffect(() => {
    if (!signedIn) return undefined
    // A page that cannot be fetched now is fetched when it is opened.
    const timer = setTimeout(
      () =>
        void loadAllPages()
          .then(loadPalette)
          .then(loadPreview)
          .catch(() => undefined),
      2_000,
    )
    return () => clearTimeout(timer)
  }, [signedIn])
  if (session.phase === 'starting') return <Starting error={session.error} />
  if (session.phase === 'signed-out')
    return (
      <Suspense fallback={<Starting />}>
        <SignedOut server={session.server} />
      </Suspense>
    )
  return <RouterProvider router={router} />
}
