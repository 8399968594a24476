/** One calm sentence about what has been sent: waiting is normal, offline is a state of work. */
import { plural, t } from '@lingui/core/macro'
import type { SyncState } from '../../data/index.ts'

export interface OutboxLine {
  icon: 'sent' | 'waiting' | 'offline'
  words: string
}

export function outboxLine(
  sync: Pick<SyncState, 'connection' | 'waiting' | 'toDecide' | 'refused'>,
): OutboxLine {
  if (sync.connection === 'offline')
    return {
      icon: 'offline',
      words:
        sync.waiting === 0
          ? t`You are offline. Keep working; everything so far has been sent.`
          : plural(sync.waiting, {
              one: 'You are offline. Keep working; # change will go out when you reconnect.',
              other: 'You are offline. Keep working; # changes will go out when you reconnect.',
            }),
    }
  if (sync.waiting > 0)
    return {
      icon: 'waiting',
      words: plural(sync.waiting, {
        one: '# change on the way to the office.',
        other: '# changes on the way to the office.',
      }),
    }
  return {
    icon: 'sent',
    words:
      sync.toDecide + sync.refused === 0
        ? t`Nothing to decide. Everything you sent was accepted.`
        : t`Everything has been sent.`,
  }
}
