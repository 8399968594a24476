/**
 * What the sync indicator says, in words. Waiting is normal and has no colour; only what a person must
 * decide or was refused has one. Being offline is a fact, not an error.
 */
import { t } from '@lingui/core/macro'
import type { SyncState } from '../../data/index.ts'
import { formatNumber } from '../../ui/format.ts'

export type SyncIcon = 'check' | 'up' | 'down' | 'off' | 'decide' | 'refused' | 'trouble'

export interface SyncLine {
  icon: SyncIcon
  tone: 'neutral' | 'attention' | 'danger'
  words: string
}

type Known = Pick<SyncState, 'connection' | 'firstSync' | 'waiting' | 'toDecide' | 'refused' | 'error'>

/** The first line is about the connection and what waits; further ones only when something needs the person. */
export function syncLines({ connection, firstSync, waiting, toDecide, refused, error }: Known): SyncLine[] {
  const count = t`${{ waiting: formatNumber(waiting) }} waiting`
  const offline = connection !== 'online'
  const words = connection === 'connecting' ? t`Connecting` : t`Offline`
  const first: SyncLine = offline
    ? { icon: 'off', tone: 'neutral', words: waiting > 0 ? `${words} · ${count}` : words }
    : waiting > 0
      ? { icon: 'up', tone: 'neutral', words: count }
      : firstSync
        ? { icon: 'down', tone: 'neutral', words: t`Receiving records` }
        : { icon: 'check', tone: 'neutral', words: t`All sent` }
  return [
    first,
    ...(toDecide > 0
      ? [
          {
            icon: 'decide',
            tone: 'attention',
            words: t`${{ toDecide: formatNumber(toDecide) }} to decide`,
          } as const,
        ]
      : []),
    ...(refused > 0
      ? [
          {
            icon: 'refused',
            tone: 'danger',
            words: t`${{ refused: formatNumber(refused) }} refused`,
          } as const,
        ]
      : []),
    ...(error?.code === 'DEVICE_STORAGE'
      ? [{ icon: 'trouble', tone: 'danger', words: t`Device cannot store` } as const]
      : []),
  ]
}
