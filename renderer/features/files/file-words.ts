/** What is said of a file: its size and length, and where its bytes are. */
import { t } from '@lingui/core/macro'
import type { FileEntry, FileTransfer } from '../../data/index.ts'
import { formatBytes, formatSeconds } from '../../ui/format.ts'
import { messageOf } from '../../words/say.ts'

export const sizeWords = ({ size, duration }: Pick<FileEntry, 'size' | 'duration'>): string =>
  duration === undefined ? formatBytes(size) : `${formatSeconds(duration)} · ${formatBytes(size)}`

/** Empty when there is nothing to say: the file is here and at the office. */
export function transferWords(transfer: FileTransfer, size: number): string {
  switch (transfer.state) {
    case 'here':
      return ''
    case 'away':
      return t`Not on this device`
    case 'waiting':
      return t`Waiting to be sent`
    case 'sending':
      return t`Sending, ${{ sent: formatBytes(transfer.sent) }} of ${{ size: formatBytes(size) }}`
    case 'stopped':
      return t`Sending stopped`
    case 'fetching':
      return t`Fetching, ${{ received: formatBytes(transfer.received) }} of ${{ size: formatBytes(size) }}`
    case 'refused':
      return messageOf(transfer.error)
    default:
      return transfer satisfies never
  }
}

/** Share of a running transfer in percent; undefined when none runs. */
export function progressOf(transfer: FileTransfer, size: number): number | undefined {
  if (transfer.state === 'sending') return (transfer.sent / size) * 100
  if (transfer.state === 'fetching') return (transfer.received / size) * 100
  return undefined
}
