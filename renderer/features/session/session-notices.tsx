/**
 * What a person must know about their session, above every page: it ended, the app is too old, the book is
 * still arriving. Being offline is not among them: that is normal and the sync indicator says it.
 */
import { plural, t } from '@lingui/core/macro'
import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { IconAlertTriangle, IconCloudDown, IconKey } from '@tabler/icons-react'
import { Suspense, lazy, useEffect, useState } from 'react'
import type { Person } from '../../../shared/roles.ts'
import { useInbox, useSync } from '../../data/index.ts'
import { formatNumber } from '../../ui/format.ts'
import { manyInSentence } from '../../words/entity-words.ts'

/** Needed with a network only, and by few: it is loaded when it is asked for. */
const SignInAgain = lazy(async () => ({ default: (await import('./sign-in-again.tsx')).SignInAgain }))

/** px below the notices. */
const gap = 16

export function SessionNotices({ person }: { person: Person }) {
  const { signInNeeded, revoked, updateRequired, error, firstSync, waiting } = useSync()
  const undecided = useInbox().length > 0
  const [signingIn, setSigningIn] = useState(false)
  const [isAsked, setIsAsked] = useState(false)
  const { ref, height } = useElementSize<HTMLDivElement>()
  const serverTooOld = error?.code === 'SERVER_TOO_OLD'
  const shown = signInNeeded || updateRequired || serverTooOld || firstSync !== undefined
  // Pages that fill the window leave room for this. The size of what is gone stays measured.
  const room = shown && height > 0 ? height + gap : 0
  useEffect(() => {
    document.documentElement.style.setProperty('--satchel-notices', `${room}px`)
  }, [room])
  if (!shown) return null
  const kept =
    waiting > 0
      ? ` ${plural(waiting, { one: '# change will go out then.', other: '# changes will go out then.' })}`
      : ''
  return (
    <Stack gap="xs" mb={gap} ref={ref}>
      {signInNeeded && (
        <Alert
          color="amber"
          icon={<IconKey aria-hidden />}
          title={revoked ? t`An administrator signed this device out` : t`Your session has ended`}
        >
          <Group justify="space-between" gap="xs">
            <Text size="sm">
              {revoked ? (
                <>
                  {t`Your records were taken from this device. If you may still use Satchel, sign in again and they come back.`}
                  {undecided && ` ${t`What you had not sent is kept in Sync.`}`}
                </>
              ) : (
                <>
                  {t`Keep working; everything stays on this device. Sign in again to sync.`}
                  {kept}
                </>
              )}
            </Text>
            <Button
              variant="default"
              size="xs"
              onClick={() => {
                setSigningIn(true)
                setIsAsked(true)
              }}
            >
              {t`Sign in again`}
            </Button>
          </Group>
          {isAsked && (
            <Suspense fallback={null}>
              <SignInAgain email={person.email} opened={signingIn} onClose={() => setSigningIn(false)} />
            </Suspense>
          )}
        </Alert>
      )}
      {updateRequired && (
        <Alert
          color="amber"
          icon={<IconAlertTriangle aria-hidden />}
          title={t`This version of Satchel is too old`}
        >
          <Text size="sm">
            {t`Update Satchel. Until then you can keep working; your changes go out after the update.`}
          </Text>
        </Alert>
      )}
      {serverTooOld && (
        <Alert
          color="amber"
          icon={<IconAlertTriangle aria-hidden />}
          title={t`The office’s server is older than this version of Satchel`}
        >
          <Text size="sm">
            {t`Ask your administrator to update it. Until then you can keep working; your changes go out afterwards.`}
          </Text>
        </Alert>
      )}
      {firstSync && !revoked && (
        <Alert color="ink" icon={<IconCloudDown aria-hidden />} title={t`Your book is arriving`}>
          <Text size="sm" mb="xs">
            {t`${{ received: formatNumber(firstSync.received) }} records so far, now ${{ many: manyInSentence(firstSync.collection) }}. You can start working.`}
          </Text>
          <Progress value={100} animated aria-label={t`Receiving records`} size="sm" />
        </Alert>
      )}
    </Stack>
  )
}
